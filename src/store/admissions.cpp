// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/admissions.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "glib/handle.hpp"

namespace {

using List = std::map<Admissions::Key, Admission>;

constexpr const char* header = "earshot";  // this group tells a whole file

/** Empty where the device may stay for ever. */
std::string until(GKeyFile& file, const char* group) {
  const glib::Text value{g_key_file_get_string(&file, group, "until", nullptr)};
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
    const std::size_t space = name.find(' ');
    if (space == name.npos)
      throw std::runtime_error{
          fmt::format("the group [{}] is not a device", name)};
    list[{name.substr(0, space), name.substr(space + 1)}] = {
        KeptFile::text(file, *group, "name"),
        KeptFile::text(file, *group, "admitted"),
        KeptFile::text(file, *group, "consent"), until(file, *group)};
  }
  // A file cut short between two devices would look whole.
  if (KeptFile::text(file, header, "devices") != std::to_string(list.size()))
    throw std::runtime_error{"it does not hold the devices that it names"};
  return list;
}

void write(const List& list, bool owned, GKeyFile& file) {
  g_key_file_set_comment(&file, nullptr, nullptr,
                         " Phones that the room let in; written by earshotd.",
                         nullptr);
  // The number last: what is cut short before it does not look whole.
  g_key_file_set_boolean(&file, header, "owned", owned);
  g_key_file_set_string(&file, header, "devices",
                        std::to_string(list.size()).c_str());
  for (const auto& [key, admission] : list) {
    const std::string group = fmt::format("{} {}", key.first, key.second);
    const auto set = [&](const char* name, const std::string& value) {
      g_key_file_set_string(&file, group.c_str(), name, value.c_str());
    };
    set("name", admission.name);
    set("admitted", admission.when);
    set("consent", admission.consent);
    if (!admission.until.empty()) set("until", admission.until);
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
  save(true, std::move(kept));
}

void Admissions::remove(const Key& key, bool revoked) {
  if (list_.erase(key) == 0) return;
  save(revoked ? !list_.empty() : owned_);
}

void Admissions::disown() {
  if (list_.empty() && owned_) save(false);
}

void Admissions::readdress(const Key& key, const std::string& address) {
  auto entry = list_.extract(key);
  if (!entry) return;
  entry.key().second = address;
  list_.insert(std::move(entry));
  save(owned_);
}

void Admissions::save(bool owned, std::function<void()> kept) {
  const bool was_owned = std::exchange(owned_, owned);
  const glib::KeyFile file{g_key_file_new()};
  write(list_, owned_, *file);
  file_.save(*file, std::move(kept));
  if (owned_ != was_owned) told_owned_(owned_);
}
