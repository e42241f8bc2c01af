// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <utility>

namespace bluez {

/**
 * One D-Bus call to our agent. It is answered exactly once: by accept() or
 * reject(), or with a refusal when it is dropped.
 */
class Invocation {
 public:
  /** Takes what GDBus handed to the method's handler. */
  explicit Invocation(GDBusMethodInvocation* call) noexcept : call_{call} {}
  ~Invocation() {
    if (call_) std::move(*this).reject("dropped");
  }
  Invocation(Invocation&& other) noexcept
      : call_{std::exchange(other.call_, nullptr)} {}
  Invocation& operator=(Invocation&&) = delete;
  Invocation(const Invocation&) = delete;
  Invocation& operator=(const Invocation&) = delete;

  /** An empty reply: yes. */
  void accept() && noexcept {
    g_dbus_method_invocation_return_value(std::exchange(call_, nullptr),
                                          nullptr);
  }
  /** A number, as RequestPasskey wants it. */
  void answer(std::uint32_t number) && noexcept {
    g_dbus_method_invocation_return_value(std::exchange(call_, nullptr),
                                          g_variant_new("(u)", number));
  }
  /** org.bluez.Error.Rejected: no. */
  void reject(const char* why) && noexcept {
    g_dbus_method_invocation_return_dbus_error(std::exchange(call_, nullptr),
                                               "org.bluez.Error.Rejected", why);
  }

  const char* sender() const noexcept {
    return g_dbus_method_invocation_get_sender(call_);
  }
  const char* method() const noexcept {
    return g_dbus_method_invocation_get_method_name(call_);
  }
  GVariant* arguments() const noexcept {
    return g_dbus_method_invocation_get_parameters(call_);
  }

 private:
  GDBusMethodInvocation* call_;
};

}  // namespace bluez
