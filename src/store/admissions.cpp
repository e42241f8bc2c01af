// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/admissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "glib/handle.hpp"
#include "host/address.hpp"
#include "store/clock.hpp"

namespace {

using List = std::map<Admissions::Key, Admission>;
using Keys = std::set<Admissions::Key>;

constexpr const char* header = "earshot";  // this group tells a whole file

std::string text(const Admissions::Key& key) {
  return fmt::format("{} {}", key.first, key.second);
}

/** Throws std::runtime_error. */
Admissions::Key key(const std::string& text) {
  const std::size_t space = text.find(' ');
  if (space == text.npos || !is_address(text.substr(0, space)) ||
      !is_address(text.substr(space + 1)))
    throw std::runtime_error{"it names something that is no device"};
  return {text.substr(0, space), text.substr(space + 1)};
}

/** Empty where the device may stay for ever. Throws std::runtime_error where it
 * is no time: a stay with a damaged end might never end. */
std::string until(GKeyFile& file, const char* group) {
  const glib::Text value{g_key_file_get_string(&file, group, "until", nullptr)};
  if (value && !utc::is_time(value.get()))
    throw std::runtime_error{"a stay has an end that is no time"};
  return value ? value.get() : "";
}

/** Throws glib::Error or std::runtime_error where the file is damaged. */
List read(GKeyFile& file) {
  List list;
  const glib::Handle<char*, g_strfreev> groups{
      g_key_file_get_groups(&file, nullptr)};
  for (char** group = groups.get(); *group; ++group) {
    const std::string name = *group;
    if (name == header) continue;
    list[key(name)] = {
        KeptFile::text(file, *group, "name"),
        KeptFile::text(file, *group, "admitted"),
        KeptFile::text(file, *group, "consent"),
        until(file, *group),
        g_key_file_get_boolean(&file, *group, "tentative", nullptr) != FALSE,
        g_key_file_get_boolean(&file, *group, "last", nullptr) != FALSE};
  }
  // A file cut short between two devices would look whole.
  if (KeptFile::text(file, header, "devices") != std::to_string(list.size()))
    throw std::runtime_error{"it does not hold the devices that it names"};
  return list;
}

/** Throws std::runtime_error. */
Keys read_leaving(GKeyFile& file) {
  Keys result;
  const glib::Handle<char*, g_strfreev> names{
      g_key_file_get_string_list(&file, header, "leaving", nullptr, nullptr)};
  for (char** name = names.get(); name && *name; ++name)
    result.insert(key(*name));
  return result;
}

void write_leaving(const Keys& leaving, GKeyFile& file) {
  std::string list;
  for (const Admissions::Key& key : leaving) list += text(key) + ";";
  g_key_file_set_string(&file, header, "leaving", list.c_str());
}

bool some_end(const List& list) {
  return std::any_of(list.begin(), list.end(), [](const auto& entry) {
    return !entry.second.until.empty();
  });
}

void write(const List& list, const Keys& leaving, bool owned, GKeyFile& file) {
  g_key_file_set_comment(&file, nullptr, nullptr,
                         " Phones that the room let in; written by earshotd.",
                         nullptr);
  // The number last: what is cut short before it does not look whole.
  g_key_file_set_boolean(&file, header, "owned", owned);
  if (!leaving.empty()) write_leaving(leaving, file);
  g_key_file_set_string(&file, header, "devices",
                        std::to_string(list.size()).c_str());
  for (const auto& [key, admission] : list) {
    const std::string group = text(key);
    const auto set = [&](const char* name, const std::string& value) {
      g_key_file_set_string(&file, group.c_str(), name, value.c_str());
    };
    set("name", admission.name);
    set("admitted", admission.when);
    set("consent", admission.consent);
    if (!admission.until.empty()) set("until", admission.until);
    if (admission.tentative) set("tentative", "true");
    if (admission.last) set("last", "true");
  }
}

}  // namespace

Admissions::Admissions(const std::filesystem::path& directory,
                       std::function<void(bool)> failing,
                       std::function<void(bool)> owned)
    : told_owned_{std::move(owned)},
      file_{directory / "admitted", "the list of admitted phones",
            std::move(failing)} {
  const bool known = file_.load([this](GKeyFile& file) {
    list_ = read(file);
    leaving_ = read_leaving(file);
    const glib::Text time{
        g_key_file_get_string(&file, header, "time", nullptr)};
    if (time) noted_time_ = time.get();
    // Where it is not said, as in the first version, the list tells.
    owned_ = !list_.empty() ||
             g_key_file_get_boolean(&file, header, "owned", nullptr);
  });
  if (!known) owned_ = file_.is_set_aside();
}

bool Admissions::contains(const Key& key, const std::string& now) const {
  const auto found = list_.find(key);
  if (found == list_.end()) return false;
  // ISO 8601 in UTC sorts as time does.
  return found->second.until.empty() || now < found->second.until;
}

std::vector<Admissions::Key> Admissions::expired(const std::string& now) const {
  std::vector<Key> result;
  for (const auto& [key, admission] : list_)
    if (!contains(key, now)) result.push_back(key);
  return result;
}

void Admissions::add(const Key& key, Admission admission,
                     std::function<void()> kept) {
  list_.insert_or_assign(key, std::move(admission));
  leaving_.erase(key);
  save(true, std::move(kept));
}

void Admissions::shift(std::chrono::seconds by) {
  if (by == std::chrono::seconds{0} || !some_end(list_)) return;
  for (auto& [key, admission] : list_)
    if (!admission.until.empty())
      admission.until = utc::later(admission.until, by);
  save(owned_);
}

void Admissions::note_time() {
  if (some_end(list_)) save(owned_);
}

void Admissions::note_last(const Key& key) {
  const auto found = list_.find(key);
  if (found == list_.end() || found->second.last) return;
  for (auto& [other, admission] : list_) admission.last = other == key;
  save(owned_);
}

std::optional<Admissions::Key> Admissions::last() const {
  for (const auto& [key, admission] : list_)
    if (admission.last) return key;
  return std::nullopt;
}

void Admissions::remove(const Key& key, bool revoked) {
  if (list_.erase(key) == 0) return;
  save(revoked ? !list_.empty() : owned_);
}

void Admissions::disown() {
  if (list_.empty() && owned_) save(false);
}

void Admissions::readdress(const Key& key, const std::string& address) {
  const Key now{key.first, address};
  if (auto entry = list_.extract(key)) {
    entry.key() = now;
    list_.erase(now);
    list_.insert(std::move(entry));
    save(owned_);
  } else if (leaving_.erase(key) > 0) {
    leave(now);
  }
}

bool Admissions::any_tentative() const {
  return std::any_of(list_.begin(), list_.end(),
                     [](const auto& entry) { return entry.second.tentative; });
}

void Admissions::finalize() {
  if (!any_tentative()) return;
  for (auto& [key, admission] : list_) admission.tentative = false;
  save(owned_);
}

void Admissions::undo() {
  std::erase_if(list_, [this](const auto& entry) {
    const auto& [key, admission] = entry;
    if (admission.tentative) leaving_.insert(key);
    return admission.tentative;
  });
  save(!list_.empty());
}

void Admissions::leave(const Key& key, std::function<void()> kept) {
  list_.erase(key);
  leaving_.insert(key);
  save(owned_, std::move(kept));
}

void Admissions::left(const Key& key) {
  if (leaving_.erase(key) > 0) save(owned_);
}

void Admissions::save(bool owned, std::function<void()> kept) {
  const bool was_owned = std::exchange(owned_, owned);
  const glib::KeyFile file{g_key_file_new()};
  if (some_end(list_)) {
    noted_time_ = utc::now();
    g_key_file_set_string(file.get(), header, "time", noted_time_.c_str());
  }
  write(list_, leaving_, owned_, *file);
  file_.save(*file, std::move(kept));
  if (owned_ != was_owned) told_owned_(owned_);
}
