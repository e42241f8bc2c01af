// SPDX-License-Identifier: GPL-3.0-or-later
#include "consent/keys.hpp"

#include <linux/input.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

namespace consent {
namespace {

using namespace std::chrono_literals;

struct Typed {
  unsigned code;
  pairing::Event event;
};

/** A keypad's keys, the main block's, and a remote's (KEY_NUMERIC_...). */
const std::array keypad{
    Typed{KEY_0, pairing::Digit{0}},
    Typed{KEY_1, pairing::Digit{1}},
    Typed{KEY_2, pairing::Digit{2}},
    Typed{KEY_3, pairing::Digit{3}},
    Typed{KEY_4, pairing::Digit{4}},
    Typed{KEY_5, pairing::Digit{5}},
    Typed{KEY_6, pairing::Digit{6}},
    Typed{KEY_7, pairing::Digit{7}},
    Typed{KEY_8, pairing::Digit{8}},
    Typed{KEY_9, pairing::Digit{9}},
    Typed{KEY_KP0, pairing::Digit{0}},
    Typed{KEY_KP1, pairing::Digit{1}},
    Typed{KEY_KP2, pairing::Digit{2}},
    Typed{KEY_KP3, pairing::Digit{3}},
    Typed{KEY_KP4, pairing::Digit{4}},
    Typed{KEY_KP5, pairing::Digit{5}},
    Typed{KEY_KP6, pairing::Digit{6}},
    Typed{KEY_KP7, pairing::Digit{7}},
    Typed{KEY_KP8, pairing::Digit{8}},
    Typed{KEY_KP9, pairing::Digit{9}},
    Typed{KEY_NUMERIC_0, pairing::Digit{0}},
    Typed{KEY_NUMERIC_1, pairing::Digit{1}},
    Typed{KEY_NUMERIC_2, pairing::Digit{2}},
    Typed{KEY_NUMERIC_3, pairing::Digit{3}},
    Typed{KEY_NUMERIC_4, pairing::Digit{4}},
    Typed{KEY_NUMERIC_5, pairing::Digit{5}},
    Typed{KEY_NUMERIC_6, pairing::Digit{6}},
    Typed{KEY_NUMERIC_7, pairing::Digit{7}},
    Typed{KEY_NUMERIC_8, pairing::Digit{8}},
    Typed{KEY_NUMERIC_9, pairing::Digit{9}},
    Typed{KEY_BACKSPACE, pairing::Erase{}},
    Typed{KEY_DELETE, pairing::Erase{}},
    Typed{KEY_ENTER, pairing::Enter{}},
    Typed{KEY_KPENTER, pairing::Enter{}},
    Typed{KEY_OK, pairing::Enter{}},
    Typed{KEY_SELECT, pairing::Enter{}},
};

/** systemd-logind switches the box off on these, or sends it to sleep. */
constexpr std::array<unsigned, 5> logind{KEY_POWER, KEY_POWER2, KEY_RESTART,
                                         KEY_SLEEP, KEY_SUSPEND};

/** A key of this device means something here and to logind. */
bool is_shared(const KeySettings& settings, const KeyDevice& device) {
  return std::any_of(logind.begin(), logind.end(), [&](unsigned code) {
    return device.has_key(code) &&
           (settings.yes == code || settings.no == code ||
            settings.open == code || settings.forget_all == code);
  });
}

}  // namespace

std::optional<unsigned> key_code(const std::string& name) {
  const int code = libevdev_event_code_from_name(EV_KEY, name.c_str());
  if (code < 0) return std::nullopt;
  return static_cast<unsigned>(code);
}

void Keymap::settings(const KeySettings& settings) {
  settings_ = settings;
  holding_.stop();
}

void Keymap::key(unsigned code, int value) {
  if (value == 0 && code == settings_.forget_all) holding_.stop();
  if (value != 1) return;
  if (code == settings_.forget_all)
    holding_.once(settings_.hold, listener_.forget_all);
  // Open first: while a phone is waiting it means nothing, and once the phone
  // is in it would open the window for the next one.
  if (code == settings_.open)
    listener_.event(pairing::Open{pairing::Consent::key, std::nullopt});
  if (code == settings_.yes)
    listener_.event(pairing::Yes{pairing::Consent::key});
  if (code == settings_.no) listener_.event(pairing::No{});
  for (const Typed& typed : keypad)
    if (typed.code == code) listener_.event(typed.event);
}

Keys::Keys(std::filesystem::path directory, Keymap::Listener listener,
           std::function<void()> changed)
    : directory_{std::move(directory)},
      keymap_{std::move(listener)},
      changed_{std::move(changed)} {}

Keys::~Keys() {
  unwatch();
}

void Keys::watch() {
  unwatch();
  if (settings_.device.empty()) return;
  const glib::Object<GFile> file{g_file_new_for_path(directory_.c_str())};
  monitor_.reset(g_file_monitor_directory(file.get(), G_FILE_MONITOR_NONE,
                                          nullptr, nullptr));
  if (monitor_)
    g_signal_connect(monitor_.get(), "changed", G_CALLBACK(changed_file), this);
}

void Keys::unwatch() {
  if (monitor_) g_signal_handlers_disconnect_by_data(monitor_.get(), this);
  monitor_.reset();
}

void Keys::settings(const KeySettings& settings) {
  if (settings == settings_) return;
  settings_ = settings;
  keymap_.settings(settings);
  const bool had = any();
  devices_.clear();
  watch();
  look();
  if (had != any()) changed_();
}

void Keys::changed_file(GFileMonitor*, GFile* file, GFile*,
                        GFileMonitorEvent event, gpointer self) noexcept {
  // udev gives us the right to read a moment after the node is made.
  if (event != G_FILE_MONITOR_EVENT_CREATED &&
      event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    return;
  auto& keys = *static_cast<Keys*>(self);
  const bool had = keys.any();
  const glib::Text path{g_file_get_path(file)};
  if (path) keys.try_open(path.get());
  if (had != keys.any()) keys.changed_();
}

void Keys::look() {
  if (settings_.device.empty()) return;
  std::error_code none;
  for (const auto& entry :
       std::filesystem::directory_iterator{directory_, none})
    try_open(entry.path());
  if (devices_.empty())
    g_message("no input device '%s' is there yet; waiting for it",
              settings_.device.c_str());
}

void Keys::try_open(const std::filesystem::path& node) {
  if (settings_.device.empty() || devices_.contains(node) ||
      !node.filename().string().starts_with("event"))
    return;
  try {
    KeyDevice device{node};
    if (!is_wanted(node, device)) return;
    if (!device.is_local_keyboard()) {
      g_message("'%s' is a Bluetooth device or has no keys: it is not heard",
                settings_.device.c_str());
      return;
    }
    if (is_shared(settings_, device)) grab(device);
    g_message("keys of %s are heard", node.c_str());
    const int descriptor = device.descriptor();
    auto& listening =
        devices_.try_emplace(node, std::move(device)).first->second;
    listening.source = std::make_unique<glib::PollSource>(
        std::vector<pollfd>{{descriptor, POLLIN, 0}},
        [this, node](std::span<pollfd>) { read(node); });
  } catch (const std::system_error& e) {
    if (e.code().value() == EACCES)
      g_message("%s (is our user in group input?)", e.what());
    else
      g_debug("%s", e.what());
  }
}

void Keys::grab(KeyDevice& device) {
  try {
    device.grab();
  } catch (const std::system_error& e) {
    g_warning("%s: its power key is the system's, too", e.what());
  }
}

bool Keys::is_wanted(const std::filesystem::path& node,
                     const KeyDevice& device) const {
  if (settings_.device.find('/') == std::string::npos)
    return g_pattern_match_simple(settings_.device.c_str(),
                                  device.name().c_str());
  std::error_code none;
  return std::filesystem::equivalent(settings_.device, node, none);
}

void Keys::read(const std::filesystem::path& node) {
  // A device that is gone stays readable until its source is removed.
  if (gone_.running()) return;
  try {
    devices_.at(node).device.read(
        [this](unsigned code, int value) { keymap_.key(code, value); });
  } catch (const std::system_error& e) {
    g_message("the keys of %s are gone: %s", node.c_str(), e.what());
    keymap_.release();
    // Its source is what calls us: it is removed a moment later.
    gone_.once(0ms, [this, node] {
      devices_.erase(node);
      if (!any()) changed_();
    });
  }
}

}  // namespace consent
