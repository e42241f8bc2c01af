// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/adapters.hpp"

#include <algorithm>
#include <utility>

#include "bluez/names.hpp"
#include "glib/objects.hpp"
#include "glib/properties.hpp"
#include "host/address.hpp"

namespace bluez {
namespace {

using namespace std::chrono_literals;

constexpr auto set_back_after = 1s;
constexpr auto power_again_after = 10s;
// BlueZ sets one property at a time; the next one has to wait for it.
constexpr auto busy_again_after = 100ms;

}  // namespace

Adapters::Adapters(GDBusConnection& bus, std::function<void()> changed)
    : changed_{std::move(changed)}, calls_{bus, service} {}

void Adapters::only(std::string address) {
  only_ = std::move(address);
  enforce_everywhere(Which::wrong);
}

void Adapters::name(std::string alias) {
  alias_ = std::move(alias);
  enforce_everywhere(Which::wrong);
}

void Adapters::show(std::uint32_t seconds) {
  renewal_.stop();
  shown_ = true;
  shown_for_ = seconds;
  enforce_everywhere(Which::all);
}

void Adapters::keep_shown(std::uint32_t lease) {
  show(lease);
  // Both of bluetoothd's timers begin anew when their length is set.
  renewal_.every(std::chrono::milliseconds{1000} * lease / 2,
                 [this] { enforce_everywhere(Which::all); });
}

void Adapters::hide() {
  renewal_.stop();
  shown_ = false;
  enforce_everywhere(Which::all);
}

void Adapters::release() noexcept {
  enforcing_ = false;
  for (auto& [path, entry] : adapters_) entry.again->stop();
}

void Adapters::enforce() {
  if (!std::exchange(enforcing_, true)) enforce_everywhere(Which::wrong);
}

void Adapters::enforce_everywhere(Which which) {
  if (!enforcing_) return;
  for (auto& [path, entry] : adapters_)
    if (is_ours(entry.adapter)) enforce(path, entry, which);
}

void Adapters::update(const std::string& path, GVariant* properties) {
  const auto [place, is_new] = adapters_.try_emplace(path);
  Entry& entry = place->second;
  Adapter& adapter = entry.adapter;
  const bool was_powered = adapter.powered;
  std::string address;
  glib::look_up(properties, "Address", address);
  if (is_address(address)) adapter.address = std::move(address);
  glib::look_up(properties, "Alias", adapter.alias);
  glib::look_up(properties, "Powered", adapter.powered);
  glib::look_up(properties, "Discoverable", adapter.discoverable);
  glib::look_up(properties, "Pairable", adapter.pairable);
  glib::look_up(properties, "DiscoverableTimeout",
                adapter.discoverable_timeout);
  glib::look_up(properties, "PairableTimeout", adapter.pairable_timeout);
  if (adapter.powered) entry.refusals.erase("Powered");
  if (is_new)
    g_message("adapter %s: %s", path.c_str(), adapter.address.c_str());
  const bool switched = adapter.powered != was_powered;
  if (switched) entry.again->stop();
  // First whether the box is to be seen: BlueZ is busy with one value when the
  // next one comes.
  if (is_new || switched) changed_();
  // Once a second at most: whoever changes it may be as stubborn as we are.
  if (enforcing_ && is_ours(adapter) && !entry.again->running())
    enforce(path, entry, Which::wrong);
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

bool Adapters::is_ours(const Adapter& adapter) const {
  return only_.empty() || same_address(adapter.address, only_);
}

bool Adapters::any() const noexcept {
  return std::any_of(adapters_.begin(), adapters_.end(),
                     [&](const auto& e) { return is_ours(e.second.adapter); });
}

bool Adapters::any_powered() const noexcept {
  return std::any_of(adapters_.begin(), adapters_.end(), [&](const auto& e) {
    return is_ours(e.second.adapter) && e.second.adapter.powered;
  });
}

bool Adapters::pairable_unasked() const noexcept {
  return enforcing_ && !shown_ &&
         std::any_of(adapters_.begin(), adapters_.end(), [&](const auto& e) {
           return is_ours(e.second.adapter) && e.second.adapter.pairable;
         });
}

bool Adapters::has_device(const std::string& path) const {
  return std::any_of(adapters_.begin(), adapters_.end(), [&](const auto& e) {
    return is_ours(e.second.adapter) && path.starts_with(e.first + "/");
  });
}

bool Adapters::is_right(const Adapter& is) const {
  return is.pairable == shown_ && is.discoverable == shown_;
}

bool Adapters::settled() const {
  if (unanswered_ > 0) return false;
  return std::all_of(adapters_.begin(), adapters_.end(), [&](const auto& e) {
    const Adapter& adapter = e.second.adapter;
    return !is_ours(adapter) || !adapter.powered || is_right(adapter);
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

std::vector<Adapter> Adapters::ours() const {
  std::vector<Adapter> result;
  for (const auto& [path, entry] : adapters_)
    if (is_ours(entry.adapter)) result.push_back(entry.adapter);
  return result;
}

std::string Adapters::speaker_name() const {
  if (!alias_.empty()) return alias_;
  for (const auto& [path, entry] : adapters_)
    if (is_ours(entry.adapter)) return entry.adapter.alias;
  return {};
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
  ++unanswered_;
  calls_.call(path.c_str(), glib::properties_interface, "Set",
              g_variant_new("(ssv)", adapter_interface, property, value),
              [this, path, property](GVariant*, const GError* error) {
                --unanswered_;
                answered(path, property, error);
              });
}

void Adapters::answered(const std::string& path, const char* property,
                        const GError* error) {
  const auto found = adapters_.find(path);
  if (found == adapters_.end()) return;
  Entry& entry = found->second;
  if (!error) {
    entry.refusals.erase(property);
    return;
  }
  const glib::Text name{g_dbus_error_get_remote_error(error)};
  if (name && g_str_equal(name.get(), "org.bluez.Error.Busy"))
    return entry.again->once(busy_again_after, [this, path, &entry] {
      enforce(path, entry, Which::wrong);
    });
  // An adapter that was just switched off refuses before it says that it is
  // off.
  const bool is_switch = g_str_equal(property, "Powered");
  if (++entry.refusals[property] != (is_switch ? 1 : 2)) return;
  g_warning("adapter %s: %s can't be set: %s%s", path.c_str(), property,
            error->message,
            is_switch ? " (is it blocked? see: rfkill list)" : "");
}

}  // namespace bluez
