// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "config/config.hpp"

/** Everything that is wrong with a configuration, a line each. */
class ConfigError : public std::runtime_error {
 public:
  ConfigError(std::vector<std::string> mistakes, Config rest);

  /** Each as FILE:LINE: [group] key = value: what is wrong (expected: what is
   * right). */
  const std::vector<std::string>& mistakes() const noexcept {
    return mistakes_;
  }

  /** What could be read; the rest at its default. */
  const Config& rest() const noexcept { return rest_; }

 private:
  std::vector<std::string> mistakes_;
  Config rest_;
};

/**
 * Reads a configuration, and the files `path`.d/ *.conf that override it, in
 * the order of their names. For .../etc/NAME those of .../usr/lib/NAME.d, which
 * packages lay there, are read among them; one of the same name in /etc hides
 * it, as with systemd (systemd.unit(5)). What none says is at its default; an
 * unknown group or key is a mistake, like a bad value. Throws ConfigError with
 * all of them.
 * `languages` are the phrasebooks that there are.
 */
Config read_config(const std::string& path,
                   const std::vector<std::string>& languages);

/** A configuration as text, key by key. */
struct EffectiveConfig {
  struct Value {
    std::string group;
    std::string key;
    std::string text;
    std::string file;  ///< where it is set; empty: it is the default
    unsigned line;     ///< of the file; 0: it is the default
  };
  std::vector<Value> values;
  std::vector<std::string> mistakes;
};

/** What read_config() reads, and where each value comes from. */
EffectiveConfig effective_config(const std::string& path,
                                 const std::vector<std::string>& languages);
