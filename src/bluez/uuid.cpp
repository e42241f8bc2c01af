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

bool same(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return g_ascii_tolower(x) == g_ascii_tolower(y);
  });
}

}  // namespace

bool is_uuid(std::string_view text) noexcept {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char c, char wanted) {
                      return wanted == '-' ? c == '-' : g_ascii_isxdigit(c);
                    });
}

bool is_audio(std::string_view uuid) noexcept {
  return std::any_of(audio.begin(), audio.end(),
                     [&](std::string_view a) { return same(uuid, a); });
}

}  // namespace bluez
