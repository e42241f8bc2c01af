// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/doctor/subject.hpp"

#include <set>
#include <utility>

#include "bluez/address.hpp"
#include "cli/failure.hpp"
#include "cli/system.hpp"
#include "voice/phrasebook.hpp"

namespace cli::doctor {
namespace {

constexpr int patience = 5'000;  // ms

}  // namespace

Subject::Subject(std::filesystem::path root, std::string config_file)
    : root_{std::move(root)}, config_file_{std::move(config_file)} {
  read_config();
  ask_daemon();
  if (daemon_) ask_bluez();
}

std::filesystem::path Subject::first_of(
    std::initializer_list<const char*> places) const {
  std::error_code none;
  for (const char* place : places)
    if (std::filesystem::exists(at(place), none)) return at(place);
  return {};
}

void Subject::read_config() {
  try {
    config_ = ::read_config(config_file_,
                            voice::Phrasebook::languages(phrasebooks()));
  } catch (const ConfigError& e) {
    config_ = e.rest();
    mistakes_ = e.mistakes();
  }
}

void Subject::ask_daemon() {
  try {
    daemon_.emplace();
    state_ = daemon_->state();
    requests_ = daemon_->log("");
  } catch (const Failure& e) {
    unreached_ = e;
  }
}

glib::Variant Subject::ask_bus(const char* method, GVariant* arguments) const {
  return glib::Variant{g_dbus_connection_call_sync(
      &daemon_->bus(), "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", method, arguments, nullptr,
      G_DBUS_CALL_FLAGS_NONE, patience, nullptr, nullptr)};
}

void Subject::ask_bluez() {
  // Without starting bluetoothd where it does not run.
  const glib::Variant reply{g_dbus_connection_call_sync(
      &daemon_->bus(), "org.bluez", "/", "org.freedesktop.DBus.ObjectManager",
      "GetManagedObjects", nullptr, G_VARIANT_TYPE("(a{oa{sa{sv}}})"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START, patience, nullptr, nullptr)};
  if (!reply) return;
  has_bluez_ = true;
  const glib::Variant objects{g_variant_get_child_value(reply.get(), 0)};
  for (gsize i = 0; i < g_variant_n_children(objects.get()); ++i) {
    const glib::Variant object{g_variant_get_child_value(objects.get(), i)};
    const glib::Variant interfaces{g_variant_get_child_value(object.get(), 1)};
    const glib::Variant adapter{g_variant_lookup_value(
        interfaces.get(), "org.bluez.Adapter1", G_VARIANT_TYPE_VARDICT)};
    if (!adapter) continue;
    Facts facts{adapter.get()};
    if (config_.adapter.empty() ||
        bluez::same_address(facts.text("Address"), config_.adapter))
      adapters_.push_back(std::move(facts));
  }
}

std::vector<std::uint32_t> Subject::processes_on_bus() const {
  std::set<std::uint32_t> result;
  if (!daemon_) return {};
  const glib::Variant reply = ask_bus("ListNames", nullptr);
  if (!reply) return {};
  const glib::Variant names{g_variant_get_child_value(reply.get(), 0)};
  for (gsize i = 0; i < g_variant_n_children(names.get()); ++i) {
    const char* name = nullptr;
    g_variant_get_child(names.get(), i, "&s", &name);
    if (name[0] != ':') continue;
    const glib::Variant id =
        ask_bus("GetConnectionUnixProcessID", g_variant_new("(s)", name));
    if (!id) continue;
    guint32 process = 0;
    g_variant_get(id.get(), "(u)", &process);
    result.insert(process);
  }
  return {result.begin(), result.end()};
}

}  // namespace cli::doctor
