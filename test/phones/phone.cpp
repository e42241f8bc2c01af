// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/phones/phone.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "glib/error.hpp"
#include "glib/handle.hpp"

using namespace std::chrono_literals;

namespace {

GVariant* text(const char* value) {
  return g_variant_new_string(value);
}

}  // namespace

Personality::Personality(const std::filesystem::path& file)
    : name{file.stem()} {
  GKeyFile* keys_of = g_key_file_new();
  if (!g_key_file_load_from_file(keys_of, file.c_str(), G_KEY_FILE_NONE,
                                 nullptr))
    throw std::runtime_error{file.string() + " is no key file"};
  const auto word = [&](const char* key, std::string& to) {
    if (char* value = g_key_file_get_string(keys_of, "phone", key, nullptr))
      to = glib::Text{value}.get();
  };
  const auto number = [&](const char* key, int& to) {
    if (g_key_file_has_key(keys_of, "phone", key, nullptr))
      to = g_key_file_get_integer(keys_of, "phone", key, nullptr);
  };
  const auto flag = [&](const char* key, bool& to) {
    if (g_key_file_has_key(keys_of, "phone", key, nullptr))
      to = g_key_file_get_boolean(keys_of, "phone", key, nullptr);
  };
  number("steps", steps);
  number("volume", volume);
  word("avrcp", avrcp);
  flag("sends", sends);
  flag("initial", initial);
  flag("follows", follows);
  word("keys", keys);
  flag("player", player);
  flag("reads", reads);
  g_key_file_unref(keys_of);
}

Phone::Phone(House& house, Personality personality, const char* address)
    : house_{house},
      personality_{std::move(personality)},
      device_{house.stranger(personality_.name.c_str(), address)},
      level_(personality_.volume) {}

void Phone::connect() {
  house_.bluez.bond(device_);
  house_.authorized(device_);
  if (personality_.avrcp == "before") house_.bluez.control(device_, true);
  transport_ = house_.bluez.add_transport(device_);
  // BlueALSA from 4.1 on sets a stream to the volume that it had last.
  if (remembered_ != 127) put(remembered_);
  pcm_ = house_.bluealsa.add_pcm(device_);
  if (personality_.player) player_ = house_.bluez.add_player(device_);
  if (personality_.player) house_.bluez.set(player_, "Status", text("stopped"));
  if (personality_.avrcp == "after") {
    house_.bluez.control(device_, true);
    arrives_ = true;
    if (personality_.initial) send();
  }
  looking_.every(50ms, [this] { follow(); });
}

void Phone::leave() {
  looking_.stop();
  arrives_ = plays_ = false;
  remembered_ = house_.bluez.number(transport_, "Volume");
  for (const std::string& path : {transport_, player_})
    if (house_.bluez.has(path)) house_.bluez.remove_object(path);
  house_.bluealsa.remove_object(pcm_);
  house_.bluez.control(device_, false);
}

void Phone::follow() {
  if (!house_.bluez.has(transport_)) return looking_.stop();
  const std::string anew = "ConnectProfile 110e of " + device_;
  auto& asked = house_.bluez.profiles;
  if (std::find(asked.begin(), asked.end(), anew) != asked.end()) {
    asked.clear();
    house_.bluez.control(device_, false);
    house_.bluez.control(device_, true);
    arrives_ = true;
    if (personality_.initial) send();
  }
  const auto at_box = house_.bluez.number(transport_, "Volume");
  if (at_box != 127 && arrives_ && personality_.follows && !sending_.running())
    level_ = at_box;
}

void Phone::send() {
  if (arrives_ && personality_.sends && house_.bluez.has(transport_))
    put(std::lround(level_));
}

void Phone::put(long volume) {
  house_.bluez.set(transport_, "Volume",
                   g_variant_new_uint16(static_cast<guint16>(volume)));
}

void Phone::press(bool up) {
  if (personality_.reads && !plays_) {
    stream(true);
    reading_.once(2s, [this] { stream(plays_); });
  }
  if (personality_.keys == "ringer" && !plays_) return;
  const double step = (up ? 127.0 : -127.0) / personality_.steps;
  if (personality_.keys == "held") {
    for (int part = 0; part < 3; ++part) {
      slide(static_cast<int>(std::lround(level_ + step)));
      rest(40ms);
    }
    return;
  }
  level_ = std::clamp(level_ + step, 0.0, 127.0);
  if (personality_.keys != "coalesced") return send();
  if (!sending_.running()) sending_.once(600ms, [this] { send(); });
}

void Phone::slide(int volume) {
  level_ = std::clamp(volume, 0, 127);
  send();
}

void Phone::play(bool on) {
  plays_ = on;
  suspending_.stop();
  if (personality_.player)
    house_.bluez.set(player_, "Status", text(on ? "playing" : "paused"));
  if (on) return stream(true);
  // Android's audio HAL goes to standby some seconds after the last sample.
  suspending_.once(personality_.player ? 3s : 1s, [this] { stream(false); });
}

void Phone::stream(bool active) {
  if (house_.bluez.has(transport_))
    house_.bluez.set(transport_, "State", text(active ? "active" : "idle"));
}

void rest(std::chrono::milliseconds time) {
  bool over = false;
  glib::Timeout timeout;
  timeout.once(time, [&] { over = true; });
  wait_until([&] { return over; }, time + 1min);
}
