// SPDX-License-Identifier: GPL-3.0-or-later
// What GLib hands from thread to thread by locks and counts of its own, which
// are not instrumented: ThreadSanitizer is told of the order that they make,
// here, between this program and the library. What our own code does is seen as
// it is.
#include <dlfcn.h>
#include <gio/gio.h>

extern "C" {

void __tsan_acquire(void* address);
void __tsan_release(void* address);
}

namespace {

template <class Function>
Function* library(Function* /*ours*/, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

constexpr const char* work_key = "work";

void work(GTask* task, gpointer source, gpointer data, GCancellable* stop) {
  __tsan_acquire(task);
  reinterpret_cast<GTaskThreadFunc>(
      g_object_get_data(G_OBJECT(task), work_key))(task, source, data, stop);
}

}  // namespace

extern "C" {

/** The queue of GLib's pool of threads. */
void g_task_run_in_thread(GTask* task, GTaskThreadFunc run) {
  static auto* const real =
      library(g_task_run_in_thread, "g_task_run_in_thread");
  g_object_set_data(G_OBJECT(task), work_key, reinterpret_cast<gpointer>(run));
  __tsan_release(task);
  real(task, work);
}

/** The main loop's list of what is ready; who is called asks for the data. */
void g_task_return_boolean(GTask* task, gboolean result) {
  static auto* const real =
      library(g_task_return_boolean, "g_task_return_boolean");
  __tsan_release(task);
  real(task, result);
}

gpointer g_task_get_task_data(GTask* task) {
  static auto* const real =
      library(g_task_get_task_data, "g_task_get_task_data");
  __tsan_acquire(task);
  return real(task);
}

/** Whoever lets go last destroys it, after all that the others did. */
void g_object_unref(gpointer object) {
  static auto* const real = library(g_object_unref, "g_object_unref");
  __tsan_release(object);
  __tsan_acquire(object);
  real(object);
}
}
