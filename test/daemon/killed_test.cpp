// SPDX-License-Identifier: GPL-3.0-or-later
// What is left on the box when the daemon is killed.
#include <signal.h>

#include "test/support/box.hpp"

namespace {

constexpr const char* audio_sink = "0000110d-0000-1000-8000-00805f9b34fb";

/** How far a knocking stranger has come. */
enum class Step { answered, bonded, connected, muted };

/** A stranger that gets on probation on this box, up to a step. */
struct Stranger {
  Stranger(Box& box, FakeBluealsa& bluealsa, Step last)
      : device{box.bluez->add_device("00:AA:01:01:00:01", "Pixel")} {
    auto& answer = box.bluez->confirm(device, 470391);
    REQUIRE(wait_until([&] { return answer.answered; }));
    REQUIRE(answer.accepted);
    if (last == Step::answered) return;
    box.bluez->bond(device);
    if (last == Step::bonded) return;
    auto& service = box.bluez->authorize(device, audio_sink);
    REQUIRE(wait_until([&] { return service.answered; }));
    REQUIRE(service.accepted);
    if (last == Step::connected) return;
    const std::string pcm = bluealsa.add_pcm(device);
    REQUIRE(wait_until([&] { return bluealsa.is_muted(pcm); }));
  }
  std::string device;
};

bool lists(const Box& box, const char* text) {
  return TemporaryDirectory::read(box.directory / "admitted").find(text) !=
         std::string::npos;
}

}  // namespace

TEST_CASE("a stranger on probation does not outlive a daemon that is killed") {
  const Step last =
      GENERATE(Step::answered, Step::bonded, Step::connected, Step::muted);
  Box box;
  box.config("[pairing]\nconsent = knock\nfirst = none\n");
  FakeBluealsa bluealsa{box.bus->connect()};
  bluealsa.appear();
  std::string device;
  {
    Process daemon = box.start();
    REQUIRE(wait_until([&] { return box.visible(); }));
    device = Stranger{box, bluealsa, last}.device;
    // Before BlueZ got its yes the disk had it.
    CHECK(lists(box, "leaving=00:AA:01:00:00:00 00:AA:01:01:00:01;"));
    daemon.signal(SIGKILL);
    CHECK(daemon.exit_status() == -1);
  }
  // BlueZ may go on without us.
  if (last == Step::answered) box.bluez->bond(device);
  const Process again = box.start();
  CHECK(wait_until([&] { return !box.bluez->has(device); }));
  CHECK(wait_until([&] { return !lists(box, "leaving"); }));
}

TEST_CASE("a stranger on probation goes once its adapter is there again") {
  Box box;
  box.config("[pairing]\nconsent = knock\nfirst = none\n");
  FakeBluealsa bluealsa{box.bus->connect()};
  bluealsa.appear();
  const Process daemon = box.start();
  REQUIRE(wait_until([&] { return box.visible(); }));
  const std::string device = Stranger{box, bluealsa, Step::muted}.device;
  box.bluez->remove_adapter("hci0");
  REQUIRE(wait_until([&] { return !box.bluez->has(device); }));
  box.bluez->add_adapter("hci0", "00:AA:01:00:00:00");
  REQUIRE(box.bluez->add_device("00:AA:01:01:00:01", "Pixel") == device);
  box.bluez->bond(device);
  CHECK(wait_until([&] { return !box.bluez->has(device); }));
  CHECK(wait_until([&] { return !lists(box, "leaving"); }));
}

namespace {

/** A phone that was let in because it is the first, and told so. */
std::string first_phone(Box& box) {
  REQUIRE(wait_until([&] { return box.visible(); }));
  const std::string phone = box.bluez->add_device("00:AA:01:01:00:01", "Pixel");
  auto& answer = box.bluez->confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  REQUIRE(answer.accepted);
  box.bluez->bond(phone);
  REQUIRE(wait_until([&] { return lists(box, "tentative=true"); }));
  REQUIRE(wait_until([&] { return !box.visible(); }));
  return phone;
}

/** How the box ends, and what systemd empties at the next boot. */
void end(Box& box, Process& daemon, int signal, bool boots) {
  daemon.signal(signal);
  daemon.exit_status();
  if (!boots) return;
  std::filesystem::remove(box.directory / "started");
  box.bluez->set("/org/bluez/hci0", "Discoverable",
                 g_variant_new_boolean(FALSE));
}

/** The first phone was let in, and the daemon was killed. */
std::string first_phone_and_killed(Box& box, bool boots) {
  Process daemon = box.start();
  std::string phone = first_phone(box);
  end(box, daemon, SIGKILL, boots);
  return phone;
}

}  // namespace

TEST_CASE("pulling the plug takes the first phone out, and the box is new") {
  Box box;
  const std::string phone = first_phone_and_killed(box, true);
  {
    Process daemon = box.start();
    CHECK(wait_until([&] { return !box.bluez->has(phone); }));
    CHECK(wait_until([&] { return lists(box, "owned=false"); }));
    CHECK_FALSE(lists(box, "consent="));
    // It is set up again, as on the first day.
    CHECK(first_phone(box) == phone);
    end(box, daemon, SIGTERM, true);
  }
  SECTION("an orderly end is no plug") {
    CHECK(lists(box, "consent=heard"));
    CHECK_FALSE(lists(box, "tentative"));
    const Process daemon = box.start();
    REQUIRE(wait_until([&] { return box.visible(); }));
    CHECK(box.bluez->has(phone));
    CHECK(lists(box, "consent=heard"));
  }
}

TEST_CASE("a plug that is pulled again and again takes the phone out once") {
  Box box;
  const std::string phone = first_phone_and_killed(box, true);
  for (int cut = 0; cut < 5; ++cut) {
    Process daemon = box.start();
    // At some moment of its start: from before the first line to after the
    // last.
    wait_until([&] { return !box.bluez->has(phone); },
               std::chrono::milliseconds{cut * cut * 25});
    end(box, daemon, SIGKILL, true);
    CHECK_FALSE((box.bluez->has(phone) && !lists(box, "consent=") &&
                 !lists(box, "leaving")));
  }
  const Process daemon = box.start();
  CHECK(wait_until([&] { return !box.bluez->has(phone); }));
  CHECK(wait_until([&] { return lists(box, "owned=false"); }));
}

TEST_CASE("a crash is no plug: the first phone stays") {
  Box box;
  const std::string phone = first_phone_and_killed(box, false);
  const Process daemon = box.start();
  CHECK(wait_until([&] { return box.bluez->has_agent(); }));
  CHECK(box.bluez->has(phone));
  CHECK(lists(box, "tentative=true"));
}
