// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/alsa.hpp"

#include <glib.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "voice/alsa_log.hpp"
#include "voice/stereo.hpp"

namespace voice::alsa {
namespace {

constexpr unsigned buffer_us = 200'000;

class Category : public std::error_category {
 public:
  const char* name() const noexcept override { return "alsa"; }
  std::string message(int code) const override {
    constexpr int not_supported = 524;  // the kernel's ENOTSUPP
    switch (-code) {
      case EHOSTDOWN:
      case ECONNREFUSED:
        return "no sound server (PipeWire, PulseAudio, JACK) runs for this "
               "user";
      case not_supported:
        return "the card plays nothing now; HDMI needs a screen";
      default:
        return snd_strerror(code);
    }
  }
};

/** `result` of what is done to an output; where it failed, with ALSA's reasons.
 */
void check_output(int result, std::string what) {
  const bool unexplained = explanation().empty();
  if (result == -ENOENT && unexplained) what += " (there is no such card)";
  if (result < 0 && !unexplained) what += " (" + explanation() + ")";
  check(result, what);
}

Pcm open_device(const std::string& device, const std::string& name) {
  forget_explanation();
  snd_pcm_t* pcm = nullptr;
  check_output(snd_pcm_open(&pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK,
                            SND_PCM_NONBLOCK),
               "can't open the sound output '" + name + "'");
  return Pcm{pcm};
}

int set_format(const Pcm& pcm) noexcept {
  return snd_pcm_set_params(pcm.get(), SND_PCM_FORMAT_S16,
                            SND_PCM_ACCESS_RW_INTERLEAVED, stereo::channels,
                            stereo::rate, /*soft_resample=*/1, buffer_us);
}

/** Each stage of an output and its setup, in ALSA's own words. */
std::string stages(const Pcm& pcm) {
  snd_output_t* buffer = nullptr;
  if (snd_output_buffer_open(&buffer) < 0) return {};
  snd_pcm_dump(pcm.get(), buffer);
  char* text = nullptr;
  const std::size_t size = snd_output_buffer_string(buffer, &text);
  std::string result{text, size};
  snd_output_close(buffer);
  return result;
}

/** "48000" of the last line "  rate         : 48000". */
std::string_view last(std::string_view stages, std::string_view key) {
  const std::size_t line = stages.rfind(key);
  if (line == stages.npos) return "?";
  const std::size_t value = stages.find(": ", line);
  if (value == stages.npos) return "?";
  return stages.substr(value + 2, stages.find('\n', value) - value - 2);
}

/** False where a route table has no use for either of our channels. */
bool lets_something_through(std::string_view stages) {
  constexpr std::string_view arrow = " <- ";
  std::size_t at = stages.find(arrow);
  if (at == stages.npos) return true;  // no table
  for (; at != stages.npos; at = stages.find(arrow, at + 1))
    if (!stages.substr(at + arrow.size()).starts_with("none")) return true;
  return false;
}

/** One that throws away what it gets. Of a file or a pipe nobody knows who
 * reads it. */
bool leads_to_nothing(std::string_view stages) {
  const auto has = [&](std::string_view stage) {
    return stages.find(stage) != stages.npos;
  };
  return has("Null PCM") && !has("File PCM") && !has("Multi PCM");
}

Pcm looked_at(Pcm pcm, const std::string& name) {
  const std::string all = stages(pcm);
  const std::string format{last(all, "\n  format ")};
  const std::string rate{last(all, "\n  rate ")};
  const std::string channels{last(all, "\n  channels ")};
  g_info("the sound output '%s' gets %s, %s Hz, %s channel(s)", name.c_str(),
         format.c_str(), rate.c_str(), channels.c_str());
  check(leads_to_nothing(all) ? -ENXIO : 0,
        "the sound output '" + name + "' leads to ALSA's null");
  check(lets_something_through(all) ? 0 : -ECHRNG,
        "the sound output '" + name + "' plays neither left nor right");
  return pcm;
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

bool is_busy(const std::exception& error) noexcept {
  const auto* system = dynamic_cast<const std::system_error*>(&error);
  return system && system->code() == std::error_code{-EBUSY, category()};
}

Pcm open(const std::string& name) {
  Pcm pcm = open_device(name, name);
  const int result = set_format(pcm);
  if (result >= 0) return looked_at(std::move(pcm), name);
  // A card can be opened once: it must be free before the plug opens it.
  pcm.reset();
  pcm = open_device("plug:SLAVE='" + name + "'", name);
  check_output(set_format(pcm), "the sound output '" + name +
                                    "' plays nothing that 44,100 Hz stereo can "
                                    "be made into");
  return looked_at(std::move(pcm), name);
}

std::vector<std::string> cards() {
  void** hints = nullptr;
  if (snd_device_name_hint(/*card=*/-1, "pcm", &hints) < 0) return {};
  std::vector<std::string> result;
  for (void** hint = hints; *hint; ++hint) {
    char* name = snd_device_name_get_hint(*hint, "NAME");
    if (name && std::string_view{name}.starts_with("sysdefault:CARD="))
      result.emplace_back(name);
    std::free(name);
  }
  snd_device_name_free_hint(hints);
  return result;
}

}  // namespace voice::alsa
