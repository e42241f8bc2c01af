// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "glib/handle.hpp"

namespace glib {

/**
 * Work that may block, done in a thread; its result comes to the main loop.
 * Where the job is abandoned, or ends, the result is destroyed as soon as it is
 * there, in whichever thread; so `work` may hold nothing of the owner's.
 */
template <class Result>
class Job {
 public:
  using Work = std::function<Result()>;
  using Done = std::function<void(Result)>;
  using Failed = std::function<void(const std::exception&)>;

  Job() = default;
  ~Job() { abandon(); }
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  /** A running job is abandoned. One of `done` and `failed` is called, later.
   */
  void start(Work work, Done done, Failed failed) {
    abandon();
    state_ = new State{
        this, std::move(work), std::move(done), std::move(failed), {}, {}};
    task_.reset(g_task_new(nullptr, nullptr, ready, nullptr));
    g_task_set_task_data(task_.get(), state_, end);
    g_task_run_in_thread(task_.get(), run);
  }

  void abandon() noexcept {
    if (state_) state_->job = nullptr;
    state_ = nullptr;
    task_.reset();
  }

  /** Waits for the work of a running job, and abandons it; true where it did
   * not fail. */
  bool wait() noexcept {
    if (!state_) return false;
    state_->ended.wait(false);
    const bool good = state_->result.has_value();
    abandon();
    return good;
  }

 private:
  /** Belongs to the task; `job` is the main loop's alone. */
  struct State {
    Job* job;
    Work work;
    Done done;
    Failed failed;
    std::optional<Result> result;
    std::exception_ptr error;
    std::atomic<bool> ended = false;
  };

  static void end(gpointer state) noexcept {
    delete static_cast<State*>(state);
  }

  static void run(GTask* task, gpointer, gpointer data,
                  GCancellable*) noexcept {
    State& state = *static_cast<State*>(data);
    try {
      state.result.emplace(state.work());
    } catch (...) {
      state.error = std::current_exception();
    }
    state.ended = true;
    state.ended.notify_all();
    g_task_return_boolean(task, TRUE);
  }

  static void ready(GObject*, GAsyncResult* task, gpointer) noexcept {
    State& state = *static_cast<State*>(g_task_get_task_data(G_TASK(task)));
    if (!state.job) return;
    state.job->abandon();
    // What is called may end the job's owner: nothing of it is touched after.
    try {
      if (state.result)
        state.done(std::move(*state.result));
      else
        fail(state);
    } catch (const std::exception& e) {
      g_warning("the end of a job could not be taken: %s", e.what());
    }
  }

  static void fail(State& state) {
    try {
      std::rethrow_exception(state.error);
    } catch (const std::exception& e) {
      state.failed(e);
    }
  }

  State* state_ = nullptr;  ///< the task's
  Object<GTask> task_;
};

}  // namespace glib
