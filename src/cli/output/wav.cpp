// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/wav.hpp"

#include <gio/gio.h>

#include "cli/failure.hpp"
#include "glib/error.hpp"

namespace cli {
namespace {

void number(std::string& to, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    to += static_cast<char>(value >> (8 * i) & 0xff);
}

}  // namespace

void write_wav(const std::string& file, const voice::Sound& sound) {
  constexpr std::uint32_t rate = voice::Sound::rate;
  constexpr std::uint32_t width = sizeof(voice::Sound::Sample);
  const auto bytes = static_cast<std::uint32_t>(sound.samples().size() * width);
  std::string data = "RIFF";
  number(data, 36 + bytes, 4);
  data += "WAVEfmt ";
  number(data, 16, 4);  // the length of what follows here
  number(data, 1, 2);   // PCM
  number(data, 1, 2);   // one channel
  number(data, rate, 4);
  number(data, rate * width, 4);
  number(data, width, 2);
  number(data, 8 * width, 2);
  data += "data";
  number(data, bytes, 4);
  for (const voice::Sound::Sample sample : sound.samples())
    number(data, static_cast<std::uint16_t>(sample), width);
  glib::ErrorSlot error;
  g_file_set_contents(file.c_str(), data.data(),
                      static_cast<gssize>(data.size()), error.out());
  if (error) throw Failure{Exit::failed, error.get()->message};
}

}  // namespace cli
