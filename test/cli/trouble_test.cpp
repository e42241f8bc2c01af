// SPDX-License-Identifier: GPL-3.0-or-later
// What the command meets when something is wrong.
#include "test/cli/other_daemon.hpp"
#include "test/support/catch.hpp"

TEST_CASE("no daemon: what to start, and what finds out why") {
  const PrivateBus bus;
  Desk earshot{bus.address()};
  for (const char* word :
       {"status", "open", "yes", "devices", "log", "watch"}) {
    const Ran ran = earshot({word});
    CHECK(ran.status == 3);
    CHECK(ran.out == "");
    CHECK(contains(ran.error, "earshotd is not running"));
    CHECK(contains(ran.error, "sudo systemctl start earshot"));
  }
  CHECK(earshot({"version"}).status == 0);
}

TEST_CASE("no bus: says so") {
  Desk earshot{"unix:path=/nowhere"};
  const Ran ran = earshot({});
  CHECK(ran.status == 3);
  CHECK(contains(ran.error, "the system bus can't be reached"));
}

TEST_CASE("a bus that goes ends who watches it") {
  std::optional<PrivateBus> bus{std::in_place};
  FakeObjects::Properties daemon;
  daemon["Version"] = own(g_variant_new_string("1"));
  daemon["Window"] = own(g_variant_new_string("shut"));
  const OtherDaemon other{bus->connect(), std::move(daemon)};
  Desk earshot{bus->address()};
  const auto file = earshot.directory / "seen";
  Process watch = earshot.start_shell(
      std::string{"exec "} + g_getenv("EARSHOT") + " watch >" + file.string());
  glib::Timeout look;
  look.every(std::chrono::milliseconds{20}, [] {});
  REQUIRE(wait_until([&] {
    return contains(TemporaryDirectory::read(file), "the pairing window is");
  }));
  bus.reset();
  CHECK(watch.exit_status() == 3);
  CHECK(contains(watch.error, "the system bus is gone"));
}

TEST_CASE("no permission: which group, or sudo") {
  const StrictBus bus;
  const auto connection = connect_to(bus.address().c_str());
  FakeObjects::Properties none;
  const OtherDaemon daemon{connect_to(bus.address().c_str()), std::move(none)};
  Desk earshot{bus.address()};
  Ran ran{};
  REQUIRE(wait_until([&] {
    ran = earshot({"open"});
    return ran.status == 4;
  }));
  CHECK(contains(ran.error, "use sudo, or join its group"));
  CHECK(contains(ran.error, "adduser $USER earshot"));
}

TEST_CASE("an older daemon: restart it") {
  const PrivateBus bus;
  FakeObjects::Properties old;
  old["Window"] = own(g_variant_new_string("shut"));
  const OtherDaemon daemon{bus.connect(), std::move(old)};
  Desk earshot{bus.address()};
  Ran ran{};
  REQUIRE(wait_until([&] {
    ran = earshot({"status"});
    return ran.status != 3;
  }));
  CHECK(ran.status == 1);
  CHECK(contains(ran.error, "older than this command"));
  CHECK(contains(ran.error, "sudo systemctl restart earshot"));
  CHECK(contains(earshot({"log"}).error, "older than this command"));
  CHECK(contains(earshot({"doctor"}).out, "older than this command"));
}

TEST_CASE("names that attack the terminal never reach it") {
  const PrivateBus bus;
  const char* evil =
      "\x1b]0;owned\x07\xc2\x9b"
      "31m\nroot\u202e";
  FakeObjects::Properties p;
  p["Version"] = own(g_variant_new_string("0.0.9"));
  p["Window"] = own(g_variant_new_string(evil));
  p["Speaker"] = own(g_variant_new_string(evil));
  GVariantBuilder list;
  g_variant_builder_init(&list, G_VARIANT_TYPE("aa{sv}"));
  g_variant_builder_open(&list, G_VARIANT_TYPE_VARDICT);
  for (const char* key : {"Name", "Address", "Consent"})
    g_variant_builder_add(&list, "{sv}", key, g_variant_new_string(evil));
  g_variant_builder_close(&list);
  p["Devices"] = own(g_variant_builder_end(&list));
  const OtherDaemon daemon{bus.connect(), std::move(p)};
  Desk earshot{bus.address()};
  earshot.set("NO_COLOR", "1");
  Ran ran{};
  REQUIRE(wait_until([&] {
    ran = earshot({"devices"});
    return ran.status == 0;
  }));
  for (const Ran& shown :
       {ran, earshot({"devices", "--json"}), earshot.at_terminal(80, "devices"),
        earshot({"forget", evil})}) {
    const std::string all = shown.out + shown.error;
    CHECK(contains(all, "owned"));
    CHECK_FALSE(contains(all, "\x1b"));
    CHECK_FALSE(contains(all, "\xc2\x9b"));
    CHECK_FALSE(contains(all, "\u202e"));
    CHECK_FALSE(contains(all, "\x07"));
  }
}

TEST_CASE("a closed pipe is no error, a full disk is one") {
  House house;
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  const std::string program = g_getenv("EARSHOT");
  Ran ran = earshot.shell(program + " status --json | true");
  CHECK(ran.error == "");
  ran = earshot.shell(program + " --help >/dev/full");
  CHECK(ran.status == 1);
  CHECK(contains(ran.error, "can't write"));
}
