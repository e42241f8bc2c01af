// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>

namespace glib {

/**
 * Signals of one peer, for as long as this object lives. Whoever owns a name
 * may send anything: what is of another type is dropped, with one warning.
 */
class Subscription {
 public:
  using Listener = std::function<void(const char* path, GVariant* arguments)>;

  /** `type` is that of the arguments, a literal; null: any. Null for `path`: of
   * all its objects. */
  Subscription(GDBusConnection& bus, const char* sender, const char* interface,
               const char* member, const char* type, const char* path,
               Listener listener);
  ~Subscription();
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

 private:
  static void arrived(GDBusConnection*, const char* sender, const char* path,
                      const char* interface, const char* member,
                      GVariant* arguments, gpointer self) noexcept;

  GDBusConnection& bus_;
  const char* type_;
  Listener listener_;
  bool complained_ = false;
  unsigned id_;
};

/** The owner of a bus name, followed for as long as this object lives. */
class NameWatch {
 public:
  /** `owner` is the unique name, or null once the name has none. */
  using Listener = std::function<void(const char* owner)>;

  NameWatch(GDBusConnection& bus, const char* name, Listener listener);
  ~NameWatch();
  NameWatch(const NameWatch&) = delete;
  NameWatch& operator=(const NameWatch&) = delete;

 private:
  static void appeared(GDBusConnection*, const char* name, const char* owner,
                       gpointer self) noexcept;
  static void vanished(GDBusConnection*, const char* name,
                       gpointer self) noexcept;

  Listener listener_;
  unsigned id_;
};

}  // namespace glib
