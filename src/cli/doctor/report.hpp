// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "cli/doctor/check.hpp"

namespace cli::doctor {

/** Writes one file to attach to a bug report: what was found, the versions, the
 * configuration, the record and the journal; names and addresses are masked,
 * and there is no code in any of them. Throws Failure. */
void write_report(const std::string& file, const Subject& subject,
                  const std::string& findings);

}  // namespace cli::doctor
