// SPDX-License-Identifier: GPL-3.0-or-later
#include "admissions.hpp"

#include <optional>
#include <stdexcept>
#include <system_error>

#include "glib/error.hpp"
#include "glib/handle.hpp"

namespace {

using List = std::map<Admissions::Key, Admission>;
namespace fs = std::filesystem;

constexpr const char* header = "earshot";  // this group tells a whole file

fs::path last_good(const fs::path& file) {
  return fs::path{file} += ".last-good";
}

std::string text(GKeyFile& file, const char* group, const char* key) {
  glib::ErrorSlot error;
  const glib::Text value{g_key_file_get_string(&file, group, key, error.out())};
  error.throw_if_set();
  return value.get();
}

/** Empty where the device may stay for ever. */
std::string until(GKeyFile& file, const char* group) {
  const glib::Text value{g_key_file_get_string(&file, group, "until", nullptr)};
  return value ? value.get() : "";
}

/** Throws glib::Error or std::runtime_error where the file is damaged. */
List load(const fs::path& path) {
  const glib::KeyFile file{g_key_file_new()};
  glib::ErrorSlot error;
  g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE,
                            error.out());
  error.throw_if_set();
  List list;
  const glib::Handle<char*, g_strfreev> groups{
      g_key_file_get_groups(file.get(), nullptr)};
  for (char** group = groups.get(); *group; ++group) {
    const std::string name = *group;
    if (name == header) continue;
    const std::size_t space = name.find(' ');
    if (space == name.npos)
      throw std::runtime_error{"the group [" + name + "] is no device"};
    list[{name.substr(0, space), name.substr(space + 1)}] = {
        text(*file, *group, "name"), text(*file, *group, "admitted"),
        text(*file, *group, "consent"), until(*file, *group)};
  }
  // A file cut short between two devices would look whole.
  if (text(*file, header, "devices") != std::to_string(list.size()))
    throw std::runtime_error{"it does not hold the devices that it names"};
  return list;
}

std::string write(const List& list) {
  const glib::KeyFile file{g_key_file_new()};
  g_key_file_set_comment(file.get(), nullptr, nullptr,
                         " Phones that the room let in; written by earshotd.",
                         nullptr);
  g_key_file_set_string(file.get(), header, "devices",
                        std::to_string(list.size()).c_str());
  for (const auto& [key, admission] : list) {
    const std::string group = key.first + " " + key.second;
    const auto set = [&](const char* name, const std::string& value) {
      g_key_file_set_string(file.get(), group.c_str(), name, value.c_str());
    };
    set("name", admission.name);
    set("admitted", admission.when);
    set("consent", admission.consent);
    if (!admission.until.empty()) set("until", admission.until);
  }
  gsize length = 0;
  const glib::Text data{g_key_file_to_data(file.get(), &length, nullptr)};
  return {data.get(), length};
}

void replace(const fs::path& file, const std::string& data) {
  glib::ErrorSlot error;
  g_file_set_contents_full(
      file.c_str(), data.data(), static_cast<gssize>(data.size()),
      static_cast<GFileSetContentsFlags>(G_FILE_SET_CONTENTS_CONSISTENT |
                                         G_FILE_SET_CONTENTS_DURABLE),
      0600, error.out());
  error.throw_if_set();
}

/** Nothing where the file is not there, or was damaged and set aside. */
std::optional<List> load_or_set_aside(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return std::nullopt;
  try {
    return load(file);
  } catch (const std::exception& e) {
    const fs::path aside = fs::path{file} += ".damaged";
    std::error_code error;
    fs::rename(file, aside, error);
    g_warning("%s is damaged (%s); it is kept as %s", file.c_str(), e.what(),
              error ? file.c_str() : aside.c_str());
    return std::nullopt;
  }
}

}  // namespace

Admissions::Admissions(const fs::path& directory)
    : file_{directory / "admitted"} {
  if (auto list = load_or_set_aside(file_)) {
    list_ = std::move(*list);
  } else if (auto copy = load_or_set_aside(last_good(file_))) {
    g_message(
        "the list of admitted phones is taken from its last good copy: "
        "%zu phones",
        copy->size());
    list_ = std::move(*copy);
    save();
  }
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

void Admissions::add(const Key& key, Admission admission) {
  list_.insert_or_assign(key, std::move(admission));
  save();
}

void Admissions::remove(const Key& key) {
  if (list_.erase(key)) save();
}

void Admissions::readdress(const Key& key, const std::string& address) {
  auto entry = list_.extract(key);
  if (!entry) return;
  entry.key().second = address;
  list_.insert(std::move(entry));
  save();
}

void Admissions::save() const {
  try {
    const std::string data = write(list_);
    replace(file_, data);
    replace(last_good(file_), data);
  } catch (const glib::Error& e) {
    g_warning(
        "the list of admitted phones can't be written, it is lost when "
        "earshotd ends: %s",
        e.what());
  }
}
