// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/uuid.hpp"

#include <glib.h>

#include <algorithm>
#include <array>

namespace bluez {
namespace {

constexpr std::string_view pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

constexpr std::array<std::string_view, 6> audio{{
    "0000110a-0000-1000-8000-00805f9b34fb",  // A2DP source
    "0000110b-0000-1000-8000-00805f9b34fb",  // A2DP sink
    "0000110c-0000-1000-8000-00805f9b34fb",  // AVRCP target
    "0000110d-0000-1000-8000-00805f9b34fb",  // A2DP
    "0000110e-0000-1000-8000-00805f9b34fb",  // AVRCP
    "0000110f-0000-1000-8000-00805f9b34fb",  // AVRCP controller
}};

}  // namespace

bool is_uuid(std::string_view text) noexcept {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char c, char wanted) {
                      return wanted == '-' ? c == '-' : g_ascii_isxdigit(c);
                    });
}

bool same_uuid(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         g_ascii_strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool is_hid(std::string_view uuid) noexcept {
  return same_uuid(uuid, "00001124-0000-1000-8000-00805f9b34fb") ||
         same_uuid(uuid, "00001812-0000-1000-8000-00805f9b34fb");
}

bool is_audio(std::string_view uuid) noexcept {
  return std::any_of(audio.begin(), audio.end(),
                     [&](std::string_view a) { return same_uuid(uuid, a); });
}

bool is_allowed(std::string_view uuid,
                std::span<const std::string> listed) noexcept {
  if (listed.empty()) return is_audio(uuid);
  return std::any_of(listed.begin(), listed.end(), [&](const std::string& one) {
    return same_uuid(uuid, one);
  });
}

}  // namespace bluez
