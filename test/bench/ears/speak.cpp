// SPDX-License-Identifier: GPL-3.0-or-later
// speak DIRECTORY STYLE: says each code of the standard input into
// DIRECTORY/CODE.wav, without announcement. STYLE is one of
//   single:RATE:GAP:GROUP  as the product does: by voice::Digits
//   joined:RATE            "4 7 0 3 9 1" as one text; the samples at which its
//                          words begin go into CODE.words
//   number:RATE            "470391", which eSpeak NG reads as a number
// or, for rows of u and d, volume keys up and down:
//   row:RATE:GAP:GROUP     each word by itself, GROUP ms more after every third
//   runs:RATE              "up, up, down" as one text
//   counts:RATE            "up twice, down once" as one text
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <array>
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

Sound say_row(const std::string& row, voice::Language& language, int gap,
              int group) {
  const Sound up = language.say(voice::Phrase::up);
  const Sound down = language.say(voice::Phrase::down);
  Sound result;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) result += std::chrono::milliseconds{gap};
    if (i > 0 && i % 3 == 0) result += std::chrono::milliseconds{group};
    result += row[i] == 'u' ? up : down;
  }
  return result;
}

std::string words_of(const std::string& row, bool counted) {
  std::string result;
  for (std::size_t i = 0, end = 0; i < row.size(); i = end) {
    const std::string word = row[i] == 'u' ? "up" : "down";
    end = counted ? row.find_first_not_of(row[i], i) : i + 1;
    end = std::min(end, row.size());
    result += word;
    if (counted && end - i == 1) result += " once";
    if (counted && end - i == 2) result += " twice";
    if (counted && end - i > 2) {
      constexpr std::array numbers{"three", "four",  "five", "six",
                                   "seven", "eight", "nine", "ten"};
      result += ' ';
      result += numbers.at(end - i - 3);
      result += " times";
    }
    result += ", ";
  }
  return result;
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
  const bool paced = kind == "single" || kind == "row";
  const int gap = paced ? number(style) : 0;
  const int group = paced ? number(style) : 0;
  voice::Pacing pacing;
  if (kind == "single") {
    pacing.digit_gap = std::chrono::milliseconds{gap};
    pacing.group_gap = std::chrono::milliseconds{group};
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
    if (kind == "row") {
      write_wav(directory / (code + ".wav"),
                say_row(code, english, gap, group));
      continue;
    }
    if (kind == "runs" || kind == "counts") {
      const auto said = say_joined(words_of(code, kind == "counts"), rate);
      write_wav(directory / (code + ".wav"),
                voice::at_level(Sound{said.samples}));
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
