// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/** What earshotd's command line says. */
struct Options {
  std::string config;
  bool check_config = false;
  bool version = false;
  bool debug = false;

  /** Throws std::runtime_error on a wrong command line. */
  static Options parse(int argc, char** argv);
};
