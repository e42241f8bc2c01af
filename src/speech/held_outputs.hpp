// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

/**
 * Outputs that hold a thread of ours: a driver or a plugin that neither opens
 * nor takes samples keeps whoever called it. The thread is left behind, and as
 * long as it is held that output is busy.
 */
namespace held_outputs {

/** `thread` is something that this thread alone keeps alive. */
void add(const std::string& output, std::weak_ptr<const void> thread);

bool has(const std::string& output);

}  // namespace held_outputs
