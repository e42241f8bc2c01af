// SPDX-License-Identifier: GPL-3.0-or-later
#include "glib/objects.hpp"

#include <string>
#include <vector>

#include "bluez/names.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/catch.hpp"
#include "test/support/journal.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/wait.hpp"

namespace {

/** Follows a fake BlueZ's tree. */
struct Tree {
  PrivateBus bus;
  FakeBluez bluez{bus.connect()};
  glib::Object<GDBusConnection> connection = bus.connect();
  std::vector<std::string> changed;
  std::vector<std::string> removed;
  bool complete = false;
  glib::Objects objects{
      *connection,
      bluez::service,
      "/",
      {.came = [](const char*) {},
       .complete = [this] { complete = true; },
       .went = [] {},
       .changed = [this](const char* path, const char*,
                         GVariant*) { changed.emplace_back(path); },
       .removed = [this](const char* path,
                         const char*) { removed.emplace_back(path); }}};
};

}  // namespace

TEST_CASE("signals of another type are dropped, with one warning each") {
  const Journal journal;
  Tree tree;
  tree.bluez.appear();
  REQUIRE(wait_until([&] { return tree.complete; }));
  struct Wrong {
    const char* interface;
    const char* signal;
    std::vector<const char*> arguments;
  };
  const std::vector<Wrong> forms{
      {glib::object_manager_interface,
       "InterfacesAdded",
       {"()", "('/x',)", "(@o '/x', 'y')", "(@o '/x', {'i': 'no properties'})",
        "('no path', {'i': {'p': <1>}})", "(@o '/x', {'i': {'p': 1}})",
        "(@o '/x', @a{sa{sv}} {}, 3)"}},
      {glib::object_manager_interface,
       "InterfacesRemoved",
       {"()", "(@o '/x',)", "(@o '/x', 'i')", "('/x', ['i'])", "(7, 8)",
        "(@o '/x', [1, 2])", "(@o '/x', ['i'], 'more')"}},
      {glib::properties_interface,
       "PropertiesChanged",
       {"()", "('i',)", "('i', 'p')", "('i', {'p': 1}, @as [])",
        "(1, @a{sv} {}, @as [])", "('i', @a{sv} {}, 'as')",
        "('i', @a{sv} {}, @as [], 5)"}}};
  for (int round = 0; round < 2; ++round)
    for (const Wrong& wrong : forms)
      for (const char* arguments : wrong.arguments)
        tree.bluez.emit("/", wrong.interface, wrong.signal,
                        g_variant_new_parsed(arguments));
  // What is right is taken as before.
  tree.bluez.add_adapter("hci0", "00:AA:01:00:00:00");
  tree.bluez.set("/org/bluez/hci0", "Alias", g_variant_new_string("Box"));
  tree.bluez.remove_object("/org/bluez/hci0");
  REQUIRE(wait_until([&] { return !tree.removed.empty(); }));
  CHECK(tree.changed ==
        std::vector<std::string>{"/org/bluez/hci0", "/org/bluez/hci0"});
  CHECK(tree.removed == std::vector<std::string>{"/org/bluez/hci0"});
  CHECK(journal.warnings().size() == forms.size());
}

TEST_CASE("what is said of an interface that is gone makes none") {
  Tree tree;
  tree.bluez.appear();
  REQUIRE(wait_until([&] { return tree.complete; }));
  const auto change = [&](const char* arguments) {
    tree.bluez.emit("/org/bluez/hci0", glib::properties_interface,
                    "PropertiesChanged", g_variant_new_parsed(arguments));
  };
  change("('org.bluez.Adapter1', {'Powered': <true>}, @as [])");
  tree.bluez.add_adapter("hci0", "00:AA:01:00:00:00");
  change("('org.bluez.Battery1', {'Percentage': <byte 3>}, @as [])");
  tree.bluez.remove_object("/org/bluez/hci0");
  change("('org.bluez.Adapter1', {'Powered': <false>}, @as [])");
  tree.bluez.add_adapter("hci1", "00:AA:01:00:00:01");
  tree.bluez.remove_object("/org/bluez/hci1");
  REQUIRE(wait_until([&] { return tree.removed.size() == 2; }));
  CHECK(tree.changed ==
        std::vector<std::string>{"/org/bluez/hci0", "/org/bluez/hci1"});
}

TEST_CASE(
    "a service that does not tell its objects is asked on, with one warning") {
  const Journal journal;
  Tree tree;
  tree.bluez.deaf = 8;
  tree.bluez.appear();
  REQUIRE(wait_until([&] { return tree.complete; }));
  CHECK(tree.bluez.deaf == 0);
  CHECK(journal.warnings().size() == 1);
}

TEST_CASE("a service that has its name before its objects is no trouble") {
  const Journal journal;
  Tree tree;
  tree.bluez.deaf = 2;
  tree.bluez.appear();
  REQUIRE(wait_until([&] { return tree.complete; }));
  CHECK(journal.warnings().empty());
}
