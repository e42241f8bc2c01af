// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

#include "config/config.hpp"
#include "config/file.hpp"
#include "daemon/configuration.hpp"
#include "daemon/daemon.hpp"
#include "daemon/options.hpp"
#include "glib/handle.hpp"
#include "glib/source.hpp"
#include "host/bluetooth_settings.hpp"
#include "host/spare_memory.hpp"
#include "host/system_bus.hpp"
#include "host/systemd.hpp"
#include "speech/problem.hpp"
#include "store/power_on.hpp"

namespace {

int check_config(const std::string& file) {
  try {
    configuration::read(file);
  } catch (const ConfigError& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return EXIT_FAILURE;
  }
  std::printf("%s: all is well\n", file.c_str());
  return EXIT_SUCCESS;
}

void reload(const std::string& file, Daemon& daemon) {
  systemd::notify("RELOADING=1");
  try {
    const Config config = configuration::read(file);
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

int run(const std::string& file) {
  const glib::Handle<GMainLoop, g_main_loop_unref> loop{
      g_main_loop_new(nullptr, FALSE)};
  const auto quit = [&] { g_main_loop_quit(loop.get()); };
  const SystemBus bus{quit};

  const auto [config, good] = configuration::read_or_shut(file);
  for (const std::string& danger : dangers(bluetooth_settings("/")))
    g_warning("%s", danger.c_str());
  Daemon daemon{bus.connection(),
                config,
                {.state = systemd::state_directory(),
                 .phrasebooks = configuration::phrasebooks(),
                 .runtime = systemd::runtime_directory()}};
  bool stopped = false;
  const auto stop = [&] {
    if (std::exchange(stopped, true)) return;
    systemd::notify("STOPPING=1");
    daemon.stop(quit);
  };
  const glib::UnixSignal terminate{SIGTERM, stop};
  const glib::UnixSignal interrupt{SIGINT, stop};
  const glib::UnixSignal hang_up{SIGHUP, [&] { reload(file, daemon); }};
  const systemd::Watchdog watchdog;

  // A boot with a broken configuration does not use up the power-on.
  daemon.start(good && is_power_on(systemd::runtime_directory()));
  daemon.report(Problem::mistake, !good);
  daemon.report(Problem::unsafe, good && !config.pairing.safe);
  systemd::notify("READY=1");
  g_main_loop_run(loop.get());
  return stopped ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  SpareMemory::share();
  std::setlocale(LC_ALL, "");
  constexpr int usage = 2;  // as that of earshot(1)
  Options options;
  try {
    options = Options::parse(argc, argv);
  } catch (const std::exception& e) {
    g_printerr("earshotd: %s\n", e.what());
    return usage;
  }
  try {
    if (options.version) {
      std::printf("earshotd %s\n", EARSHOT_VERSION);
      return EXIT_SUCCESS;
    }
    if (options.check_config) return check_config(options.config);
    if (options.debug) g_setenv("G_MESSAGES_DEBUG", "all", TRUE);
    return run(options.config);
  } catch (const std::exception& e) {
    g_printerr("earshotd: %s\n", e.what());
    return EXIT_FAILURE;
  }
}
