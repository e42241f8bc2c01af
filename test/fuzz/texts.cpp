// SPDX-License-Identifier: GPL-3.0-or-later
// What strangers call themselves, in the log and in the voice.
#include <glib.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "bluez/uuid.hpp"
#include "host/address.hpp"
#include "host/printable.hpp"
#include "voice/spoken_name.hpp"
#include "voice/spoken_text.hpp"

namespace {

void require(bool good) {
  if (!good) std::abort();
}

bool is_one_line(const std::string& text, int longest) {
  if (!g_utf8_validate(text.c_str(), -1, nullptr)) return false;
  return g_utf8_strlen(text.c_str(), -1) <= longest &&
         std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < ' ' || c == 0x7f; });
}

bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return g_ascii_isdigit(c); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  require(is_one_line(printable(text), 40 + 3));  // and "..."
  if (const auto name = voice::spoken_name(text)) {
    require(!name->empty() && is_one_line(*name, 24));
    require(!has_digit(*name));  // it can't dictate a code
    require(name->find_first_of("<>[]&") == name->npos);
  }
  if (const auto name = voice::spoken_name(text, voice::Numbers::short_ones))
    require(is_one_line(*name, 24));
  if (const auto said = voice::spoken_text(text)) {
    require(is_one_line(*said, 200));
    require(said->find_first_of("<>[]&") == said->npos);
  }
  if (is_address(text)) require(text.size() == 17);
  if (bluez::is_uuid(text)) require(text.size() == 36);
  if (bluez::is_audio(text)) require(bluez::is_uuid(text));
  return 0;
}
