// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/synthesizer.hpp"

#include <espeak-ng/speak_lib.h>

#include <cstring>
#include <utility>

#include "voice/loudness.hpp"

namespace voice {
namespace {

constexpr std::size_t longest = std::size_t{20} * Sound::rate;  // samples

/** Takes eSpeak NG's samples; 1 ends the synthesis, espeak_Cancel does not. */
int collect(short* wave, int count, espeak_EVENT* events) noexcept {
  auto* samples = static_cast<std::vector<Sound::Sample>*>(events->user_data);
  if (!wave || count <= 0 || !samples) return 0;
  if (samples->size() + static_cast<std::size_t>(count) > longest) return 1;
  samples->insert(samples->end(), wave, wave + count);
  return 0;
}

/** Initialises eSpeak NG once; again only where that failed. */
void need_engine() {
  static bool running = false;
  if (running) return;
  // An explicit path, else an empty $HOME/espeak-ng-data would win.
  const int rate =
      espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, EARSHOT_ESPEAK_DATA,
                        espeakINITIALIZE_DONT_EXIT);
  if (rate != static_cast<int>(Sound::rate))
    throw SpeechError{
        "eSpeak NG does not start: are its data files whole? (package "
        "espeak-ng-data, " EARSHOT_ESPEAK_DATA ")"};
  espeak_SetSynthCallback(collect);
  running = true;
}

/** The identifier of the voice that speaks a language, as "gmw/en-US". */
std::string find_voice(const std::string& language) {
  espeak_VOICE wanted{};
  wanted.languages = language.c_str();
  if (espeak_SetVoiceByProperties(&wanted) == EE_OK) {
    const espeak_VOICE* found = espeak_GetCurrentVoice();
    // languages: a priority byte, then the language, then the next of these.
    if (found && found->identifier && found->languages)
      for (const char* at = found->languages; *at; at += std::strlen(at) + 1)
        if (language == at + 1) return found->identifier;
  }
  throw SpeechError{"eSpeak NG has no voice for the language '" + language +
                    "' (see: espeak-ng --voices)"};
}

bool has_variant(const std::string& variant) {
  espeak_VOICE wanted{};
  wanted.languages = "variant";
  for (const espeak_VOICE** voice = espeak_ListVoices(&wanted); *voice; ++voice)
    if ("!v/" + variant == (*voice)->identifier) return true;
  return false;
}

}  // namespace

Synthesizer::Synthesizer(Speech speech) : speech_{std::move(speech)} {
  need_engine();
  voice_ = find_voice(speech_.language);
  if (speech_.variant.empty()) return;
  if (!has_variant(speech_.variant))
    throw SpeechError{"eSpeak NG has no voice variant '" + speech_.variant +
                      "' (see: espeak-ng --voices=variant)"};
  voice_ += "+" + speech_.variant;
}

Sound Synthesizer::say(const std::string& text) {
  if (espeak_SetVoiceByName(voice_.c_str()) != EE_OK)
    throw SpeechError{"eSpeak NG lost its voice '" + voice_ + "'"};
  // Each time: what was spoken before may have changed any of these.
  espeak_SetParameter(espeakRATE, speech_.rate, 0);
  espeak_SetParameter(espeakVOLUME, 100, 0);
  espeak_SetParameter(espeakPITCH, 50, 0);
  espeak_SetParameter(espeakRANGE, 50, 0);
  espeak_SetParameter(espeakPUNCTUATION, espeakPUNCT_NONE, 0);
  espeak_SetParameter(espeakCAPITALS, 0, 0);
  espeak_SetParameter(espeakWORDGAP, 0, 0);

  std::vector<Sound::Sample> samples;
  const espeak_ERROR error =
      espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0,
                   espeakCHARS_UTF8, nullptr, &samples);
  if (error != EE_OK)
    throw SpeechError{"eSpeak NG failed with error " + std::to_string(error)};
  return at_level(Sound{std::move(samples)}.trimmed());
}

}  // namespace voice
