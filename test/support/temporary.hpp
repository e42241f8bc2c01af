// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

/** A directory that ends with this object. */
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    char name[] = "/tmp/earshot-test-XXXXXX";
    if (!g_mkdtemp(name)) throw std::runtime_error{"no temporary directory"};
    path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::filesystem::path operator/(const char* name) const {
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path write(const char* name, const std::string& text) const {
    std::ofstream{path_ / name} << text;
    return path_ / name;
  }
  static std::string read(const std::filesystem::path& file) {
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }

 private:
  std::filesystem::path path_;
};

/** What the test's card played: see test/card/card.cpp. */
class Tape {
 public:
  /** `variable` names the card; see test/asound.conf.in. */
  explicit Tape(const char* variable = "EARSHOT_TAPE") : variable_{variable} {
    g_setenv(variable_, file_.c_str(), TRUE);
  }
  ~Tape() { g_unsetenv(variable_); }
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  const std::filesystem::path& file() const { return file_; }

  /** All that is on it, left and right in turn. */
  std::vector<std::int16_t> channels() const {
    const std::string bytes = TemporaryDirectory::read(file_);
    std::vector<std::int16_t> result(bytes.size() / 2);
    std::copy(bytes.begin(),
              bytes.begin() + static_cast<std::ptrdiff_t>(result.size() * 2),
              reinterpret_cast<char*>(result.data()));
    return result;
  }

  /**
   * The sound that was made stereo; see voice/stereo.hpp. Throws where left and
   * right are not the same.
   */
  std::vector<std::int16_t> samples() const {
    const auto both = channels();
    std::vector<std::int16_t> result;
    for (std::size_t i = 0; i + 1 < both.size(); i += 2) {
      if (both[i] != both[i + 1])
        throw std::runtime_error{"left and right differ"};
      if (i % 4 == 0) result.push_back(both[i]);
    }
    return result;
  }

  /** How many there are, without reading them: a card does not wait. */
  std::size_t length() const {
    std::error_code none;
    const auto bytes = std::filesystem::file_size(file_, none);
    return none ? 0 : static_cast<std::size_t>(bytes) / 8;
  }

 private:
  const char* variable_;
  TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_ / "tape.raw";
};
