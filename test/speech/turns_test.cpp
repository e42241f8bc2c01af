// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/turns.hpp"

#include "test/support/catch.hpp"

using namespace std::chrono_literals;
using Rule = SecondPhone;
using News = std::vector<Turns::News>;

namespace {

/** Two phones that are in, and what Turns makes of what they do. */
struct Room {
  explicit Room(Rule rule) { turns.rule(rule); }

  /** Something happened; what is said of it. */
  News look() {
    turns.see(phones, now);
    return turns.news(now);
  }
  News after(Turns::Time time) {
    now += time;
    return look();
  }
  /** As one without a player does, a computer say. */
  News stream(const char* phone, bool active) {
    phones[phone].streams = active;
    return look();
  }
  /** A phone's music begins. */
  News play(const char* phone) {
    phones[phone] = {.streams = true, .plays = true};
    return look();
  }
  /** Its player was told to pause, and does so; the stream ends later. */
  void pauses(const char* phone) {
    phones[phone].paused = true;
    look();
    now += 200ms;
    phones[phone].plays = false;
    look();
    now += 3s;
    phones[phone].streams = false;
    look();
  }
  /** Its owner stops it. */
  void stop(const char* phone) {
    phones[phone] = {.streams = false, .plays = false};
    look();
  }
  /** Whoever is not aside. */
  std::string heard() const {
    std::string result;
    for (const auto& [name, phone] : phones)
      if (!turns.is_aside(name)) result += name;
    return result;
  }

  Turns turns;
  Turns::Phones phones{{"a", {}}, {"b", {}}};
  Turns::Time now = 1h;
};

}  // namespace

TEST_CASE("where nobody plays, nobody is aside") {
  Room room{GENERATE(Rule::newest, Rule::first, Rule::mix)};
  CHECK(room.look().empty());
  CHECK(room.heard() == "ab");
  CHECK(room.turns.holder().empty());
  CHECK_FALSE(room.turns.deadline());
}

TEST_CASE("the newest is heard, and that it took over is said") {
  Room room{Rule::newest};
  CHECK(room.play("a").empty());
  CHECK(room.heard() == "ab");
  CHECK(room.play("b") == News{{"b", true}});
  CHECK(room.heard() == "b");
}

TEST_CASE("the first stays, and the newcomer is turned away") {
  Room room{Rule::first};
  CHECK(room.play("a").empty());
  // Mute before a sound of it is heard.
  CHECK(room.heard() == "a");
  CHECK(room.play("b") == News{{"b", false}});
  CHECK(room.heard() == "a");
}

TEST_CASE("mixed phones are all heard, and nothing is said") {
  Room room{Rule::mix};
  room.play("a");
  CHECK(room.play("b").empty());
  CHECK(room.heard() == "ab");
}

TEST_CASE("a notification does not keep the speaker") {
  Room room{Rule::newest};
  room.play("a");
  const bool has_player = GENERATE(false, true);
  if (has_player) room.phones["b"].plays = false;
  // A name for each notification would be a nuisance.
  CHECK(room.stream("b", true).empty() == has_player);
  CHECK(room.heard() == "b");
  room.pauses("a");
  room.stream("b", false);
  CHECK(room.turns.deadline() == room.now + Turns::between_songs);
  CHECK(room.after(2'999ms).empty());
  CHECK(room.heard() == "b");
  CHECK(room.after(1ms).empty());
  CHECK(room.turns.holder() == "a");
  CHECK(room.turns.resumes());
  CHECK_FALSE(room.turns.is_aside("a"));
}

TEST_CASE("music that plays on while it is mute is heard again") {
  const Rule rule = GENERATE(Rule::newest, Rule::first);
  Room room{rule};
  room.stream("a", true);
  room.stream("b", true);
  const char* heard = rule == Rule::newest ? "b" : "a";
  const char* mute = rule == Rule::newest ? "a" : "b";
  room.stream(heard, false);
  room.after(3s);
  CHECK(room.turns.holder() == mute);
  CHECK_FALSE(room.turns.resumes());
}

TEST_CASE("who leaves gives the speaker up at once") {
  Room room{Rule::newest};
  room.play("a");
  room.play("b");
  room.phones.erase("b");
  CHECK(room.look().empty());
  CHECK(room.turns.holder() == "a");
}

TEST_CASE("a pause between two songs is no turn") {
  const Rule rule = GENERATE(Rule::newest, Rule::first);
  Room room{rule};
  room.play("a");
  room.play("b");
  const char* heard = rule == Rule::newest ? "b" : "a";
  room.stop(heard);
  room.after(2s);
  CHECK(room.heard() == heard);
  CHECK(room.play(heard).empty());
  CHECK(room.heard() == heard);
  CHECK_FALSE(room.turns.deadline());
}

TEST_CASE("the next song of one that is mute takes nothing over") {
  Room room{Rule::newest};
  room.stream("a", true);
  room.now += 1s;
  room.stream("b", true);
  room.stream("a", false);
  room.now += 1s;
  CHECK(room.stream("a", true).empty());
  CHECK(room.heard() == "b");
}

TEST_CASE("a player that tells late that it plays takes nothing over") {
  Room room{Rule::newest};
  room.phones["a"].plays = false;
  room.stream("a", true);
  room.play("b");
  CHECK(room.play("a").empty());
  CHECK(room.heard() == "b");
}

TEST_CASE("who presses play takes the speaker back") {
  Room room{Rule::newest};
  room.play("a");
  room.now += 10s;
  room.play("b");
  room.phones["a"] = {.streams = true, .plays = true, .paused = true};
  room.look();
  room.phones["a"].plays = false;
  room.look();
  // At once, on a stream that is still open.
  CHECK(room.play("a") == News{{"a", true}});
  CHECK(room.heard() == "a");
  CHECK_FALSE(room.turns.resumes());
}

TEST_CASE("what was paused long ago does not begin by itself") {
  Room room{Rule::newest};
  room.play("a");
  room.play("b");
  room.pauses("a");
  room.now += 5min;
  room.stop("b");
  room.after(3s);
  CHECK(room.turns.holder().empty());
  CHECK(room.heard() == "ab");
}

TEST_CASE("who was turned away does not begin by itself") {
  Room room{Rule::first};
  room.play("a");
  room.play("b");
  room.pauses("b");
  room.stop("a");
  room.after(3s);
  CHECK(room.turns.holder().empty());
  CHECK(room.heard() == "ab");
  CHECK(room.play("b").empty());
  CHECK(room.turns.holder() == "b");
}

TEST_CASE("a phone that was resumed and does not play loses its turn") {
  Room room{Rule::newest};
  room.play("a");
  room.play("b");
  room.pauses("a");
  room.stop("b");
  room.after(3s);
  REQUIRE(room.turns.resumes());
  room.phones["a"].paused = false;  // it was told to play
  room.look();
  CHECK(room.turns.holder() == "a");
  room.after(3s);
  CHECK(room.turns.holder().empty());
}

TEST_CASE("music that words have paused keeps its turn") {
  Room room{Rule::first};
  room.play("a");
  room.play("b");
  room.phones["a"].paused = true;
  room.look();
  room.phones["a"] = {.streams = false, .plays = false, .paused = true};
  room.look();
  CHECK_FALSE(room.turns.deadline());
  room.after(20s);
  CHECK(room.heard() == "a");
  room.phones["a"].paused = false;
  room.look();
  CHECK(room.turns.deadline() == room.now + Turns::between_songs);
  room.play("a");
  CHECK(room.heard() == "a");
}

TEST_CASE("of one phone the same is said once a minute") {
  Room room{Rule::first};
  room.play("a");
  REQUIRE(room.play("b").size() == 1);
  room.stop("b");
  room.now += 55s;
  CHECK(room.play("b").empty());
  room.stop("b");
  room.now += 5s;
  CHECK(room.play("b").size() == 1);
}

TEST_CASE("a name that was just said is not said again") {
  Room room{Rule::newest};
  room.play("a");
  room.phones["b"] = {.streams = true, .plays = true};
  room.turns.see(room.phones, room.now);
  room.turns.named("b", room.now);
  CHECK(room.turns.news(room.now).empty());
}

TEST_CASE("phones that play already when a daemon starts are not news") {
  Room room{GENERATE(Rule::newest, Rule::first)};
  for (auto& [name, phone] : room.phones) phone = {.streams = true};
  CHECK(room.look().empty());
  CHECK(room.heard().size() == 1);
}

TEST_CASE("another rule holds from the next look on") {
  Room room{Rule::newest};
  room.play("a");
  room.play("b");
  room.turns.rule(Rule::mix);
  CHECK(room.look().empty());
  CHECK(room.heard() == "ab");
}
