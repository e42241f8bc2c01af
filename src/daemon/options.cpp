// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/options.hpp"

#include <glib.h>

#include <stdexcept>

#include "glib/error.hpp"
#include "glib/handle.hpp"

Options Options::parse(int argc, char** argv) {
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
  return {.config = config ? config : EARSHOT_CONFIG,
          .check_config = check != FALSE,
          .version = version != FALSE,
          .debug = debug != FALSE};
}
