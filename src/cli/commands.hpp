// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/failure.hpp"
#include "cli/options.hpp"

namespace cli {

/** One subcommand. */
struct Command {
  const char* name;
  const char* summary;
  /** Throws Failure. */
  Exit (*run)(const Arguments&);
};

Exit status(const Arguments&);
Exit open(const Arguments&);
Exit close(const Arguments&);
Exit yes(const Arguments&);
Exit no(const Arguments&);
Exit devices(const Arguments&);
Exit forget(const Arguments&);
Exit block(const Arguments&);
Exit log(const Arguments&);
Exit watch(const Arguments&);
Exit config(const Arguments&);
Exit check(const Arguments&);
Exit say(const Arguments&);
Exit sound_output(const Arguments&);
Exit examine(const Arguments&);
Exit hooks(const Arguments&);
Exit version(const Arguments&);

}  // namespace cli
