// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "test/support/house.hpp"
#include "test/support/process.hpp"
#include "test/support/temporary.hpp"

/** What one run of `earshot` left. */
struct Ran {
  int status;
  std::string out;
  std::string error;
};

/** Whoever types `earshot`, at a bus and with a configuration of his own. */
class Desk {
 public:
  explicit Desk(const std::string& bus) {
    set("DBUS_SYSTEM_BUS_ADDRESS", bus);
    set("TZ", "UTC");
    set("TERM", "xterm");
    set("LC_ALL", "C.UTF-8");
    config("");
  }

  void set(const char* name, const std::string& value) {
    g_subprocess_launcher_setenv(launcher_.get(), name, value.c_str(), TRUE);
  }
  void config(const std::string& text) {
    directory.write("earshot.conf", "[sound]\noutput = quick\n" + text);
  }
  std::string config_file() const { return directory / "earshot.conf"; }

  /** In a pipe, as programs run it. */
  Ran operator()(std::vector<std::string> words, const char* input = "") {
    words.insert(words.begin(), g_getenv("EARSHOT"));
    return run(words, input);
  }
  /** At a terminal of so many columns; what it shows comes as `out`. */
  Ran at_terminal(unsigned columns, const std::string& words,
                  const char* input = "") {
    const std::string command = "stty cols " + std::to_string(columns) +
                                " -echo; exec " + g_getenv("EARSHOT") + " " +
                                words;
    return run(
        {"script", "--quiet", "--return", "--command", command, "/dev/null"},
        input);
  }
  Ran shell(const std::string& command) {
    return run({"bash", "-c", "set -o pipefail; " + command}, "");
  }
  /** One that goes on. */
  Process start(std::vector<std::string> words) {
    words.insert(words.begin(), g_getenv("EARSHOT"));
    return Process{launcher_.get(), words};
  }
  Process start_shell(const std::string& command) {
    return Process{launcher_.get(), {"bash", "-c", command}};
  }

  TemporaryDirectory directory;

 private:
  Ran run(const std::vector<std::string>& words, const char* input) {
    Process process{launcher_.get(), words, input};
    const int status = process.exit_status();
    return {status, process.out, process.error};
  }

  glib::Object<GSubprocessLauncher> launcher_ = launcher();
};

/** JSON without spaces, which differ from library to library; REQUIREs that it
 * is JSON. */
inline std::string compact(const std::string& json) {
  const glib::Object<JsonParser> parser{json_parser_new()};
  INFO(json);
  REQUIRE(json_parser_load_from_data(parser.get(), json.c_str(), -1, nullptr));
  const glib::Object<JsonGenerator> generator{json_generator_new()};
  json_generator_set_root(generator.get(), json_parser_get_root(parser.get()));
  const glib::Text text{json_generator_to_data(generator.get(), nullptr)};
  return text.get();
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}
