// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/client/daemon.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "cli/failure.hpp"
#include "glib/error.hpp"
#include "host/printable.hpp"

namespace cli {
namespace {

constexpr int patience = 5'000;  // ms
constexpr const char* properties = "org.freedesktop.DBus.Properties";

constexpr const char* older = "the running earshotd is older than this command";
constexpr const char* restart = "sudo systemctl restart earshot";

/** What the daemon or the bus says, as a failure of the command. */
Failure failure(const GError& error) {
  const glib::Text remote{g_dbus_error_get_remote_error(&error)};
  std::string_view name = remote ? remote.get() : "";
  constexpr std::string_view prefix = "org.freedesktop.DBus.Error.";
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  if (name == "ServiceUnknown" || name == "NameHasNoOwner")
    return {Exit::no_daemon, "earshotd is not running",
            "sudo systemctl start earshot; to find out why: earshot doctor"};
  if (name == "AccessDenied")
    return {Exit::not_allowed, "you may not command earshotd",
            "use sudo, or join its group (sudo adduser $USER earshot) and log "
            "in again"};
  if (name == "UnknownMethod" || name == "UnknownInterface" ||
      name == "InvalidArgs")
    return {Exit::failed, older, restart};
  if (name == "NoReply" ||
      glib::Error{error}.is(G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return {Exit::no_daemon, "earshotd does not answer", restart};
  const glib::Handle<GError, g_error_free> stripped{g_error_copy(&error)};
  g_dbus_error_strip_remote_error(stripped.get());
  return {Exit::failed, printable(stripped->message, 500)};
}

}  // namespace

Daemon::Daemon() {
  glib::ErrorSlot error;
  bus_.reset(g_bus_get_sync(G_BUS_TYPE_SYSTEM, nullptr, error.out()));
  if (!bus_)
    throw Failure{Exit::no_daemon,
                  fmt::format("the system bus can't be reached: {}",
                              error.get()->message),
                  "sudo systemctl start dbus"};
  g_dbus_connection_set_exit_on_close(bus_.get(), FALSE);
}

glib::Variant Daemon::send(const char* interface, const char* method,
                           GVariant* arguments) const {
  glib::ErrorSlot error;
  glib::Variant reply{g_dbus_connection_call_sync(
      bus_.get(), name, path, interface, method, arguments, nullptr,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, patience, nullptr, error.out())};
  if (!reply) throw failure(*error.get());
  return reply;
}

glib::Variant Daemon::call(const char* method, GVariant* arguments) const {
  return send(name, method, arguments);
}

Facts Daemon::state() const {
  const glib::Variant reply =
      send(properties, "GetAll", g_variant_new("(s)", name));
  const glib::Variant all{g_variant_get_child_value(reply.get(), 0)};
  Facts result{all.get()};
  if (!result.has("Version")) throw Failure{Exit::failed, older, restart};
  return result;
}

std::vector<Facts> Daemon::log(const std::string& since) const {
  const glib::Variant reply = call("Log", g_variant_new("(s)", since.c_str()));
  const glib::Variant list{g_variant_get_child_value(reply.get(), 0)};
  return Facts::all(list.get());
}

}  // namespace cli
