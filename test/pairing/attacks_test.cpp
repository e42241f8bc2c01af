// SPDX-License-Identifier: GPL-3.0-or-later
// What a neighbour can try, and how often it works.
#include <cmath>
#include <random>
#include <tuple>

#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

std::mt19937 room{20261122};

std::uint32_t random_row() {
  return static_cast<std::uint32_t>(room());
}

const Acts all_there{Consent::heard, Consent::key,   Consent::command,
                     Consent::owner, Consent::knock, Consent::keypad};

/** How many of `windows` let in a neighbour who guesses rows as they come, one
 * after the other until the window shuts. */
int guessed(Settings settings, int windows) {
  std::mt19937 neighbour{1};
  settings.consent = {Consent::knock};
  int in = 0;
  for (int window = 0; window < windows; ++window) {
    Scene s{settings, random_row};
    s.on(Possible{all_there});
    s.open();
    bool admitted = false;
    while (s.core.is_open() && !admitted) {
      s.now += 10s;
      if (!says(s.arrive(), Question::knock)) break;
      while (s.core.asking() && !admitted)
        admitted = has<Admit>(
            s.press((neighbour() & 1u) != 0 ? Press::up : Press::down));
    }
    in += admitted ? 1 : 0;
  }
  return in;
}

/** Within four standard deviations of what chance gives. */
bool as_chance(int in, int windows, double chance) {
  const double expected = windows * chance;
  const double deviation = std::sqrt(expected * (1 - chance));
  return std::abs(in - expected) <= 4 * deviation;
}

}  // namespace

TEST_CASE("attack: a neighbour asks first in an open window") {
  const auto row = GENERATE(table<Consent, bool>(
      {{Consent::heard, true},  // the one that keeps nobody out
       {Consent::key, false},
       {Consent::command, false},
       {Consent::owner, false},
       {Consent::keypad, false}}));
  const Consent act = std::get<0>(row);
  Settings settings;
  settings.consent = {act};
  Scene s{settings};
  s.on(Possible{all_there});
  s.open();
  bool in = false;
  const auto look = [&](const Effects& effects) {
    in = in || has<Admit>(effects) ||
         (has<Accept>(effects) && act != Consent::heard);
  };
  // It asks again and again; nobody in the room does anything.
  for (int second = 0; second < 600; ++second) {
    look(s.confirm());
    look(s.ask(Method::request_passkey));
    look(s.ask(Method::request_authorization));
    look(s.heard());
    look(s.on(DeviceChanged{phone, bonded}));
    look(s.service(true, bonded));
    look(s.on(DeviceChanged{phone, stranger}));
    look(s.later(1s));
  }
  CHECK(in == std::get<1>(row));
}

TEST_CASE("attack: guessing five presses, in ten thousand windows") {
  Settings settings;
  settings.close_after_failures = 1;  // one attempt a window
  const int in = guessed(settings, 10'000);
  INFO(in << " of 10,000; chance gives " << 10'000 / 32.0);
  CHECK(as_chance(in, 10'000, 1 / 32.0));
}

TEST_CASE("attack: guessing as often as a window allows") {
  const int in = guessed({}, 10'000);
  const double chance = 1 - std::pow(31 / 32.0, 3);
  INFO(in << " of 10,000; chance gives " << 10'000 * chance);
  CHECK(as_chance(in, 10'000, chance));
}

TEST_CASE("attack: guessing eight presses in a window that is always open") {
  Settings settings;
  settings.open_at = Opening::always;
  settings.close_after_failures = 1;
  const int in = guessed(settings, 10'000);
  INFO(in << " of 10,000; chance gives " << 10'000 / 256.0);
  CHECK(as_chance(in, 10'000, 1 / 256.0));
}

TEST_CASE("attack: a thousand forged addresses get one code and a word") {
  Scene s{{.open_at = Opening::always, .consent = {Consent::key}}};
  s.on(Possible{all_there});
  s.open();
  int said = 0;
  int answered = 0;
  for (int i = 0; i < 1000; ++i) {
    const Device address = "/org/bluez/hci0/dev_" + std::to_string(i);
    const Effects asked = s.confirm(stranger, address);
    said += has<Announce>(asked) ? 1 : 0;
    answered += has<Reject>(asked) ? 1 : 0;
    s.now += 100ms;
    const Effects gone = s.on(DeviceGone{address});
    said += has<Announce>(gone) ? 1 : 0;
    answered += has<Reject>(gone) ? 1 : 0;
    s.on(Tick{});
  }
  CHECK(said == 2);
  CHECK(answered == 1000);
}

TEST_CASE("attack: a forged address of a phone that is in") {
  Settings settings;
  settings.consent = {Consent::key};
  Scene s{settings};
  s.on(Possible{all_there});
  s.open();
  Standing trusted = friendly;
  trusted.trusted = true;
  // Nobody presses the key for him; the phone stays what it was.
  CHECK(has<Distrust>(s.confirm(trusted)));
  CHECK_FALSE(has<Accept>(s.heard()));
  CHECK(refuses(s.service(true, friendly), s.call, Reason::request_open));
  const Effects over = s.later(25s);
  CHECK(has<Trust>(over));
  CHECK_FALSE(has<Remove>(over));
  CHECK(accepts(s.service(true, friendly), s.call));
}

TEST_CASE("attack: no display, no keys, no bonding, with the window shut") {
  Scene s{{.open_at = Opening::never,
           .consent = {Consent::heard, Consent::key},
           .just_works = true}};
  s.on(Possible{all_there});
  s.open();
  CHECK(refuses(s.ask(Method::request_authorization), s.call,
                Reason::window_shut));
  CHECK(refuses(s.confirm(), s.call, Reason::window_shut));
  // Paired without bonding: no bond, so no service.
  CHECK(refuses(s.service(true, stranger), s.call, Reason::not_admitted));
}

TEST_CASE(
    "attack: a stranger's open request does not stop a phone that is in") {
  Scene s{{.consent = {Consent::key}}};
  s.on(Possible{all_there});
  s.open();
  s.confirm();
  CHECK(accepts(s.service(true, friendly, other), s.call));
  s.heard();
  CHECK(accepts(s.service(true, friendly, other), s.call));
}
