// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "glib/handle.hpp"
#include "glib/source.hpp"
#include "test/fakes/fake_objects.hpp"

/**
 * An org.bluez in our own process, on its own connection: the object tree,
 * adapters, devices and the agent manager as BlueZ 5.66 behaves, as far as it
 * was measured. Radios are left to the tests in the virtual machine.
 */
class FakeBluez : public FakeObjects {
 public:
  /** One call to the default agent, and what became of it. */
  struct Answer {
    bool answered = false;
    bool accepted = false;
    std::string error{};       ///< the D-Bus error's name
    std::string why{};         ///< and what it says
    std::uint32_t number = 0;  ///< RequestPasskey's
  };

  explicit FakeBluez(glib::Object<GDBusConnection> bus);
  /** All registrations go, too. */
  void vanish() override;

  /** "hci0" */
  void add_adapter(const std::string& name, const std::string& address);
  void remove_adapter(const std::string& name);
  /** Its object path, as BlueZ makes it of adapter and address. One that is
   * bonded comes so: out of BlueZ's storage. */
  std::string add_device(const std::string& address, const std::string& alias,
                         const std::string& adapter = "hci0",
                         bool bonded = false);
  /** A device's stream: idle, at 127 as BlueZ begins. Its object path. */
  std::string add_transport(const std::string& device);
  /** Its media player, which plays. */
  std::string add_player(const std::string& device);

  /** A device's AVRCP link comes or goes (MediaControl1.Connected). */
  void control(const std::string& device, bool connected);

  /** What was asked of devices: "ConnectProfile 110e of PATH". */
  std::vector<std::string> profiles;
  /** So many of the next ConnectProfile are refused as InProgress. */
  int in_progress = 0;

  /** Powered can't be set, as where rfkill blocks the adapter. */
  bool blocked = false;

  /** So many of the next values that are set are refused as Busy. */
  int busy = 0;
  /** So many are refused as on an adapter that was switched off meanwhile. */
  int off = 0;

  /** Calls the default agent, or has somebody else call it. The answer's place
   * stays the same. */
  Answer& ask(const char* method, GVariant* arguments,
              GDBusConnection* caller = nullptr);
  Answer& confirm(const std::string& device, std::uint32_t passkey);
  Answer& authorize(const std::string& device, const char* uuid);
  /** Calls without waiting for an answer, as BlueZ does. */
  void tell(const char* method, GVariant* arguments);
  void cancel() { tell("Cancel", nullptr); }
  /** A link key is stored. */
  void bond(const std::string& device);

  bool has_agent() const { return !agents_.empty(); }
  std::string capability() const { return agents_.front().capability; }
  /** Release(), and the agent is forgotten. */
  void release_agent();
  /** Another agent takes the place in front. */
  void push_aside_agent();

 private:
  struct Agent {
    std::string owner;
    std::string path;
    std::string capability;
  };

  void call(const char* path, const std::string& method, GVariant* arguments,
            GDBusMethodInvocation* invocation) override;
  void call_manager(const std::string& method, GVariant* arguments,
                    GDBusMethodInvocation* invocation);
  void call_adapter(const std::string& path, GVariant* arguments,
                    GDBusMethodInvocation* invocation);
  void call_device(const std::string& path, const std::string& method,
                   GVariant* arguments, GDBusMethodInvocation* invocation);
  bool put(const std::string& path, const std::string& property,
           GVariant* value, GError** error) override;
  void default_changed();
  /** A flag that was set, or its length, begins its time anew (adapter.c). */
  void time(const std::string& path, const char* property);

  std::deque<Agent> agents_;  ///< the default one in front
  std::deque<Answer> answers_;
  std::map<std::string, glib::Timeout> timers_;
};
