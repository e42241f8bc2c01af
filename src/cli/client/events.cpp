// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/client/events.hpp"

#include <gio/gio.h>
#include <glib-unix.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "cli/failure.hpp"
#include "glib/source.hpp"

namespace cli {
namespace {

gboolean end(gpointer loop) noexcept {
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
  return G_SOURCE_CONTINUE;
}

gboolean not_read(gint, GIOCondition, gpointer loop) noexcept {
  return end(loop);
}

void bus_gone(GDBusConnection*, gboolean, const GError*,
              gpointer loop) noexcept {
  end(loop);
}

}  // namespace

Events::Events(const Daemon& daemon, Listener listener)
    : listener_{std::move(listener)},
      signals_{daemon.bus(),
               Daemon::name,
               Daemon::name,
               "Happened",
               "(sa{sv})",
               Daemon::path,
               [this](const char*, GVariant* arguments) {
                 const char* what = nullptr;
                 GVariant* facts = nullptr;
                 g_variant_get(arguments, "(&s@a{sv})", &what, &facts);
                 const glib::Variant owned{facts};
                 listener_(what, Facts{facts});
               }} {}

bool run_until(const std::function<bool()>& done,
               std::chrono::milliseconds most) {
  bool is_late = false;
  glib::Timeout limit;
  limit.once(most, [&] { is_late = true; });
  while (!done() && !is_late) g_main_context_iteration(nullptr, TRUE);
  return done();
}

void run_until_ended(const Daemon& daemon, Unread unread) {
  const glib::Handle<GMainLoop, g_main_loop_unref> loop{
      g_main_loop_new(nullptr, FALSE)};
  // No line would tell that nobody reads it, as none may come for days.
  if (unread == Unread::end)
    g_unix_fd_add(STDOUT_FILENO, static_cast<GIOCondition>(G_IO_ERR | G_IO_HUP),
                  not_read, loop.get());
  g_unix_signal_add(SIGINT, end, loop.get());
  g_unix_signal_add(SIGTERM, end, loop.get());
  const gulong watch = g_signal_connect(&daemon.bus(), "closed",
                                        G_CALLBACK(bus_gone), loop.get());
  if (!g_dbus_connection_is_closed(&daemon.bus())) g_main_loop_run(loop.get());
  g_signal_handler_disconnect(&daemon.bus(), watch);
  if (g_dbus_connection_is_closed(&daemon.bus()))
    throw Failure{Exit::no_daemon, "the system bus is gone",
                  "sudo systemctl start dbus"};
}

}  // namespace cli
