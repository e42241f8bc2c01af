// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "glib/source.hpp"
#include "store/kept_file.hpp"

/** One request: who asked for what, and what became of it. Never a passkey. */
struct RecordedRequest {
  std::string when{};     ///< its end, ISO 8601, UTC
  std::string name{};     ///< printable()
  std::string address{};  ///< with colons
  std::string asked{};    ///< "compare", "type", ...: see name(Method)
  std::string outcome{};  ///< "admitted", or why not: see name(Reason)
  std::string why{};      ///< the same in words
  std::string consent{};  ///< the act that let it in
  std::uint32_t times = 1;

  bool operator==(const RecordedRequest&) const = default;
};

/**
 * What happened: the last requests, in the journal as structured fields, and in
 * a file of ours, for a journal may be lost with the power.
 *
 * The file holds 200 entries at most, and is written a second after a change at
 * the earliest.
 */
class Record {
 public:
  static constexpr std::size_t most = 200;

  /** Loads `directory`/requests; nothing there is an empty record. */
  explicit Record(const std::filesystem::path& directory);
  ~Record();
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  /** An open request has ended. */
  void add(RecordedRequest request);
  /**
   * One was turned away at once. Until one is open again, those of the same
   * reason are one entry that counts them: how often strangers ask does not
   * decide how much is written.
   */
  void add_refused(RecordedRequest request);

  /** Those that ended at `when` or later; the oldest first. */
  std::vector<RecordedRequest> since(const std::string& when) const;

 private:
  void append(RecordedRequest request);
  void save_soon(std::chrono::milliseconds when);
  void save();

  KeptFile file_;
  std::deque<RecordedRequest> requests_;
  std::size_t refused_ = 0;  ///< the last entries, turned away at once
  glib::Timeout soon_;
};
