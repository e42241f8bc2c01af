// SPDX-License-Identifier: GPL-3.0-or-later
// What the owners of org.bluez and org.bluealsa may say: signals of right and
// wrong types, of any bytes, about paths that are there or not. The daemon
// lives, and answers. It takes the session bus: dbus-run-session.
#include <gio/gio.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "daemon/daemon.hpp"
#include "test/fakes/fake_bluealsa.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/temporary.hpp"

namespace {

template <class Fake>
struct Teller : Fake {
  using Fake::Fake;
  void tell(GDBusConnection* listener, const char* path, const char* interface,
            const char* signal, GVariant* arguments) {
    Fake::emit(path, interface, signal, arguments);
    settle(listener);
  }
  /** All that was told before has arrived, and been listened to. */
  void settle(GDBusConnection* listener) {
    // GDBus answers a ping in the thread that reads: signals before it are in
    // the loop's queue then.
    const glib::Variant pong{g_dbus_connection_call_sync(
        Fake::bus(), g_dbus_connection_get_unique_name(listener), "/",
        "org.freedesktop.DBus.Peer", "Ping", nullptr, nullptr,
        G_DBUS_CALL_FLAGS_NONE, 10'000, nullptr, nullptr)};
    if (!pong) std::abort();
    while (g_main_context_iteration(nullptr, FALSE)) {
    }
  }
};

/** The daemon on a bus of its own; it lasts as long as the process. */
class Box {
 public:
  Box() {
    bluez_.add_adapter("hci0", "00:AA:01:00:00:00");
    bluez_.add_device("00:AA:01:01:00:01", "Pixel");
    bluez_.appear();
    bluealsa_.add_pcm("/org/bluez/hci0/dev_00_AA_01_01_00_01");
    bluealsa_.appear();
    Config config;
    config.topics = {false, false, false, false, false, false, false};
    config.sound.output = "quick";
    daemon_.emplace(
        *bus_, config,
        Daemon::Paths{.state = state_.path(),
                      .phrasebooks = g_getenv("EARSHOT_PHRASEBOOKS"),
                      .runtime = state_.path()},
        [] { return std::uint32_t{0b01011}; });
    daemon_->start(true);
    for (int i = 0; i < 20; ++i) {
      bluez_.settle(bus_.get());
      bluealsa_.settle(bus_.get());
    }
  }

  void tell(const char* path, const char* interface, const char* signal,
            GVariant* arguments) {
    if (g_str_has_prefix(path, "/org/bluealsa"))
      bluealsa_.tell(bus_.get(), path, interface, signal, arguments);
    else
      bluez_.tell(bus_.get(), path, interface, signal, arguments);
  }

 private:
  // Not one that we start: what it forks would end as a crash of ours.
  static glib::Object<GDBusConnection> connect() {
    return connect_to(g_getenv("DBUS_SESSION_BUS_ADDRESS"));
  }

  TemporaryDirectory state_;
  glib::Object<GDBusConnection> bus_ = connect();
  Teller<FakeBluez> bluez_{connect()};
  Teller<FakeBluealsa> bluealsa_{connect()};
  std::optional<Daemon> daemon_;
};

constexpr std::array paths{
    "/",
    "/org/bluez",
    "/org/bluez/hci0",
    "/org/bluez/hci0/dev_00_AA_01_01_00_01",
    "/org/bluez/hci0/dev_00_AA_01_01_00_01/fd0",
    "/org/bluez/hci0/dev_00_AA_01_01_00_01/player0",
    "/org/bluealsa",
    "/org/bluealsa/hci0/dev_00_AA_01_01_00_01/a2dpsnk/source",
    "/org/bluealsa/hci0/dev_00_AA_01_01_00_03/a2dpsnk/source"};
constexpr const char* properties = "org.freedesktop.DBus.Properties";
constexpr const char* manager = "org.freedesktop.DBus.ObjectManager";

struct Kind {
  const char* interface;
  const char* signal;
  const char* type;
};
// The right types first, then wrong ones.
constexpr std::array kinds{Kind{properties, "PropertiesChanged", "(sa{sv}as)"},
                           Kind{manager, "InterfacesAdded", "(oa{sa{sv}})"},
                           Kind{manager, "InterfacesRemoved", "(oas)"},
                           Kind{properties, "PropertiesChanged", "(sa{sv})"},
                           Kind{properties, "PropertiesChanged", "(sas)"},
                           Kind{manager, "InterfacesAdded", "(sa{sa{sv}})"},
                           Kind{manager, "InterfacesAdded", "(oa{sv})"},
                           Kind{manager, "InterfacesRemoved", "(oay)"},
                           Kind{manager, "InterfacesRemoved", "(v)"}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static Box box;
  if (size < 2) return -1;
  const Kind& kind = kinds.at(data[0] % kinds.size());
  // In GVariant's text format: ('org.bluez.Device1', {'Paired': <true>}, []).
  const char* text = reinterpret_cast<const char*>(data);
  if (!g_utf8_validate_len(text + 2, size - 2, nullptr)) return -1;
  const glib::Variant value{g_variant_parse(G_VARIANT_TYPE(kind.type), text + 2,
                                            text + size, nullptr, nullptr)};
  if (!value) return -1;
  box.tell(paths.at(data[1] % paths.size()), kind.interface, kind.signal,
           value.get());
  return 0;
}
