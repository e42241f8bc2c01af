// SPDX-License-Identifier: GPL-3.0-or-later
#include "test/faults/faults.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>

namespace faults {
namespace {

void nothing(Place&) {}

/** BlueZ forgets devices without a bond as it ends. */
void forget_strangers(Place& place) {
  for (const char* address : {anna_address, stranger_address})
    if (!place.bonded(address))
      place.bluez().remove_object(place.device(address));
}

/** The adapter is pulled out, and comes back under this name, with the devices
 * that BlueZ keeps. */
Fault pulled(const char* name, const char* hci) {
  const auto kept = std::make_shared<std::vector<const char*>>();
  return {name,
          [=](Place& place) {
            for (const char* address : {anna_address, stranger_address})
              if (place.bonded(address)) kept->push_back(address);
            place.bluez().remove_adapter(place.hci);
          },
          [=](Place& place) {
            place.hci = hci;
            place.bluez().add_adapter(hci, "00:AA:01:00:00:00");
            for (const char* address : *kept)
              place.bluez().add_device(address, "Pixel", hci, true);
          }};
}

Fault exists(const char* name, std::filesystem::path (Place::*file)() const) {
  return {name, [=](Place& place) { std::ofstream{(place.*file)()}; },
          [=](Place& place) { std::filesystem::remove((place.*file)()); }};
}

Fault vanishes(const char* name, std::filesystem::path (Place::*file)() const,
               bool reload) {
  const auto away = [=](Place& place) {
    return std::filesystem::path{(place.*file)()} += ".away";
  };
  return {name,
          [=](Place& place) {
            std::filesystem::rename((place.*file)(), away(place));
            if (reload) place.daemon().signal(SIGHUP);
          },
          [=](Place& place) {
            std::filesystem::rename(away(place), (place.*file)());
            if (reload) place.daemon().signal(SIGHUP);
          }};
}

/** Another program has the card as soon as we let go of it. */
Fault busy_card() {
  const auto holder = std::make_shared<std::optional<Process>>();
  return {"card busy",
          [=](Place& place) {
            holder->emplace(place.box().launcher.get(),
                            std::vector<std::string>{
                                "flock", "-o", place.tape(), "sleep", "1000"});
          },
          [=](Place&) { holder->reset(); }};
}

Fault limited(const char* name, __rlimit_resource what, rlim_t low) {
  const auto before = std::make_shared<rlimit>();
  return {name,
          [=](Place& place) {
            REQUIRE(prlimit(place.pid(), what, nullptr, before.get()) == 0);
            const rlimit less{low, before->rlim_max};
            REQUIRE(prlimit(place.pid(), what, &less, nullptr) == 0);
          },
          [=](Place& place) {
            // It may have ended, and runs without this limit then.
            if (place.daemon().is_alive())
              prlimit(place.pid(), what, before.get(), nullptr);
          }};
}

/** One that is no end of it; or is. */
Fault signalled(const char* name, int number, bool ends = true) {
  return {name,
          [=](Place& place) {
            place.daemon().signal(number);
            if (ends)
              REQUIRE(wait_until([&] { return !place.daemon().is_alive(); }));
          },
          nothing};
}

void read_only(const Place& place, unsigned long flag) {
  REQUIRE(mount("none", place.disk().path().c_str(), nullptr, MS_REMOUNT | flag,
                "size=64k") == 0);
}

/** Each known signal with arguments of no type that it has. */
void wrong_types(FakeObjects& service, const std::string& path) {
  for (const char* text :
       {"(1, 2)", "('a',)", "({'b': <1>},)", "('/x', [('y', 1)])"}) {
    service.emit("/", "org.freedesktop.DBus.ObjectManager", "InterfacesAdded",
                 g_variant_new_parsed(text));
    service.emit("/", "org.freedesktop.DBus.ObjectManager", "InterfacesRemoved",
                 g_variant_new_parsed(text));
    service.emit(path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                 g_variant_new_parsed(text));
  }
}

}  // namespace

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all{
      {"bluetoothd killed",
       [](Place& p) {
         p.bluez().vanish();
         forget_strangers(p);
       },
       [](Place& p) { p.bluez().appear(); }},
      {"bluetoothd restarted",
       [](Place& p) {
         p.bluez().vanish();
         forget_strangers(p);
         p.bluez().appear();
       },
       nothing},
      {"bluetoothd hung", [](Place& p) { p.bluez().hang(true); },
       [](Place& p) { p.bluez().hang(false); }},
      {"bluetoothd's types are wrong",
       [](Place& p) { wrong_types(p.bluez(), adapter); }, nothing},
      {"agent released", [](Place& p) { p.bluez().release_agent(); }, nothing},
      {"another agent", [](Place& p) { p.bluez().push_aside_agent(); },
       nothing},
      pulled("adapter pulled out", "hci0"),
      pulled("adapter renumbered", "hci1"),
      {"rfkill",
       [](Place& p) {
         p.bluez().blocked = true;
         p.bluez().set(adapter, "Powered", g_variant_new_boolean(FALSE));
       },
       [](Place& p) { p.bluez().blocked = false; }},
      {"BlueALSA killed", [](Place& p) { p.bluealsa().vanish(); },
       [](Place& p) { p.bluealsa().appear(); }},
      {"BlueALSA hung", [](Place& p) { p.bluealsa().hang(true); },
       [](Place& p) { p.bluealsa().hang(false); }},
      {"BlueALSA's types are wrong",
       [](Place& p) { wrong_types(p.bluealsa(), "/org/bluealsa"); }, nothing},
      vanishes("card pulled out", &Place::plugged, false),
      busy_card(),
      exists("card wedged", &Place::wedged),
      exists("card blocked", &Place::blocked),
      vanishes("voice data gone", &Place::books, true),
      {"disk full", [](Place& p) { p.disk().fill(); },
       [](Place& p) { p.disk().make_room(); }},
      {"disk read-only", [](Place& p) { read_only(p, MS_RDONLY); },
       [](Place& p) { read_only(p, 0); }},
      {"configuration broken",
       [](Place& p) {
         p.configure("volume = loud\n");
         p.daemon().signal(SIGHUP);
       },
       [](Place& p) {
         p.configure();
         if (p.daemon().is_alive()) p.daemon().signal(SIGHUP);
       }},
      limited("memory refused", RLIMIT_AS, 1),
      limited("descriptors refused", RLIMIT_NOFILE, 3),
      signalled("SIGHUP", SIGHUP, false),
      signalled("SIGTERM", SIGTERM),
      signalled("SIGINT", SIGINT),
      signalled("SIGKILL", SIGKILL),
      signalled("SIGSEGV", SIGSEGV),
      signalled("SIGQUIT", SIGQUIT),
      signalled("SIGUSR1", SIGUSR1),
      signalled("SIGPIPE", SIGPIPE, false),
      {"SIGSTOP", [](Place& p) { p.daemon().signal(SIGSTOP); },
       [](Place& p) { p.daemon().signal(SIGCONT); }},
  };
  return all;
}

}  // namespace faults
