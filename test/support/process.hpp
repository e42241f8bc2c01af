// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "glib/handle.hpp"
#include "test/support/catch.hpp"
#include "test/support/wait.hpp"

/** One run of a program; what it writes comes once it has ended. */
class Process {
 public:
  /** `input` is what it reads; its standard input ends there. */
  Process(GSubprocessLauncher* launcher,
          const std::vector<std::string>& command, const char* input = "") {
    std::vector<const char*> argv;
    for (const std::string& word : command) argv.push_back(word.c_str());
    argv.push_back(nullptr);
    process_.reset(
        g_subprocess_launcher_spawnv(launcher, argv.data(), nullptr));
    REQUIRE(process_);
    g_subprocess_communicate_utf8_async(
        process_.get(), input, nullptr,
        [](GObject* process, GAsyncResult* result, gpointer self) {
          char* out = nullptr;
          char* err = nullptr;
          g_subprocess_communicate_utf8_finish(G_SUBPROCESS(process), result,
                                               &out, &err, nullptr);
          const glib::Text owned_out{out};
          const glib::Text owned_err{err};
          auto& that = *static_cast<Process*>(self);
          that.out = out ? out : "";
          that.error = err ? err : "";
          that.output = that.out + that.error;
          that.ended_ = true;
        },
        this);
  }
  ~Process() {
    if (ended_) return;
    g_subprocess_force_exit(process_.get());
    wait_until([&] { return ended_; });
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) { g_subprocess_send_signal(process_.get(), number); }
  pid_t pid() const {
    return std::atoi(g_subprocess_get_identifier(process_.get()));
  }
  bool is_alive() const { return !ended_; }
  /** Its exit status; -1 where a signal killed it, or it does not end. */
  int exit_status() {
    if (!wait_until([&] { return ended_; })) return -1;
    return g_subprocess_get_if_exited(process_.get())
               ? g_subprocess_get_exit_status(process_.get())
               : -1;
  }

  std::string out{};
  std::string error{};
  std::string output{};  ///< both

 private:
  glib::Object<GSubprocess> process_;
  bool ended_ = false;
};

/** All of a program's ends are pipes. */
inline glib::Object<GSubprocessLauncher> launcher() {
  return glib::Object<GSubprocessLauncher>{g_subprocess_launcher_new(
      static_cast<GSubprocessFlags>(G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                    G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                    G_SUBPROCESS_FLAGS_STDERR_PIPE))};
}
