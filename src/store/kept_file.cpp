// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/kept_file.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <system_error>
#include <utility>

#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "store/replace.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_pause = 100ms;
constexpr std::chrono::milliseconds longest_pause = 10s;

fs::path last_good(const fs::path& file) {
  return fs::path{file} += ".last-good";
}

fs::path damaged(const fs::path& file) {
  return fs::path{file} += ".damaged";
}

void write(const fs::path& file, const std::string& content) {
  replace(file, content);
  replace(last_good(file), content);
}

/** False if there is no such file, or if it was damaged and set aside. */
bool load_or_set_aside(const fs::path& path,
                       const std::function<void(GKeyFile&)>& take) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return false;
  try {
    const glib::KeyFile file{g_key_file_new()};
    glib::ErrorSlot error;
    g_key_file_load_from_file(file.get(), path.c_str(),
                              G_KEY_FILE_KEEP_COMMENTS, error.out());
    error.throw_if_set();
    take(*file);
    return true;
  } catch (const std::exception& e) {
    const fs::path aside = damaged(path);
    std::error_code error;
    fs::rename(path, aside, error);
    g_warning("%s is damaged (%s); it is kept as %s", path.c_str(), e.what(),
              error ? path.c_str() : aside.c_str());
    return false;
  }
}

}  // namespace

KeptFile::KeptFile(fs::path file, const char* what,
                   std::function<void(bool)> failing)
    : file_{std::move(file)},
      what_{what},
      failing_{std::move(failing)},
      pause_{first_pause} {
  remove_left_over(file_);
  remove_left_over(last_good(file_));
}

KeptFile::~KeptFile() {
  // A write that is under way would overtake the last one.
  const bool failed = writing_ && !job_.wait();
  if (!changed_ && !failed) return;
  try {
    write(file_, content_);
  } catch (const std::exception& e) {
    g_warning("%s can't be written, it is lost: %s", what_, e.what());
  }
}

bool KeptFile::load(const std::function<void(GKeyFile&)>& take) {
  if (load_or_set_aside(file_, take)) return true;
  const auto take_and_save = [&](GKeyFile& file) {
    take(file);
    save(file);
  };
  if (!load_or_set_aside(last_good(file_), take_and_save)) return false;
  g_message("%s is taken from its last good copy", what_);
  return true;
}

bool KeptFile::is_set_aside() const {
  std::error_code ignored;
  return fs::exists(damaged(file_), ignored) ||
         fs::exists(damaged(last_good(file_)), ignored);
}

std::string KeptFile::text(GKeyFile& file, const char* group, const char* key) {
  glib::ErrorSlot error;
  const glib::Text value{g_key_file_get_string(&file, group, key, error.out())};
  error.throw_if_set();
  return value.get();
}

void KeptFile::save(GKeyFile& file, std::function<void()> kept) {
  gsize length = 0;
  const glib::Text data{g_key_file_to_data(&file, &length, nullptr)};
  content_.assign(data.get(), length);
  changed_ = true;
  waiting_.push_back(std::move(kept));
  // With all else that this turn of the main loop saves.
  if (!writing_) again_.once(0ms, [this] { begin(); });
}

void KeptFile::begin() {
  again_.stop();
  writing_ = true;
  changed_ = false;
  std::move(waiting_.begin(), waiting_.end(), std::back_inserter(next_));
  waiting_.clear();
  job_.start(
      [file = file_, content = content_] {
        write(file, content);
        return true;
      },
      [this](bool) { written(); },
      [this](const std::exception& error) { failed(error); });
}

void KeptFile::written() {
  writing_ = false;
  pause_ = first_pause;
  const auto kept = std::exchange(next_, {});
  if (changed_) begin();
  tell_failing(false);
  for (const auto& tell : kept) tell();
}

void KeptFile::failed(const std::exception& error) {
  writing_ = false;
  changed_ = true;
  if (!is_failing_)
    g_warning("%s can't be written, and is tried again: %s", what_,
              error.what());
  again_.once(std::exchange(pause_, std::min(pause_ * 2, longest_pause)),
              [this] { begin(); });
  tell_failing(true);
}

void KeptFile::tell_failing(bool failing) {
  if (std::exchange(is_failing_, failing) == failing) return;
  if (!failing) g_message("%s is written again", what_);
  failing_(failing);
}
