// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/subject.hpp"

#include <set>
#include <utility>

#include "cli/failure.hpp"
#include "cli/system.hpp"
#include "host/address.hpp"

namespace cli::doctor {
namespace {

/** An answer of one of the bus's services, which is not started for it; null
 * where there is none. */
glib::Variant ask(const Daemon& daemon, const char* service, const char* path,
                  const char* interface, const char* method,
                  GVariant* arguments = nullptr) {
  constexpr int patience = 5'000;  // ms
  return glib::Variant{g_dbus_connection_call_sync(
      &daemon.bus(), service, path, interface, method, arguments, nullptr,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, patience, nullptr, nullptr)};
}

glib::Variant ask_bus(const Daemon& daemon, const char* method,
                      GVariant* arguments = nullptr) {
  constexpr const char* bus = "org.freedesktop.DBus";
  return ask(daemon, bus, "/org/freedesktop/DBus", bus, method, arguments);
}

}  // namespace

Subject::Subject(std::filesystem::path from, std::string file)
    : root{std::move(from)}, config_file{std::move(file)} {
  try {
    config = read_config(config_file, languages());
  } catch (const ConfigError& e) {
    config = e.rest();
    mistakes = e.mistakes();
  }
  try {
    daemon.emplace();
    state = daemon->state();
    requests = daemon->log("");
  } catch (const Failure& e) {
    unreached = e;
  }
  if (daemon) ask_bluez();
}

std::filesystem::path Subject::first_of(
    std::initializer_list<const char*> places) const {
  std::error_code none;
  for (const char* place : places)
    if (std::filesystem::exists(at(place), none)) return at(place);
  return {};
}

void Subject::ask_bluez() {
  const glib::Variant reply =
      ask(*daemon, "org.bluez", "/", "org.freedesktop.DBus.ObjectManager",
          "GetManagedObjects");
  has_bluez = reply && g_variant_is_of_type(reply.get(),
                                            G_VARIANT_TYPE("(a{oa{sa{sv}}})"));
  if (!has_bluez) return;
  const glib::Variant objects{g_variant_get_child_value(reply.get(), 0)};
  for (gsize i = 0; i < g_variant_n_children(objects.get()); ++i) {
    const glib::Variant object{g_variant_get_child_value(objects.get(), i)};
    const glib::Variant interfaces{g_variant_get_child_value(object.get(), 1)};
    const glib::Variant adapter{g_variant_lookup_value(
        interfaces.get(), "org.bluez.Adapter1", G_VARIANT_TYPE_VARDICT)};
    if (!adapter) continue;
    Facts facts{adapter.get()};
    if (config.adapter.empty() ||
        same_address(facts.text("Address"), config.adapter))
      adapters.push_back(std::move(facts));
  }
}

std::vector<std::uint32_t> Subject::processes_on_bus() const {
  std::set<std::uint32_t> result;
  if (!daemon) return {};
  const glib::Variant reply = ask_bus(*daemon, "ListNames");
  if (!reply) return {};
  const glib::Variant names{g_variant_get_child_value(reply.get(), 0)};
  for (gsize i = 0; i < g_variant_n_children(names.get()); ++i) {
    const char* name = nullptr;
    g_variant_get_child(names.get(), i, "&s", &name);
    if (name[0] != ':') continue;
    const glib::Variant id = ask_bus(*daemon, "GetConnectionUnixProcessID",
                                     g_variant_new("(s)", name));
    if (!id) continue;
    guint32 process = 0;
    g_variant_get(id.get(), "(u)", &process);
    result.insert(process);
  }
  return {result.begin(), result.end()};
}

}  // namespace cli::doctor
