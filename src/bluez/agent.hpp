// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "bluez/invocation.hpp"
#include "pairing/event.hpp"

namespace bluez {

/**
 * Our org.bluez.Agent1: makes events of BlueZ's calls, and answers them.
 *
 * Calls from anybody but the owner of org.bluez, and calls whose arguments make
 * no sense, are refused here and go no further.
 */
class Agent {
 public:
  struct Listener {
    std::function<void(const pairing::Event&)> event;
    /** Release(): bluetoothd has forgotten us. */
    std::function<void()> released;
    /** What BlueZ and our list know of a device. */
    std::function<pairing::Standing(const pairing::Device&)> standing;
    /** The owner lets phones that are in use this service. */
    std::function<bool(std::string_view uuid)> allows;
  };

  /** Exports the agent; throws glib::Error where its path is taken. */
  Agent(GDBusConnection& bus, Listener listener);
  ~Agent();
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  /** Only calls of this unique name count; null: nobody's. */
  void trust(const char* owner) { owner_ = owner ? owner : ""; }

  /** Answers a call; nothing where it has been answered. */
  void accept(pairing::Call call);
  /** RequestPasskey's answer. */
  void answer(pairing::Call call, pairing::Passkey passkey);
  void reject(pairing::Call call, const char* why);

 private:
  static void called(GDBusConnection*, const char* sender, const char* path,
                     const char* interface, const char* method,
                     GVariant* arguments, GDBusMethodInvocation* call,
                     gpointer self) noexcept;
  void dispatch(Invocation call);
  /** Where the call waits until the event has led to an answer. */
  pairing::Call keep(Invocation call);

  GDBusConnection& bus_;
  Listener listener_;
  std::string owner_;
  std::map<pairing::Call, Invocation> calls_;
  std::uint64_t count_ = 0;
  unsigned id_;
};

}  // namespace bluez
