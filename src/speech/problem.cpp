// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/problem.hpp"

#include <array>
#include <cstddef>

namespace {

using voice::Phrase;

struct Row {
  Problem problem;
  const char* name;
  const char* words;
  Phrase phrase;
};

constexpr std::array rows{
    Row{Problem::no_bluetooth, "no-bluetooth", "bluetoothd is not running",
        Phrase::no_bluetooth},
    Row{Problem::no_adapter, "no-adapter", "there is no Bluetooth adapter",
        Phrase::no_adapter},
    Row{Problem::off, "off",
        "Bluetooth is switched off: sudo rfkill unblock bluetooth",
        Phrase::off},
    Row{Problem::mistake, "mistake", "the configuration has a mistake",
        Phrase::mistake},
    Row{Problem::unsafe, "unsafe", "the kernel is too old to pair safely",
        Phrase::unsafe},
    Row{Problem::no_language, "no-language",
        "the configured language can't be spoken", Phrase::no_language},
    Row{Problem::not_kept, "cannot-remember",
        "phones can't be remembered (is the disk full?)", Phrase::not_kept},
};

const Row& row(Problem problem) {
  return rows.at(static_cast<std::size_t>(problem));
}

}  // namespace

const char* name(Problem problem) {
  return row(problem).name;
}

const char* text(Problem problem) {
  return row(problem).words;
}

voice::Phrase phrase(Problem problem) {
  return row(problem).phrase;
}

std::optional<Problem> problem_named(std::string_view named) {
  for (const Row& row : rows)
    if (row.name == named) return row.problem;
  return std::nullopt;
}
