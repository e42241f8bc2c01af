// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/alsa_log.hpp"

#include <alsa/asoundlib.h>
#include <glib.h>

#include <cstdarg>

namespace voice::alsa {
namespace {

thread_local std::string first;

void keep(const char* file, int line, const char* function, int error,
          const char* format, ...) noexcept {
  va_list arguments;
  va_start(arguments, format);
  char text[256];
  g_vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  g_debug("%s:%d (%s): %s (%d)", file, line, function, text, error);
  if (first.empty()) first = g_strchomp(text);
}

}  // namespace

void be_quiet() noexcept {
  snd_lib_error_set_handler(keep);
}

void forget_explanation() noexcept {
  first.clear();
}

const std::string& explanation() noexcept {
  return first;
}

}  // namespace voice::alsa
