// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/adapters.hpp"

#include <algorithm>
#include <utility>

#include "bluez/names.hpp"
#include "bluez/properties.hpp"

namespace bluez {
namespace {

using namespace std::chrono_literals;

constexpr auto set_back_after = 1s;
constexpr auto power_again_after = 10s;

}  // namespace

Adapters::Adapters(GDBusConnection& bus, std::function<void()> changed)
    : changed_{std::move(changed)}, calls_{bus, service} {}

void Adapters::name(std::string alias) {
  alias_ = std::move(alias);
  enforce_everywhere(Which::wrong);
}

void Adapters::show(std::uint32_t seconds) {
  shown_ = true;
  shown_for_ = seconds;
  enforce_everywhere(Which::all);
}

void Adapters::hide() {
  shown_ = false;
  enforce_everywhere(Which::all);
}

void Adapters::release() noexcept {
  enforcing_ = false;
  for (auto& [path, entry] : adapters_) entry.again->stop();
}

void Adapters::enforce() {
  enforcing_ = true;
  enforce_everywhere(Which::wrong);
}

void Adapters::enforce_everywhere(Which which) {
  if (!enforcing_) return;
  for (auto& [path, entry] : adapters_) enforce(path, entry, which);
}

void Adapters::take(const std::string& path, GVariant* properties) {
  const auto [place, is_new] = adapters_.try_emplace(path);
  Entry& entry = place->second;
  Adapter& adapter = entry.adapter;
  const bool was_powered = adapter.powered;
  look_up(properties, "Address", adapter.address);
  look_up(properties, "Alias", adapter.alias);
  look_up(properties, "Powered", adapter.powered);
  look_up(properties, "Discoverable", adapter.discoverable);
  look_up(properties, "Pairable", adapter.pairable);
  look_up(properties, "DiscoverableTimeout", adapter.discoverable_timeout);
  look_up(properties, "PairableTimeout", adapter.pairable_timeout);
  if (adapter.powered) entry.complained = false;
  if (is_new)
    g_message("adapter %s: %s", path.c_str(), adapter.address.c_str());
  if (adapter.powered != was_powered) entry.again->stop();
  // Once a second at most: whoever changes it may insist as we do.
  if (enforcing_ && !entry.again->running()) enforce(path, entry, Which::wrong);
  if (is_new || adapter.powered != was_powered) changed_();
}

void Adapters::remove(const std::string& path) {
  if (adapters_.erase(path) == 0) return;
  g_message("adapter %s is gone", path.c_str());
  changed_();
}

void Adapters::clear() {
  adapters_.clear();
  changed_();
}

bool Adapters::any_powered() const noexcept {
  return std::any_of(adapters_.begin(), adapters_.end(), [](const auto& entry) {
    return entry.second.adapter.powered;
  });
}

bool Adapters::has(const std::string& address) const noexcept {
  return std::any_of(adapters_.begin(), adapters_.end(),
                     [&](const auto& entry) {
                       return entry.second.adapter.address == address;
                     });
}

const Adapter* Adapters::find(const std::string& path) const {
  const auto found = adapters_.find(path);
  return found == adapters_.end() ? nullptr : &found->second.adapter;
}

std::string Adapters::speaker_name() const {
  if (!alias_.empty()) return alias_;
  return adapters_.empty() ? "" : adapters_.begin()->second.adapter.alias;
}

void Adapters::enforce(const std::string& path, Entry& entry, Which which) {
  if (!set_all(path, entry, which)) return;
  const bool off = !entry.adapter.powered;
  entry.again->once(
      off ? power_again_after : set_back_after,
      [this, path, &entry] { enforce(path, entry, Which::wrong); });
}

/** True where something had to be set. */
bool Adapters::set_all(const std::string& path, Entry& entry, Which which) {
  const Adapter& is = entry.adapter;
  bool wrong = false;
  const auto want = [&](bool right, const char* property, GVariant* value) {
    const glib::Variant owned{g_variant_ref_sink(value)};
    wrong = wrong || !right;
    if (right && which == Which::wrong) return;
    set(path, property, value);
  };
  if (!is.powered) {
    // The rest can be set on a powered adapter only.
    wrong = true;
    set(path, "Powered", g_variant_new_boolean(TRUE));
  }
  if (!alias_.empty())
    want(is.alias == alias_, "Alias", g_variant_new_string(alias_.c_str()));
  if (!is.powered) return wrong;
  if (shown_) {
    want(is.discoverable_timeout == shown_for_, "DiscoverableTimeout",
         g_variant_new_uint32(shown_for_));
    want(is.pairable_timeout == shown_for_, "PairableTimeout",
         g_variant_new_uint32(shown_for_));
  }
  want(is.pairable == shown_, "Pairable", g_variant_new_boolean(shown_));
  want(is.discoverable == shown_, "Discoverable",
       g_variant_new_boolean(shown_));
  return wrong;
}

void Adapters::set(const std::string& path, const char* property,
                   GVariant* value) {
  calls_.call(path.c_str(), properties_interface, "Set",
              g_variant_new("(ssv)", adapter_interface, property, value),
              [this, path, property](GVariant*, const GError* error) {
                const auto found = adapters_.find(path);
                if (!error || found == adapters_.end()) return;
                if (std::exchange(found->second.complained, true)) return;
                g_warning("adapter %s: %s can't be set: %s%s", path.c_str(),
                          property, error->message,
                          g_str_equal(property, "Powered")
                              ? " (is it blocked? see: rfkill list)"
                              : "");
              });
}

}  // namespace bluez
