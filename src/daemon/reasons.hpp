// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pairing/effect.hpp"

/** What the log and the refused caller are told. */
const char* text(pairing::Reason reason) noexcept;
const char* text(pairing::Method method) noexcept;
const char* text(pairing::Prompt prompt) noexcept;

/** As the configuration and our list name it. */
const char* text(pairing::Consent consent) noexcept;

/** A short name for programs; stays the same from version to version. */
const char* name(pairing::Reason reason) noexcept;
const char* name(pairing::Method method) noexcept;
