// SPDX-License-Identifier: GPL-3.0-or-later
// Agents that are registered, and what BlueZ asks of them.
#include <algorithm>
#include <stdexcept>

#include "bluez/names.hpp"
#include "glib/error.hpp"
#include "test/fakes/fake_bluez.hpp"

FakeBluez::Answer& FakeBluez::ask(const char* method, GVariant* arguments,
                                  GDBusConnection* caller) {
  Answer& answer = answers_.emplace_back();
  if (agents_.empty()) throw std::logic_error{"there is no agent to ask"};
  const Agent& agent = agents_.front();
  g_dbus_connection_call(
      caller ? caller : this->bus(), agent.owner.c_str(), agent.path.c_str(),
      bluez::agent_interface, method, arguments, nullptr,
      G_DBUS_CALL_FLAGS_NONE, 60'000, ended(),
      [](GObject* bus, GAsyncResult* result, gpointer data) {
        glib::ErrorSlot error;
        const glib::Variant reply{g_dbus_connection_call_finish(
            G_DBUS_CONNECTION(bus), result, error.out())};
        if (error &&
            g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED))
          return;
        auto& place = *static_cast<Answer*>(data);
        place.answered = true;
        place.accepted = reply != nullptr;
        if (reply && g_variant_is_of_type(reply.get(), G_VARIANT_TYPE("(u)")))
          g_variant_get(reply.get(), "(u)", &place.number);
        const glib::Text name{error ? g_dbus_error_get_remote_error(error.get())
                                    : nullptr};
        if (!name) return;
        place.error = name.get();
        const std::string prefix = "GDBus.Error:" + place.error + ": ";
        place.why = std::string{error.get()->message}.substr(prefix.size());
      },
      &answer);
  return answer;
}

FakeBluez::Answer& FakeBluez::confirm(const std::string& device,
                                      std::uint32_t passkey) {
  return ask("RequestConfirmation",
             g_variant_new("(ou)", device.c_str(), passkey));
}

FakeBluez::Answer& FakeBluez::authorize(const std::string& device,
                                        const char* uuid) {
  return ask("AuthorizeService", g_variant_new("(os)", device.c_str(), uuid));
}

void FakeBluez::tell(const char* method, GVariant* arguments) {
  const Agent& agent = agents_.front();
  g_dbus_connection_call(this->bus(), agent.owner.c_str(), agent.path.c_str(),
                         bluez::agent_interface, method, arguments, nullptr,
                         G_DBUS_CALL_FLAGS_NONE, -1, nullptr, nullptr, nullptr);
}

void FakeBluez::release_agent() {
  tell("Release", nullptr);
  agents_.pop_front();
}

void FakeBluez::push_aside_agent() {
  agents_.push_front({":0.0", "/nobody", "NoInputNoOutput"});
  default_changed();
}

void FakeBluez::default_changed() {
  for (const auto& [path, object] : objects())
    if (object.interface == bluez::adapter_interface)
      set(path, "Pairable", g_variant_new_boolean(TRUE));
}

void FakeBluez::call_manager(const std::string& method, GVariant* arguments,
                             GDBusMethodInvocation* invocation) {
  const std::string owner = g_dbus_method_invocation_get_sender(invocation);
  const auto agent =
      std::find_if(agents_.begin(), agents_.end(),
                   [&](const Agent& one) { return one.owner == owner; });
  const bool is_known = agent != agents_.end();
  if (method == "RegisterAgent") {
    if (is_known)
      return g_dbus_method_invocation_return_dbus_error(
          invocation, "org.bluez.Error.AlreadyExists", "Already Exists");
    const char* path = nullptr;
    const char* capability = nullptr;
    g_variant_get(arguments, "(&o&s)", &path, &capability);
    agents_.push_back({owner, path, capability});
    if (agents_.size() == 1) default_changed();
  } else if (!is_known) {
    return g_dbus_method_invocation_return_dbus_error(
        invocation, "org.bluez.Error.DoesNotExist", "Does Not Exist");
  } else if (method == "UnregisterAgent") {
    agents_.erase(agent);
  } else if (agent != agents_.begin()) {
    std::rotate(agents_.begin(), agent, agent + 1);
    default_changed();
  }
  g_dbus_method_invocation_return_value(invocation, nullptr);
}
