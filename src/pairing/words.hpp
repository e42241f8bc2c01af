// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "pairing/effect.hpp"
#include "pairing/event.hpp"

namespace pairing {

/** A short name for programs; stays the same from version to version. */
const char* name(Reason reason);
const char* name(Method method);

/** For the log, and for the caller that is refused. */
const char* text(Reason reason);
const char* text(Method method);
const char* text(Question question);
const char* text(Notice notice);
const char* text(Prompt prompt);

/** Both legacy methods have the same name; this gives the first. */
std::optional<Method> method_named(std::string_view named);

}  // namespace pairing
