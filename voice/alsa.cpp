// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/alsa.hpp"

#include <glib.h>

#include <cstdarg>

namespace voice::alsa {
namespace {

class Category : public std::error_category {
 public:
  const char* name() const noexcept override { return "alsa"; }
  std::string message(int code) const override { return snd_strerror(code); }
};

/** ALSA explains each failure on stderr; we say it once, as an error. */
void quietly(const char* file, int line, const char* function, int error,
             const char* format, ...) noexcept {
  va_list arguments;
  va_start(arguments, format);
  char text[256];
  g_vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  g_debug("%s:%d (%s): %s (%d)", file, line, function, text, error);
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

Pcm open(const std::string& name) {
  snd_lib_error_set_handler(quietly);
  snd_pcm_t* pcm = nullptr;
  check(snd_pcm_open(&pcm, name.c_str(), SND_PCM_STREAM_PLAYBACK,
                     SND_PCM_NONBLOCK),
        "can't open the sound output '" + name + "'");
  return Pcm{pcm};
}

}  // namespace voice::alsa
