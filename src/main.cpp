// SPDX-License-Identifier: GPL-3.0-or-later
#include <gio/gio.h>
#include <glib-unix.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <string>
#include <utility>

#include "config/file.hpp"
#include "daemon/daemon.hpp"
#include "glib/error.hpp"
#include "glib/handle.hpp"
#include "host/bluetooth_settings.hpp"
#include "host/kernel.hpp"
#include "host/systemd.hpp"
#include "speech/problem.hpp"
#include "store/power_on.hpp"
#include "voice/phrasebook.hpp"

namespace {

struct Options {
  std::string config = EARSHOT_CONFIG;
  bool check_config = false;
  bool version = false;
  bool debug = false;
};

/** Throws glib::Error. */
Options parse(int argc, char** argv) {
  char* config = nullptr;
  gboolean check = FALSE;
  gboolean version = FALSE;
  gboolean debug = FALSE;
  const GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &config,
       "Read this file (default: " EARSHOT_CONFIG ")", "FILE"},
      {"check-config", 0, 0, G_OPTION_ARG_NONE, &check,
       "Read the configuration, say what is wrong with it, and end", nullptr},
      {"debug", 'd', 0, G_OPTION_ARG_NONE, &debug,
       "Tell more in the log; never a passkey", nullptr},
      {"version", 'v', 0, G_OPTION_ARG_NONE, &version,
       "Print the version and end", nullptr},
      {nullptr, 0, 0, G_OPTION_ARG_NONE, nullptr, nullptr, nullptr}};
  const glib::Handle<GOptionContext, g_option_context_free> context{
      g_option_context_new("- says Bluetooth pairing codes aloud")};
  g_option_context_add_main_entries(context.get(), entries, nullptr);
  glib::ErrorSlot error;
  g_option_context_parse(context.get(), &argc, &argv, error.out());
  const glib::Text owned{config};
  error.throw_if_set();
  if (argc > 1)
    throw std::runtime_error{std::string{"unexpected: "} + argv[1] +
                             " (see: earshotd --help)"};
  Options options;
  if (config) options.config = config;
  options.check_config = check;
  options.version = version;
  options.debug = debug;
  return options;
}

/** A translator may try phrasebooks that are not installed. */
std::string phrasebooks() {
  const char* named = std::getenv("EARSHOT_PHRASEBOOKS");
  return named && *named ? named : EARSHOT_PHRASES;
}

Config read(const Options& options) {
  Config config =
      read_config(options.config, voice::Phrasebook::languages(phrasebooks()));
  const Kernel kernel = Kernel::running();
  if (kernel.asks_before_just_works()) return config;
  if (config.any_kernel) {
    g_warning("kernel %s pairs with devices without display, unasked",
              kernel.release.c_str());
    return config;
  }
  g_warning(
      "kernel %s lacks the fix of CVE-2024-8805: a device without display and "
      "keys is paired with no question to us, so the pairing window stays "
      "shut. Update the kernel, or set [pairing] unsafe-kernel = accept",
      kernel.release.c_str());
  config.pairing.safe = false;
  return config;
}

int check_config(const Options& options) {
  try {
    read(options);
  } catch (const ConfigError& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return EXIT_FAILURE;
  }
  std::printf("%s: all is well\n", options.config.c_str());
  return EXIT_SUCCESS;
}

/**
 * A configuration with mistakes keeps the door shut instead of ending the
 * daemon: without an agent BlueZ would let everybody in.
 */
Config read_or_shut(const Options& options, bool& good) {
  try {
    good = true;
    return read(options);
  } catch (const ConfigError& e) {
    good = false;
    for (const std::string& mistake : e.mistakes())
      g_warning("%s", mistake.c_str());
    g_warning(
        "until this is mended (then: systemctl restart earshot) no phone "
        "can be paired; phones that are in stay in");
    Config shut = e.rest();
    shut.pairing.safe = false;
    return shut;
  }
}

class Signal {
 public:
  Signal(int number, std::function<void()> listener)
      : listener_{std::move(listener)},
        id_{g_unix_signal_add(number, fire, this)} {}
  ~Signal() { g_source_remove(id_); }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

 private:
  static gboolean fire(gpointer self) noexcept {
    static_cast<Signal*>(self)->listener_();
    return G_SOURCE_CONTINUE;
  }
  std::function<void()> listener_;
  unsigned id_;
};

void reload(const Options& options, Daemon& daemon) {
  systemd::notify("RELOADING=1");
  try {
    const Config config = read(options);
    daemon.reconfigure(config);
    g_message("the configuration was read again");
    daemon.report(Problem::mistake, false);
    daemon.report(Problem::unsafe, !config.pairing.safe);
  } catch (const std::exception& e) {
    daemon.report(Problem::mistake, true);
    g_warning("the new configuration is not used, the old one stays: %s",
              e.what());
  }
  systemd::notify("READY=1");
}

void lost(GDBusConnection*, gboolean, GError* error, gpointer loop) noexcept {
  g_warning("the system bus is lost: %s",
            error ? error->message : "it was closed");
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
}

/** Throws glib::Error. */
glib::Object<GDBusConnection> system_bus() {
  glib::ErrorSlot error;
  glib::Object<GDBusConnection> bus{
      g_bus_get_sync(G_BUS_TYPE_SYSTEM, nullptr, error.out())};
  error.throw_if_set();
  g_dbus_connection_set_exit_on_close(bus.get(), FALSE);
  return bus;
}

int run(const Options& options) {
  const glib::Handle<GMainLoop, g_main_loop_unref> loop{
      g_main_loop_new(nullptr, FALSE)};
  const auto bus = system_bus();
  g_signal_connect(bus.get(), "closed", G_CALLBACK(lost), loop.get());

  bool good = false;
  const Config config = read_or_shut(options, good);
  for (const std::string& danger : dangers(bluetooth_settings("/")))
    g_warning("%s", danger.c_str());
  Daemon daemon{*bus,
                config,
                {.state = systemd::state_directory(),
                 .phrasebooks = phrasebooks(),
                 .runtime = systemd::runtime_directory()}};
  bool stopped = false;
  const auto stop = [&] {
    if (std::exchange(stopped, true)) return;
    systemd::notify("STOPPING=1");
    daemon.stop([&] { g_main_loop_quit(loop.get()); });
  };
  const Signal terminate{SIGTERM, stop};
  const Signal interrupt{SIGINT, stop};
  const Signal hang_up{SIGHUP, [&] { reload(options, daemon); }};
  const systemd::Watchdog watchdog;

  // A boot with a broken configuration does not use up the power-on.
  daemon.start(good && is_power_on(systemd::runtime_directory()));
  daemon.report(Problem::mistake, !good);
  daemon.report(Problem::unsafe, good && !config.pairing.safe);
  systemd::notify("READY=1");
  g_main_loop_run(loop.get());
  if (!stopped) return EXIT_FAILURE;
  // What was sent must leave before the connection closes.
  g_dbus_connection_flush_sync(bus.get(), nullptr, nullptr);
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  std::setlocale(LC_ALL, "");
  try {
    const Options options = parse(argc, argv);
    if (options.version) {
      std::printf("earshotd %s\n", EARSHOT_VERSION);
      return EXIT_SUCCESS;
    }
    if (options.check_config) return check_config(options);
    if (options.debug) g_setenv("G_MESSAGES_DEBUG", "all", TRUE);
    return run(options);
  } catch (const std::exception& e) {
    g_printerr("earshotd: %s\n", e.what());
    return EXIT_FAILURE;
  }
}
