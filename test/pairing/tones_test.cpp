// SPDX-License-Identifier: GPL-3.0-or-later
// The second knock: a phone that sends no volume answers tones by its music.
#include "pairing/tones.hpp"

#include <random>
#include <set>

#include "test/pairing/scene.hpp"
#include "test/support/catch.hpp"

using namespace scene;

namespace {

using Source = Played::Source;

unsigned bits(const Tones& tones) {
  unsigned result = 0;
  for (unsigned slot = 0; slot < Tones::slots; ++slot)
    result |= (tones.at(slot) ? 1u : 0u) << slot;
  return result;
}

/** A phone whose music changes `after` each tone. */
template <class After>
Toggles::Answer answered(const Tones& tones, After after) {
  Toggles toggles;
  bool playing = true;
  toggles.playing_is(playing, Time{0});
  for (unsigned slot = 0; slot < Tones::slots; ++slot)
    if (tones.at(slot))
      toggles.playing_is(playing = !playing, slot * Tones::slot + after());
  return toggles.answer(tones, Tones::length);
}

Scene muted(Acts consent = {Consent::knock}, unsigned wrong_rows = 0) {
  Settings settings;
  settings.consent = consent;
  Scene s{settings};
  s.on(Possible{
      {Consent::heard, Consent::command, Consent::key, Consent::knock}});
  s.on(Failures{.wrong_rows = wrong_rows});
  s.open();
  s.confirm();
  s.heard();
  s.on(DeviceChanged{phone, bonded});
  s.on(Muted{phone});
  return s;
}

/** A phone that follows no volume, and sends none; what comes of that. */
Effects sends_none(Scene& s) {
  CHECK(find<SetVolume>(s.later(6s))->volume == 64);
  REQUIRE(says(s.later(1500ms), Question::knock));
  s.heard();
  REQUIRE(s.core.deadline() == s.now + 12s);
  return s.later(12s);
}

Effects plays(Scene& s, bool playing, Source source = Source::stream) {
  return s.on(Played{phone, source, playing});
}

/** Answers these tones, and hears them to their end. */
Effects answers(Scene& s, unsigned answered, Source source = Source::stream) {
  s.now += 5s;  // what is to be done is said first
  bool playing = true;
  for (unsigned slot = 0; slot < Tones::slots; ++slot) {
    s.now += 2s;
    if ((answered >> slot & 1u) != 0)
      CHECK(plays(s, playing = !playing, source).empty());
    s.now += Tones::slot - 2s;
  }
  return s.heard();
}

}  // namespace

TEST_CASE("each choice of two to five tones is equally likely") {
  std::set<unsigned> seen;
  for (std::uint32_t random = 0; random < Tones::choices; ++random)
    seen.insert(bits(Tones{random}));
  CHECK(seen.size() == Tones::choices);
  CHECK(bits(Tones{Tones::choices}) == bits(Tones{0}));
  CHECK(seen.contains(0b0000011));
  CHECK(seen.contains(0b1111100));
  CHECK_FALSE(seen.contains(0b1000000));
  CHECK_FALSE(seen.contains(0b1111110));
}

TEST_CASE("people with phones answer the tones, guessers don't") {
  std::mt19937 chance{20261128};
  const auto draw = [&] { return Tones{static_cast<std::uint32_t>(chance())}; };
  SECTION("a thousand people") {
    std::uniform_int_distribution reaction{300, 1500};
    std::uniform_int_distribution phone{100, 3000};
    int in = 0;
    for (int person = 0; person < 1000; ++person)
      in += answered(draw(),
                     [&] { return Time{reaction(chance) + phone(chance)}; }) ==
                    Toggles::Answer::right
                ? 1
                : 0;
    WARN("people let in: " << in << " of 1,000");
    CHECK(in >= 950);
  }
  SECTION("who chooses blindly, in ten thousand attempts") {
    int in = 0;
    for (int attempt = 0; attempt < 10'000; ++attempt) {
      Toggles toggles;
      bool playing = true;
      toggles.playing_is(playing, Time{0});
      const Tones guess = draw();
      for (unsigned slot = 0; slot < Tones::slots; ++slot)
        if (guess.at(slot))
          toggles.playing_is(playing = !playing, slot * Tones::slot + 2s);
      in += toggles.answer(draw(), Tones::length) == Toggles::Answer::right ? 1
                                                                            : 0;
    }
    WARN("blind choices let in: " << in << " of 10,000");
    CHECK(in <= 10'000 / 32);
    CHECK(in > 0);
  }
  SECTION("music that begins and stops at random") {
    const double mean = GENERATE(2.0, 5.0, 10.0, 20.0);
    std::exponential_distribution pause{1 / mean};
    int in = 0;
    for (int attempt = 0; attempt < 10'000; ++attempt) {
      Toggles toggles;
      bool playing = true;
      for (double at = 0; at < 33; at += pause(chance))
        toggles.playing_is(playing = !playing,
                           Time{static_cast<std::int64_t>(at * 1000)});
      in += toggles.answer(draw(), Tones::length) == Toggles::Answer::right ? 1
                                                                            : 0;
    }
    WARN("music that changes every " << mean << " s let in: " << in
                                     << " of 10,000");
    CHECK(in <= 10'000 / 32);
  }
}

TEST_CASE("tones count each slot by itself") {
  const Tones tones{0};  // the first two slots
  const auto answer = [&](std::initializer_list<Time> changes) {
    Toggles toggles;
    bool playing = true;
    toggles.playing_is(playing, 0s);
    for (const Time at : changes) toggles.playing_is(playing = !playing, at);
    return toggles.answer(tones, 1s + Tones::length);
  };
  CHECK(answer({1s, 5600ms}) == Toggles::Answer::right);
  CHECK(answer({500ms, 2s, 7s}) == Toggles::Answer::right);  // one before them
  CHECK(answer({999ms, 5600ms}) == Toggles::Answer::wrong);
  CHECK(answer({2s}) == Toggles::Answer::wrong);
  CHECK(answer({2s, 3s, 4s, 7s}) == Toggles::Answer::wrong);
  CHECK(answer({2s, 7s, 12s}) == Toggles::Answer::wrong);
  CHECK(answer({2s, 3s, 7s, 8s, 12s, 13s, 17s, 18s, 22s, 23s}) ==
        Toggles::Answer::wrong);
  CHECK(answer({}) == Toggles::Answer::none);
  CHECK(answer({500ms, 40s}) == Toggles::Answer::none);
}

TEST_CASE("a phone that sends no volume is let in by its music") {
  Scene s = muted();
  REQUIRE(says(sends_none(s), Question::play));
  CHECK(plays(s, false).empty());
  const Source source = GENERATE(Source::stream, Source::player);
  const Effects asked = plays(s, true, source);
  REQUIRE(says(asked, Question::tones));
  const unsigned wanted = bits(find<Announce>(asked)->tones);
  SECTION("by the right answers") {
    const Effects in = answers(s, wanted, source);
    REQUIRE(find<Admit>(in));
    CHECK(find<Admit>(in)->consent == Consent::knock);
    CHECK(says(in, Notice::paired));
  }
  SECTION("not by others") {
    const Effects out = answers(s, wanted ^ 0b1000000, source);
    CHECK(find<Ended>(out)->reason == Reason::wrong_knock);
    CHECK(find<Remember>(out)->failures.wrong_rows == 1);
    CHECK(has<Remove>(out));
  }
  SECTION("who answers nothing has not guessed") {
    const Effects out = answers(s, 0, source);
    CHECK(find<Ended>(out)->reason == Reason::too_late);
    CHECK_FALSE(has<Remember>(out));
    CHECK(has<Remove>(out));
  }
  SECTION("nor before the tones were heard to their end") {
    CHECK_FALSE(has<Admit>(plays(s, false, source)));
    CHECK(has<Remove>(s.later(60s)));
  }
}

TEST_CASE("a phone whose music plays already gets the tones at once") {
  Scene s = muted();
  plays(s, true);
  CHECK(says(sends_none(s), Question::tones));
}

TEST_CASE("where a phone has a player, its stream tells nothing") {
  Scene s = muted();
  plays(s, true);
  plays(s, true, Source::player);
  const Effects asked = sends_none(s);
  const unsigned wanted = bits(find<Announce>(asked)->tones);
  // The stream follows each pause three seconds later.
  bool playing = true;
  for (unsigned slot = 0; slot < Tones::slots; ++slot) {
    s.now += 2s;
    if ((wanted >> slot & 1u) != 0)
      plays(s, playing = !playing, Source::player);
    s.now += Tones::slot - 2s;
    plays(s, playing, Source::stream);
  }
  CHECK(has<Admit>(s.heard()));
}

TEST_CASE("music is not asked of a phone that sends its volume") {
  Scene s = muted();
  s.later(6s);
  s.later(1500ms);
  SECTION("before the row is over") {
    s.volume(72);
    s.heard();
  }
  SECTION("after it") {
    s.heard();
    s.volume(72);
  }
  CHECK(s.later(12s).empty());
  CHECK(s.core.asking());
}

TEST_CASE("music answers once, and never who has guessed wrong") {
  Scene s = muted({Consent::knock}, 1);
  const Effects out = sends_none(s);
  CHECK_FALSE(says(out, Question::play));
  CHECK(find<Ended>(out)->reason == Reason::no_consent);
  CHECK(says(out, Notice::no_act));
  CHECK(has<Remove>(out));
}

TEST_CASE("where another act can let it in, that is waited for") {
  Scene s = muted({Consent::knock, Consent::key}, 1);
  CHECK(sends_none(s).empty());
  CHECK(has<Admit>(s.on(Yes{Consent::key})));
}

TEST_CASE("an act lets a phone in while its music is awaited") {
  Scene s = muted({Consent::knock, Consent::key});
  REQUIRE(says(sends_none(s), Question::play));
  if (GENERATE(false, true)) plays(s, true);
  CHECK(has<Admit>(s.on(Yes{Consent::key})));
}

TEST_CASE("forty seconds for the music to begin") {
  Scene s = muted();
  sends_none(s);
  CHECK_FALSE(has<Remove>(s.later(39s)));
  CHECK(has<Remove>(s.later(1s)));
}
