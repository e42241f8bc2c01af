// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/spoken_text.hpp"

#include <glib.h>

#include <array>
#include <memory>

namespace voice {
namespace {

constexpr int longest = 200;  // characters

struct Free {
  void operator()(char* text) const noexcept { g_free(text); }
};

bool is_apostrophe(gunichar c) {
  return c == '\'' || c == 0x2019;
}

bool is_plain(gunichar c) {
  constexpr std::string_view marks = ".,:;!?-";
  return c < 0x80 && marks.find(static_cast<char>(c)) != marks.npos;
}

}  // namespace

std::optional<std::string> spoken_text(std::string_view text) {
  const std::unique_ptr<char, Free> valid{
      g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()))};
  std::string result;
  int length = 0;
  bool words = false;
  for (const char* at = valid.get(); *at && length < longest;
       at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (is_apostrophe(c)) continue;
    const bool word = g_unichar_isalnum(c);
    words = words || word;
    std::array<char, 6> bytes;
    const int size =
        g_unichar_to_utf8(word || is_plain(c) ? c : ' ', bytes.data());
    result.append(bytes.data(), static_cast<std::size_t>(size));
    ++length;
  }
  if (!words) return std::nullopt;
  return result;
}

}  // namespace voice
