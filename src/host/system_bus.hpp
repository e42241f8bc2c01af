// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>

#include "glib/handle.hpp"

/** Our connection to the system bus. */
class SystemBus {
 public:
  /** `lost` is called when the bus closes it. Throws glib::Error. */
  explicit SystemBus(std::function<void()> lost);
  /** What was sent leaves before the connection is given up. */
  ~SystemBus();
  SystemBus(const SystemBus&) = delete;
  SystemBus& operator=(const SystemBus&) = delete;

  GDBusConnection& connection() const noexcept { return *bus_; }

 private:
  static void closed(GDBusConnection*, gboolean, GError* error,
                     gpointer self) noexcept;

  std::function<void()> lost_;
  glib::Object<GDBusConnection> bus_;
  gulong closed_ = 0;
};
