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

/**
 * An org.bluez in our own process, on its own connection: the object tree,
 * adapters, devices and the agent manager as BlueZ 5.66 behaves, as far as it
 * was measured. Radios are left to the tests in the virtual machine.
 */
class FakeBluez {
 public:
  /** One call to the default agent, and what became of it. */
  struct Answer {
    bool answered = false;
    bool accepted = false;
    std::string error{};  ///< the D-Bus error's name
  };

  explicit FakeBluez(glib::Object<GDBusConnection> bus);
  ~FakeBluez();
  FakeBluez(const FakeBluez&) = delete;
  FakeBluez& operator=(const FakeBluez&) = delete;

  /** Takes or gives up the name org.bluez, and with it all registrations. */
  void appear();
  void vanish();

  /** "hci0" */
  void add_adapter(const std::string& name, const std::string& address);
  void remove_adapter(const std::string& name);
  /** Its object path, as BlueZ makes it of adapter and address. */
  std::string add_device(const std::string& address, const std::string& alias,
                         const std::string& adapter = "hci0");
  void remove_object(const std::string& path);

  void set(const std::string& path, const char* property, GVariant* value);
  bool flag(const std::string& path, const char* property) const;
  std::string text(const std::string& path, const char* property) const;
  bool has(const std::string& path) const { return objects_.contains(path); }
  /** Powered can't be set, as where rfkill blocks the adapter. */
  bool blocked = false;

  /** So many of the next values that are set are refused as Busy. */
  int busy = 0;

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
  struct Object {
    std::string interface;
    std::map<std::string, glib::Variant> properties;
    unsigned id = 0;
  };

  void add(const std::string& path, const std::string& interface,
           std::map<std::string, glib::Variant> properties);
  void call(const char* path, const std::string& method, GVariant* arguments,
            GDBusMethodInvocation* invocation);
  void default_changed();
  GVariant* properties(const Object& object) const;
  GVariant* tree() const;

  static void called(GDBusConnection*, const char*, const char* path,
                     const char*, const char* method, GVariant*,
                     GDBusMethodInvocation*, gpointer);
  static GVariant* get(GDBusConnection*, const char*, const char* path,
                       const char*, const char* property, GError**, gpointer);
  static gboolean set(GDBusConnection*, const char*, const char* path,
                      const char*, const char* property, GVariant* value,
                      GError**, gpointer);

  glib::Object<GDBusConnection> bus_;
  glib::NodeInfo info_;
  std::vector<unsigned> ids_;
  std::map<std::string, Object> objects_;
  std::deque<Agent> agents_;  ///< the default one in front
  std::deque<Answer> answers_;
  glib::Object<GCancellable> ended_{g_cancellable_new()};
};
