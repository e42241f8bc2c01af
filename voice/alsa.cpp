// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/alsa.hpp"

#include <glib.h>

#include <cstdarg>

#include "voice/sound.hpp"

namespace voice::alsa {
namespace {

constexpr unsigned buffer_us = 200'000;

class Category : public std::error_category {
 public:
  const char* name() const noexcept override { return "alsa"; }
  std::string message(int code) const override { return snd_strerror(code); }
};

void quietly(const char* file, int line, const char* function, int error,
             const char* format, ...) noexcept {
  va_list arguments;
  va_start(arguments, format);
  char text[256];
  g_vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  g_debug("%s:%d (%s): %s (%d)", file, line, function, text, error);
}

Pcm open_device(const std::string& device, const std::string& name) {
  snd_pcm_t* pcm = nullptr;
  check(snd_pcm_open(&pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK,
                     SND_PCM_NONBLOCK),
        "can't open the sound output '" + name + "'");
  return Pcm{pcm};
}

int set_format(const Pcm& pcm) noexcept {
  return snd_pcm_set_params(pcm.get(), SND_PCM_FORMAT_S16,
                            SND_PCM_ACCESS_RW_INTERLEAVED, 1, Sound::rate,
                            /*soft_resample=*/1, buffer_us);
}

}  // namespace

const std::error_category& category() noexcept {
  static const Category category;
  return category;
}

long check(long result, const std::string& what) {
  if (result < 0)
    throw std::system_error{static_cast<int>(result), category(), what};
  return result;
}

void be_quiet() noexcept {
  snd_lib_error_set_handler(quietly);
}

Pcm open(const std::string& name) {
  Pcm pcm = open_device(name, name);
  const int result = set_format(pcm);
  if (result >= 0) return pcm;
  // A card can be opened once: it must be free before the plug opens it.
  pcm.reset();
  pcm = open_device("plug:SLAVE='" + name + "'", name);
  check(set_format(pcm), "the sound output '" + name +
                             "' plays nothing that 22,050 Hz mono can be made "
                             "into");
  return pcm;
}

}  // namespace voice::alsa
