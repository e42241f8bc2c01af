// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>

#include "glib/handle.hpp"

namespace glib {

/**
 * Method calls to one peer whose replies come to callbacks. Replies that
 * are still on their way when this object ends are never delivered.
 */
class Calls {
 public:
  /** `reply` is null where the call failed; `error` says why. */
  using Reply = std::function<void(GVariant* reply, const GError* error)>;

  /** Calls to the owner of the bus name `peer`. */
  Calls(GDBusConnection& bus, const char* peer);
  ~Calls();
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;

  /** `arguments` may be floating, or null for none. A reply of another `type`
   * is an error; null: any. */
  void call(const char* path, const char* interface, const char* method,
            GVariant* arguments, Reply reply, const char* type = nullptr);

 private:
  GDBusConnection& bus_;
  const char* peer_;
  Object<GCancellable> ended_{g_cancellable_new()};
};

}  // namespace glib
