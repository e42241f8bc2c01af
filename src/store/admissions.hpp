// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/kept_file.hpp"

/** What we remember of a device that the room let in. */
struct Admission {
  std::string name{};      ///< as it called itself then
  std::string when{};      ///< ISO 8601, UTC
  std::string consent{};   ///< the act: "heard", "key", ...
  std::string until{};     ///< ISO 8601, UTC; empty: for ever
  bool tentative = false;  ///< a power cut takes it back
  bool last = false;       ///< of all it was the last to play

  bool operator==(const Admission&) const = default;
};

/**
 * Our list of admitted devices, kept in one file. While that can't be written
 * the list is kept in memory, and the log says so.
 *
 * Who is on it owns the box. An empty list leaves it owned where the last
 * entry went by what a stranger did, or where the list was damaged: only the
 * room's word makes it a box that nobody has taken yet.
 *
 * Beside them it names those that are leaving: BlueZ holds their bond, the room
 * has not let them in, and nothing but their end takes them from here. One file
 * holds both, so nobody is in neither or in both of them.
 */
class Admissions {
 public:
  /** Addresses of the adapter and of the device. */
  using Key = std::pair<std::string, std::string>;

  /** Loads `directory`/admitted; nothing there is an empty list. `failing`: it
   * can't be written, or it can again. `owned`: is_owned() is another. */
  explicit Admissions(
      const std::filesystem::path& directory,
      std::function<void(bool)> failing = [](bool) {},
      std::function<void(bool)> owned = [](bool) {});

  /** Somebody is in, or was until something else than the room's word. */
  bool is_owned() const noexcept { return owned_; }

  /** It is on the list, and its time is not over: `now` in ISO 8601, UTC. */
  bool contains(const Key& key, const std::string& now) const;
  /** Those whose time is up. */
  std::vector<Key> expired(const std::string& now) const;
  /** `kept` is called once the list that holds it is on the disk. */
  void add(
      const Key& key, Admission admission, std::function<void()> kept = [] {});
  /** The clock was set forward by so much, or back: stays end as much later, so
   * that they last as long as they were to. */
  void shift(std::chrono::seconds by);
  /** Keeps what time it is, where some stay ends. */
  void note_time();
  /** The latest time that was kept, ISO 8601, UTC; empty: none. */
  const std::string& noted_time() const noexcept { return noted_time_; }
  /** It plays; of all devices it was the last to begin. */
  void note_last(const Key& key);
  /** The last that played. */
  std::optional<Key> last() const;
  /** `revoked`: by the room's word. */
  void remove(const Key& key, bool revoked);
  /** The room's word: where the list is empty, nobody owns the box. */
  void disown();
  /** The device is the same, its address is another. One that is leaving takes
   * nobody's place along. */
  void readdress(const Key& key, const std::string& address);

  /** Some are tentative. */
  bool any_tentative() const;
  /** None of them is from now on. */
  void finalize();
  /** Those that are leave, by the room's word. */
  void undo();

  /** It is off the list, and to be removed from BlueZ; `kept` as in add(). */
  void leave(
      const Key& key, std::function<void()> kept = [] {});
  /** BlueZ knows nothing of it any more. */
  void left(const Key& key);

  const std::map<Key, Admission>& list() const noexcept { return list_; }
  const std::set<Key>& leaving() const noexcept { return leaving_; }

 private:
  void save(
      bool owned, std::function<void()> kept = [] {});

  std::function<void(bool)> told_owned_;
  KeptFile file_;
  std::map<Key, Admission> list_;
  std::set<Key> leaving_;
  std::string noted_time_;
  bool owned_ = false;
};
