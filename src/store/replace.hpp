// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

/**
 * Replaces a file as a whole: after a power cut there is the old one or the new
 * one, and the new one once this has returned. For our eyes only. Waits for the
 * disk, so it is for threads and for files in /run, which is memory. Throws
 * glib::Error.
 */
void replace(const std::filesystem::path& file, std::string_view content);

/** Removes what a crash in the middle of replace() has left. */
void remove_left_over(const std::filesystem::path& file) noexcept;
