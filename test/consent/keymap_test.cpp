// SPDX-License-Identifier: GPL-3.0-or-later
#include <vector>

#include "consent/keys.hpp"
#include "pairing/pairing.hpp"
#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"
#include "test/support/wait.hpp"

using namespace std::chrono_literals;
using consent::Keymap;
using consent::KeySettings;

namespace {

/** What a key means, as the events that it makes. */
struct Fingers {
  explicit Fingers(const KeySettings& settings) { map.settings(settings); }

  void press(unsigned code) {
    map.key(code, 1);
    map.key(code, 0);
  }
  template <class E>
  int count() const {
    int result = 0;
    for (const auto& event : events)
      result += std::holds_alternative<E>(event) ? 1 : 0;
    return result;
  }

  std::vector<pairing::Event> events;
  int forgotten = 0;
  Keymap map{{[this](const pairing::Event& e) { events.push_back(e); },
              [this] { ++forgotten; }}};
};

}  // namespace

TEST_CASE("one button may mean yes and open; the core takes what makes sense") {
  Fingers fingers{{}};
  fingers.press(KEY_ENTER);
  CHECK(fingers.count<pairing::Yes>() == 1);
  CHECK(fingers.count<pairing::Open>() == 1);
  fingers.press(KEY_ESC);
  CHECK(fingers.count<pairing::No>() == 1);
}

TEST_CASE("the press that lets a phone in does not open the window again") {
  pairing::Pairing core{
      {.open_at = pairing::Opening::never, .consent = {pairing::Consent::key}},
      [] { return std::uint32_t{0}; }};
  const auto now = std::chrono::milliseconds{1};
  Fingers fingers{{}};
  const auto press = [&] {
    fingers.press(KEY_ENTER);
    pairing::Effects all;
    for (const auto& event : std::exchange(fingers.events, {}))
      for (const auto& effect : core.on(event, now)) all.push_back(effect);
    return all;
  };
  core.on(pairing::Possible{{pairing::Consent::key}}, now);
  core.on(pairing::Ready{}, now);
  press();
  REQUIRE(core.is_open());
  // It was in, and has forgotten us: the key lets it in at once.
  pairing::Ticket said{};
  for (const auto& effect :
       core.on(pairing::Asked{pairing::Call{1},
                              "/phone",
                              pairing::Method::request_confirmation,
                              pairing::Passkey::from_number(1),
                              {.bonded = true, .admitted = true}},
               now))
    if (const auto* announce = std::get_if<pairing::Announce>(&effect))
      said = announce->ticket;
  core.on(pairing::Heard{said}, now);
  press();
  CHECK(core.asking() == nullptr);
  CHECK_FALSE(core.is_open());
}

TEST_CASE("a key that is held is one press") {
  Fingers fingers{{}};
  fingers.map.key(KEY_ENTER, 1);
  for (int i = 0; i < 50; ++i) fingers.map.key(KEY_ENTER, 2);
  CHECK(fingers.count<pairing::Yes>() == 1);
}

TEST_CASE("a key that means nothing does nothing") {
  Fingers fingers{{.yes = KEY_PLAY, .no = {}, .open = {}}};
  fingers.press(KEY_A);
  fingers.press(KEY_ESC);
  CHECK(fingers.events.empty());
  fingers.press(KEY_PLAY);
  CHECK(fingers.count<pairing::Yes>() == 1);
}

TEST_CASE("the digits of a keypad, a keyboard and a remote are typed") {
  Fingers fingers{{.yes = {}, .no = {}, .open = {}}};
  for (const unsigned code : {KEY_KP4, KEY_7, KEY_NUMERIC_0})
    fingers.press(code);
  REQUIRE(fingers.count<pairing::Digit>() == 3);
  CHECK(std::get<pairing::Digit>(fingers.events[0]).digit == 4);
  CHECK(std::get<pairing::Digit>(fingers.events[1]).digit == 7);
  CHECK(std::get<pairing::Digit>(fingers.events[2]).digit == 0);
  fingers.press(KEY_BACKSPACE);
  fingers.press(KEY_KPENTER);
  CHECK(fingers.count<pairing::Erase>() == 1);
  CHECK(fingers.count<pairing::Enter>() == 1);
}

TEST_CASE("forget-all wants the key to be held") {
  CHECK(KeySettings{}.hold == 10s);
  Fingers fingers{{.forget_all = KEY_ENTER, .hold = 300ms}};
  fingers.map.key(KEY_ENTER, 1);
  CHECK_FALSE(wait_until([&] { return fingers.forgotten > 0; }, 200ms));
  SECTION("let go") {
    fingers.map.key(KEY_ENTER, 0);
    CHECK_FALSE(wait_until([&] { return fingers.forgotten > 0; }, 500ms));
  }
  SECTION("held on") {
    CHECK(wait_until([&] { return fingers.forgotten == 1; }));
  }
}

TEST_CASE("keys are known by their kernel names") {
  CHECK(consent::key_code("KEY_ENTER") == KEY_ENTER);
  CHECK(consent::key_code("BTN_0") == BTN_0);
  CHECK_FALSE(consent::key_code("ENTER"));
  CHECK_FALSE(consent::key_code(""));
}

TEST_CASE("files that are no input device are passed over") {
  const TemporaryDirectory input;
  input.write("event0", "no device");
  int changed = 0;
  consent::Keys keys{
      input.path(), {[](const auto&) {}, [] {}}, [&] { ++changed; }};
  keys.settings({.device = "*"});
  input.write("event1", "neither");
  CHECK_FALSE(wait_until([&] { return changed > 0; }, 300ms));
  CHECK_FALSE(keys.any());
}
