// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts of the command.
#include <clocale>
#include "cli/doctor/management.hpp"
#include "cli/doctor/mask.hpp"
#include "cli/output/columns.hpp"
#include "cli/output/nearest.hpp"
#include "cli/output/times.hpp"

#include "test/support/catch.hpp"

TEST_CASE("the nearest name is one that was most likely meant") {
  const std::vector<std::string> names{"status", "say", "open", "close"};
  CHECK(cli::nearest("statsu", names) == "status");
  CHECK(cli::nearest("STATUS", names) == "status");
  CHECK(cli::nearest("opn", names) == "open");
  CHECK(cli::nearest("xyzzy", names).empty());
  CHECK(cli::nearest("", names).empty());
  CHECK(cli::did_you_mean("clsoe", names) == "; did you mean close?");
}

TEST_CASE("times are said as people say them") {
  CHECK(cli::lasting(40) == "40 s");
  CHECK(cli::lasting(60) == "1 min");
  CHECK(cli::lasting(170) == "2 min 50 s");
  CHECK(cli::lasting(3'900) == "1 h 5 min");
  CHECK(cli::local("noise") == "noise");
  CHECK(cli::since("2026-11-22").size() == 20);
  CHECK(cli::since("0s") > cli::since("2d"));
  CHECK(cli::since("today") > cli::since("yesterday"));
  for (const char* wrong : {"", "d", "2", "-2d", "2 d", "99999d", "soon"})
    CHECK_THROWS(cli::since(wrong));
}

TEST_CASE("a text is as wide as a terminal shows it") {
  std::setlocale(LC_ALL, "");
  CHECK(cli::columns("Küche") == 5);
  CHECK(cli::columns("寝室") == 4);
  CHECK(cli::fitted("Küche", 7) == "Küche  ");
  CHECK(cli::fitted("Wohnzimmer", 6) == "Wohnz…");
  CHECK(cli::columns(cli::fitted("寝室のスピーカー", 6)) == 6);
}

TEST_CASE("a mask leaves no name and no address") {
  cli::doctor::Mask mask;
  mask.name("Al");
  mask.name("Al's phone");
  const std::string text = mask(
      "Al's phone (B8:27:EB:01:02:03) /org/bluez/hci0/dev_b8_27_eb_01_02_03\n"
      "Also Al, 'Bert's \"5'' (00-AA-01-01-00-02) asks; Bert's \"5' again\n");
  CHECK(text ==
        "<name 2> (<address 1>) /org/bluez/hci0/dev_<address 1>\n"
        "Also <name 1>, '<name 3>' (<address 2>) asks; <name 3> again\n");
}

TEST_CASE("the kernel's answer about a controller is understood") {
  // Command Complete of Read Controller Information, as a 6.1 kernel sends it.
  std::vector<std::uint8_t> packet{0x01, 0x00, 0x00, 0x00, 0x1b,
                                   0x01, 0x04, 0x00, 0x00};
  for (const std::uint8_t byte : {0x03, 0x02, 0x01, 0xeb, 0x27, 0xb8})
    packet.push_back(byte);
  packet.push_back(0x09);
  for (const int byte : {0xf1, 0x05, 0xff, 0xbe, 0x01, 0x00})
    packet.push_back(static_cast<std::uint8_t>(byte));
  for (const int byte : {0xd1, 0x0a, 0x00, 0x00})
    packet.push_back(static_cast<std::uint8_t>(byte));
  packet.resize(9 + 280);
  auto found = cli::doctor::parse_controller(packet);
  REQUIRE(found);
  CHECK(found->address == "B8:27:EB:01:02:03");
  CHECK(found->simple_pairing);
  CHECK(found->classic);
  packet[9 + 13] = 0x91;
  found = cli::doctor::parse_controller(packet);
  REQUIRE(found);
  CHECK_FALSE(found->simple_pairing);
  packet[8] = 0x11;  // Invalid Index
  CHECK_FALSE(cli::doctor::parse_controller(packet));
  for (std::size_t length = 0; length < 26; ++length)
    CHECK_FALSE(cli::doctor::parse_controller(std::span{packet}.first(length)));
}
