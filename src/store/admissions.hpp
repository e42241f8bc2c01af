// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/kept_file.hpp"

/** What we remember of a device that the room let in. */
struct Admission {
  std::string name{};     ///< as it called itself then
  std::string when{};     ///< ISO 8601, UTC
  std::string consent{};  ///< the act: "heard", "key", ...
  std::string until{};    ///< ISO 8601, UTC; empty: for ever

  bool operator==(const Admission&) const = default;
};

/**
 * Our list of admitted devices, kept in one file. While that can't be written
 * the list is kept in memory, and the log says so.
 */
class Admissions {
 public:
  /** Addresses of the adapter and of the device. */
  using Key = std::pair<std::string, std::string>;

  /** Loads `directory`/admitted; nothing there is an empty list. `failing`: it
   * can't be written, or it can again. */
  explicit Admissions(
      const std::filesystem::path& directory,
      std::function<void(bool)> failing = [](bool) {});

  /** It is on the list, and its time is not over: `now` in ISO 8601, UTC. */
  bool contains(const Key& key, const std::string& now) const;
  /** Those whose time is up. */
  std::vector<Key> expired(const std::string& now) const;
  /** `kept` is called once the list that holds it is on the disk. */
  void add(
      const Key& key, Admission admission, std::function<void()> kept = [] {});
  void remove(const Key& key);
  /** The device is the same, its address is another. */
  void readdress(const Key& key, const std::string& address);

  const std::map<Key, Admission>& list() const noexcept { return list_; }

 private:
  void save(std::function<void()> kept = [] {});

  KeptFile file_;
  std::map<Key, Admission> list_;
};
