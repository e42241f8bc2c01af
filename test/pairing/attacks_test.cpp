// SPDX-License-Identifier: GPL-3.0-or-later
// What a neighbour can try, and how often it works.
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

/** How a guesser's phone answers. */
enum class Guess : std::uint8_t { presses, music };

/** One knock of a stranger who presses keys at random, or chooses tones. */
template <class Look>
void guess(Scene& s, std::mt19937& neighbour, Guess how, Look look) {
  if (how == Guess::presses) {
    if (!says(s.arrive(), Question::knock)) return;
    s.heard();
    while (s.core.asking() && *s.core.asking() == phone)
      look(s.press((neighbour() & 1u) != 0 ? Press::up : Press::down));
    return;
  }
  s.confirm();
  s.heard();
  s.on(DeviceChanged{phone, bonded});
  s.on(Muted{phone});
  bool playing = true;
  s.on(Played{phone, Played::Source::stream, playing});
  look(s.later(6s));
  look(s.later(1500ms));
  if (!s.core.asking()) return;
  look(s.heard());
  const Effects asked = s.later(12s);
  look(asked);
  if (!says(asked, Question::tones)) return;
  const Tones tones{static_cast<std::uint32_t>(neighbour())};
  for (unsigned slot = 0; slot < Tones::slots; ++slot) {
    if (tones.at(slot))
      s.on(Played{phone, Played::Source::stream, playing = !playing});
    s.now += Tones::slot;
  }
  look(s.heard());
}

/** Somebody who is always there and guesses: how many of `boxes` let him in
 * within 30 days of power-on each evening. Who can't answer by music any more
 * presses keys. */
int guessed(Settings settings, Guess first, int boxes) {
  std::mt19937 neighbour{1};
  settings.consent = {Consent::knock};
  int in = 0;
  for (int box = 0; box < boxes; ++box) {
    Failures kept;
    bool admitted = false;
    for (int day = 0; day < 30 && !admitted; ++day) {
      Scene s{settings, random_row};
      s.on(kept);
      s.on(Possible{all_there});
      s.open();
      const auto look = [&](const Effects& effects) {
        if (const auto* now = find<Remember>(effects)) kept = now->failures;
        admitted = admitted || has<Admit>(effects);
      };
      const Time night = s.now + 24h;
      while (s.now < night && !admitted) {
        s.now += 10s;
        look(s.on(Tick{}));
        if (!s.core.is_open()) {
          // A window that comes back does so by the clock alone.
          const auto next = s.core.deadline();
          if (!next || *next >= night) break;
          s.now = *next;
          look(s.on(Tick{}));
          continue;
        }
        const bool anew = kept.wrong_rows == 0;
        guess(s, neighbour, anew ? first : Guess::presses, look);
      }
    }
    in += admitted ? 1 : 0;
  }
  return in;
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

TEST_CASE("attack: guessing for thirty days, in ten thousand houses") {
  Settings settings;
  settings.open_at =
      GENERATE(Opening::power_on, Opening::start, Opening::always);
  settings.close_after_failures = GENERATE(1u, 3u, 100u);
  const Guess first = GENERATE(Guess::presses, Guess::music);
  const int in = guessed(settings, first, 10'000);
  const char* opened = settings.open_at == Opening::power_on ? "power-on"
                       : settings.open_at == Opening::start  ? "start"
                                                             : "always";
  WARN("in within 30 days: " << in << " of 10,000 (open-at = " << opened
                             << ", close-after-failures = "
                             << settings.close_after_failures << ", first by "
                             << (first == Guess::music ? "music" : "presses")
                             << ")");
  CHECK(in <= 200);
  CHECK(in > 0);  // somebody does guess
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
  CHECK_FALSE(has<Distrust>(s.confirm(trusted)));
  CHECK_FALSE(has<Accept>(s.heard()));
  CHECK(refuses(s.service(true, friendly), s.call, Reason::request_open));
  const Effects over = s.later(25s);
  CHECK_FALSE(has<Distrust>(over));
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
