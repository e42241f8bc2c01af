// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluealsa/pcms.hpp"

#include <algorithm>
#include <utility>

#include "glib/properties.hpp"

namespace bluealsa {
namespace {

constexpr const char* service = "org.bluealsa";
constexpr const char* root = "/org/bluealsa";
constexpr const char* pcm_interface = "org.bluealsa.PCM1";
constexpr std::uint16_t mute_bits = 0x8080;  // of both channels

bool is_muted(const std::optional<std::uint16_t>& volume) {
  // A mono PCM has the first channel only, the upper byte.
  return volume && (*volume & 0x8000) != 0 &&
         ((*volume & 0x0080) != 0 || (*volume & 0x00ff) == 0);
}

}  // namespace

Pcms::Pcms(GDBusConnection& bus, Listener listener)
    : listener_{std::move(listener)},
      calls_{bus, service},
      objects_{bus,
               service,
               root,
               {.came = [](const char*) {},
                .complete =
                    [this] {
                      g_message("BlueALSA is there");
                      there_ = true;
                      listener_.changed();
                    },
                .went =
                    [this] {
                      g_message("BlueALSA is gone");
                      pcms_.clear();
                      there_ = false;
                      listener_.changed();
                    },
                .changed =
                    [this](const char* path, const char* interface,
                           GVariant* properties) {
                      if (g_str_equal(interface, pcm_interface))
                        update(path, properties, !pcms_.contains(path));
                    },
                .removed =
                    [this](const char* path, const char* interface) {
                      if (g_str_equal(interface, pcm_interface)) remove(path);
                    }}} {}

void Pcms::update(const char* path, GVariant* properties, bool is_new) {
  Pcm& pcm = pcms_[path];
  glib::look_up(properties, "Device", pcm.device);
  glib::look_up(properties, "Mode", pcm.mode);
  glib::look_up(properties, "Codec", pcm.format.codec);
  // BlueALSA 4.1 and before, and later ones.
  glib::look_up(properties, "Sampling", pcm.format.rate);
  glib::look_up(properties, "Rate", pcm.format.rate);
  glib::look_up(properties, "SoftVolume", pcm.soft_volume);
  glib::look_up(properties, "Running", pcm.running);
  glib::look_up(properties, "Volume", pcm.volume);
  if (pcm.mode != "source") return;
  if (is_new) listener_.changed();
  if (silent_.contains(pcm.device)) {
    if (is_new) return begin_silent(path);
    // It began to play before its mute was read back, or somebody unmuted it.
    const bool open = !pcm.told && pcm.running;
    const bool undone = pcm.told && (!pcm.soft_volume || !is_muted(pcm.volume));
    if (!open && !undone) return;
    g_debug("%s %s", path, open ? "plays before it is muted" : "was unmuted");
    listener_.not_muted(std::string{pcm.device});
  } else if (is_new && audible_.erase(pcm.device) > 0) {
    let_sound(path, pcm);
  }
}

void Pcms::remove(const char* path) {
  const auto found = pcms_.find(path);
  if (found == pcms_.end()) return;
  // BlueALSA may remember the mute until this device is back.
  const Pcm& pcm = found->second;
  if (pcm.ducked && !silent_.contains(pcm.device)) audible_.insert(pcm.device);
  pcms_.erase(found);
}

bool Pcms::may_be_heard(const std::string& device) const {
  if (!silent_.contains(device)) return false;
  bool told = false;
  for (const auto& [path, pcm] : pcms_) {
    if (pcm.device != device || pcm.mode != "source") continue;
    if (!pcm.told) return true;
    told = true;
  }
  return !told;
}

void Pcms::mute(const std::string& device) {
  audible_.erase(device);
  silent_.insert(device);
  for (const auto& [path, pcm] : pcms_)
    if (pcm.device == device && pcm.mode == "source") silence(path);
}

void Pcms::unmute(const std::string& device) {
  silent_.erase(device);
  bool found = false;
  for (const auto& [path, pcm] : pcms_) {
    if (pcm.device != device || pcm.mode != "source") continue;
    found = true;
    if (!pcm.ducked) let_sound(path, pcm);
  }
  if (!found) audible_.insert(device);
}

bool Pcms::has_sound(const std::string& device) const {
  return !silent_.contains(device) &&
         std::any_of(pcms_.begin(), pcms_.end(), [&](const auto& pcm) {
           return pcm.second.device == device && pcm.second.mode == "source";
         });
}

std::optional<Format> Pcms::format(const std::string& device) const {
  for (const auto& [path, pcm] : pcms_)
    if (pcm.device == device && pcm.mode == "source") return pcm.format;
  return std::nullopt;
}

void Pcms::duck(const std::string& device) {
  if (silent_.contains(device)) return;
  audible_.erase(device);
  for (auto& [path, pcm] : pcms_) {
    if (pcm.device != device || pcm.mode != "source" || pcm.ducked) continue;
    pcm.ducked = pcm.soft_volume;
    mute_softly(path, pcm);
  }
}

void Pcms::unduck(const std::string& device) {
  for (auto& [path, pcm] : pcms_) {
    if (pcm.device != device || !pcm.ducked) continue;
    const bool was_soft = std::exchange(pcm.ducked, std::nullopt).value();
    if (silent_.contains(device)) continue;
    const auto volume = static_cast<std::uint16_t>(pcm.volume.value_or(0x7f7f) &
                                                   ~unsigned{mute_bits});
    set(path, "Volume", g_variant_new_uint16(volume), [] {});
    if (!was_soft) set(path, "SoftVolume", g_variant_new_boolean(FALSE), [] {});
  }
}

void Pcms::forget(const std::string& device) {
  silent_.erase(device);
  audible_.erase(device);
}

void Pcms::begin_silent(const std::string& path) {
  Pcm& pcm = pcms_.at(path);
  pcm.told = pcm.soft_volume && is_muted(pcm.volume) && !pcm.running;
  g_debug("%s came%s", path.c_str(), pcm.told ? ", and is muted" : "");
  if (!pcm.told) return silence(path);
  listener_.muted(std::string{pcm.device});
}

void Pcms::silence(const std::string& path) {
  const Pcm& pcm = pcms_.at(path);
  if (pcm.running) {
    g_debug("%s plays already", path.c_str());
    return listener_.not_muted(std::string{pcm.device});
  }
  mute_softly(path, pcm, [this, path] { check(path); });
}

void Pcms::mute_softly(const std::string& path, const Pcm& pcm, Then then) {
  const auto volume =
      static_cast<std::uint16_t>(pcm.volume.value_or(0x7f7f) | mute_bits);
  // BlueALSA takes them in their order.
  set(path, "SoftVolume", g_variant_new_boolean(TRUE), [] {});
  set(path, "Volume", g_variant_new_uint16(volume), std::move(then));
}

/** Reads back what was set. */
void Pcms::check(const std::string& path) {
  calls_.call(
      path.c_str(), glib::properties_interface, "GetAll",
      g_variant_new("(s)", pcm_interface),
      [this, path](GVariant* reply, const GError* error) {
        const auto found = pcms_.find(path);
        if (found == pcms_.end() || !silent_.contains(found->second.device))
          return;
        if (!reply) return failed(path, error);
        const glib::Variant all{g_variant_get_child_value(reply, 0)};
        bool soft = false;
        bool running = false;
        std::optional<std::uint16_t> volume;
        glib::look_up(all.get(), "SoftVolume", soft);
        glib::look_up(all.get(), "Running", running);
        glib::look_up(all.get(), "Volume", volume);
        const std::string device = found->second.device;
        if (!soft || !is_muted(volume) || running) return failed(path, nullptr);
        found->second.told = true;
        found->second.soft_volume = soft;
        found->second.volume = volume;
        listener_.muted(device);
      },
      "(a{sv})");
}

void Pcms::let_sound(const std::string& path, const Pcm& pcm) {
  if (!pcm.volume || (*pcm.volume & mute_bits) == 0) return;
  const auto volume =
      static_cast<std::uint16_t>(*pcm.volume & ~unsigned{mute_bits});
  set(path, "Volume", g_variant_new_uint16(volume), [] {});
}

void Pcms::set(const std::string& path, const char* property, GVariant* value,
               Then then) {
  calls_.call(
      path.c_str(), glib::properties_interface, "Set",
      g_variant_new("(ssv)", pcm_interface, property, value),
      [this, path, then = std::move(then)](GVariant*, const GError* error) {
        if (error) return failed(path, error);
        then();
      });
}

void Pcms::failed(const std::string& path, const GError* error) {
  const auto found = pcms_.find(path);
  if (found == pcms_.end()) return;
  const std::string device = found->second.device;
  g_warning("BlueALSA does not %s %s: %s",
            silent_.contains(device) ? "mute" : "unmute", path.c_str(),
            error ? error->message : "what was set does not hold");
  if (silent_.contains(device)) listener_.not_muted(device);
}

}  // namespace bluealsa
