// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <poll.h>

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace glib {

/** Calls back once, or again and again, after a time; until stopped. */
class Timeout {
 public:
  Timeout() = default;
  ~Timeout() { stop(); }
  Timeout(const Timeout&) = delete;
  Timeout& operator=(const Timeout&) = delete;

  /** Once, after `time`; a running one is replaced. */
  void once(std::chrono::milliseconds time, std::function<void()> then);
  /** Every `time` until stop(). */
  void every(std::chrono::milliseconds time, std::function<void()> then);
  void stop() noexcept;
  bool running() const noexcept { return source_ != nullptr; }

 private:
  struct Unlink {
    void operator()(GSource* source) const noexcept;
  };
  static gboolean fire(gpointer self) noexcept;
  void start(std::chrono::milliseconds time, std::function<void()> then,
             bool repeat);

  std::function<void()> then_;
  bool repeat_ = false;
  std::unique_ptr<GSource, Unlink> source_;
};

/** Calls back whenever one of some file descriptors is ready. */
class PollSource {
 public:
  using Listener = std::function<void(std::span<pollfd>)>;

  PollSource(const std::vector<pollfd>& descriptors, Listener listener);
  ~PollSource();
  PollSource(const PollSource&) = delete;
  PollSource& operator=(const PollSource&) = delete;

 private:
  struct Source;
  static gboolean check(GSource* source) noexcept;
  static gboolean dispatch(GSource* source, GSourceFunc, gpointer) noexcept;

  std::vector<GPollFD> polled_;
  Listener listener_;
  Source* source_;
};

/** Calls back whenever the process is sent a signal such as SIGTERM. */
class UnixSignal {
 public:
  UnixSignal(int number, std::function<void()> then);
  ~UnixSignal();
  UnixSignal(const UnixSignal&) = delete;
  UnixSignal& operator=(const UnixSignal&) = delete;

 private:
  static gboolean fire(gpointer self) noexcept;

  std::function<void()> then_;
  unsigned source_;
};

}  // namespace glib
