// SPDX-License-Identifier: GPL-3.0-or-later
// speak DIRECTORY STYLE: says each code of the standard input into
// DIRECTORY/CODE.wav, without announcement. STYLE is one of
//   single:RATE:GAP:GROUP  as the product does: by voice::Digits
//   joined:RATE            "4 7 0 3 9 1" as one text; the samples at which its
//                          words begin go into CODE.words
//   number:RATE            "470391", which eSpeak NG reads as a number
#include <espeak-ng/speak_lib.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "voice/language.hpp"
#include "voice/loudness.hpp"

namespace {

using voice::Sound;

struct Said {
  std::vector<Sound::Sample> samples;
  std::vector<int> words;
};

int collect(short* wave, int count, espeak_EVENT* events) noexcept {
  auto& said = *static_cast<Said*>(events->user_data);
  for (const espeak_EVENT* e = events; e->type != espeakEVENT_LIST_TERMINATED;
       ++e)
    if (e->type == espeakEVENT_WORD) said.words.push_back(e->sample);
  if (wave && count > 0)
    said.samples.insert(said.samples.end(), wave, wave + count);
  return 0;
}

/** With eSpeak NG's own silences, but for the tail. */
Said say_joined(const std::string& text, int rate) {
  Said said;
  espeak_SetSynthCallback(collect);
  espeak_SetParameter(espeakRATE, rate, 0);
  espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0,
               espeakCHARS_UTF8, nullptr, &said);
  return said;
}

void write_wav(const std::filesystem::path& path, const Sound& sound) {
  const auto& samples = sound.samples();
  const auto bytes = static_cast<std::uint32_t>(samples.size() * 2);
  const auto put = [](std::ofstream& file, std::uint32_t value, int size) {
    file.write(reinterpret_cast<const char*>(&value), size);
  };
  std::ofstream file{path, std::ios::binary};
  file << "RIFF";
  put(file, 36 + bytes, 4);
  file << "WAVEfmt ";
  put(file, 16, 4);
  put(file, 1, 2);  // PCM
  put(file, 1, 2);  // mono
  put(file, Sound::rate, 4);
  put(file, Sound::rate * 2, 4);
  put(file, 2, 2);
  put(file, 16, 2);
  file << "data";
  put(file, bytes, 4);
  file.write(reinterpret_cast<const char*>(samples.data()), bytes);
  if (!file) throw std::runtime_error{"can't write " + path.string()};
}

int number(std::istringstream& style) {
  std::string part;
  std::getline(style, part, ':');
  return std::stoi(part);
}

void speak(const std::filesystem::path& directory, const std::string& named) {
  std::istringstream style{named};
  std::string kind;
  std::getline(style, kind, ':');
  const int rate = number(style);
  const char* phrasebooks = std::getenv("EARSHOT_PHRASEBOOKS");
  if (!phrasebooks) throw std::runtime_error{"set EARSHOT_PHRASEBOOKS"};
  voice::Language english{phrasebooks, "en", "", rate};
  voice::Pacing pacing;
  if (kind == "single") {
    pacing.digit_gap = std::chrono::milliseconds{number(style)};
    pacing.group_gap = std::chrono::milliseconds{number(style)};
  }
  for (std::string code; std::getline(std::cin, code);) {
    if (kind == "single") {
      std::array<std::uint8_t, 6> digits{};
      for (std::size_t i = 0; i < digits.size(); ++i)
        digits[i] = static_cast<std::uint8_t>(code.at(i) - '0');
      write_wav(directory / (code + ".wav"),
                english.digits().code(digits, pacing));
      continue;
    }
    std::string text;
    for (const char digit : code)
      text += kind == "joined" ? std::string{digit, ' '} : std::string{digit};
    const Said said = say_joined(text, rate);
    write_wav(directory / (code + ".wav"),
              voice::at_level(Sound{said.samples}));
    std::ofstream words{directory / (code + ".words")};
    for (const int word : said.words) words << word << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error{"usage: speak DIRECTORY STYLE"};
    speak(argv[1], argv[2]);
    return EXIT_SUCCESS;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "speak: %s\n", e.what());
    return EXIT_FAILURE;
  }
}
