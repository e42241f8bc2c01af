// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/failures.hpp"

#include <stdexcept>
#include <string>

#include "glib/handle.hpp"

namespace {

constexpr const char* group = "failures";
/** The strict reading of a file that can't be read. */
constexpr KeptFailures::Counts many{.wrong_rows = 100, .rests = 100};

unsigned read(GKeyFile& file, const char* key) {
  const std::string text = KeptFile::text(file, group, key);
  guint64 value = 0;
  if (!g_ascii_string_to_unsigned(text.c_str(), 10, 0, 1'000'000, &value,
                                  nullptr))
    throw std::runtime_error{std::string{key} + " is not a number"};
  return static_cast<unsigned>(value);
}

}  // namespace

KeptFailures::KeptFailures(const std::filesystem::path& directory)
    : file_{directory / "failures", "the count of strangers' failures"} {
  const bool known = file_.load([this](GKeyFile& file) {
    counts_ = {read(file, "wrong-rows"), read(file, "rests")};
  });
  if (!known && file_.is_set_aside()) counts_ = many;
}

void KeptFailures::keep(Counts counts) {
  counts_ = counts;
  const glib::KeyFile file{g_key_file_new()};
  g_key_file_set_uint64(file.get(), group, "wrong-rows", counts.wrong_rows);
  g_key_file_set_uint64(file.get(), group, "rests", counts.rests);
  file_.save(*file);
}
