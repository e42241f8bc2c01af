// SPDX-License-Identifier: GPL-3.0-or-later
// One phone of the zoo, and the people around it, in one scenario:
//   zoo FILE first|newcomer|nobody|command|again|owner
// prints what became of it, a tab, and what the box said.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <functional>
#include <map>

#include "pairing/knock.hpp"
#include "pairing/tones.hpp"
#include "test/phones/phone.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/journal.hpp"
#include "voice/voice.hpp"

using namespace std::chrono_literals;

namespace {

constexpr auto pace = 900ms;  // of a thumb that follows a voice

/** A box, a phone, and somebody who does what the box says. */
class Visit {
 public:
  Visit(Config config, const Personality& personality)
      : config_{config}, house_{std::move(config)} {
    house_.bluealsa.appear();
    if (!house_.open())
      throw std::runtime_error{"the box does not show itself"};
    phone_.emplace(house_, personality, "00:AA:01:01:00:01");
  }

  /** The phone asks, and somebody does to it what the voice says. */
  std::string ask() {
    const std::size_t heard = said().size();
    return ask([&](const Over& over) { obey(heard, over); });
  }
  /** It asks, and nobody touches it. */
  std::string ask_alone() {
    return ask([](const Over& over) { wait_until(over, 100s); });
  }
  /** It asks, and the owner says yes at the box. */
  std::string ask_owner() {
    auto& answer = house_.bluez.confirm(phone_->device(), 470391);
    BusOwner owner{house_.bus()};
    if (!wait_until([&] { return owner.was_told(); }, 25s)) return "not said";
    if (const auto error = owner.call("Yes"); !error.empty()) return error;
    return follow(answer, [](const Over& over) { wait_until(over); });
  }

  /** Another one asks, and this phone's owner makes the gesture on it. */
  std::string approve() {
    phone_->play(true);
    // What has told no volume yet shows its first press to nobody.
    bool opened = false;
    for (int time = 0; time < 2 && !opened; ++time) {
      rest(4s);
      gesture();
      opened = wait_until([&] { return house_.is_visible(); }, 3s);
    }
    if (!opened) return "no gesture";
    const std::size_t before = ended();
    const auto other = house_.stranger("Guest", "00:AA:01:01:00:02");
    auto& answer = house_.bluez.confirm(other, 112233);
    rest(12s);
    gesture();
    if (!wait_until([&] { return answer.answered; }, 25s)) return "no answer";
    if (answer.accepted) house_.bluez.bond(other);
    wait_until([&] { return ended() > before; });
    return ended() > before ? outcome() : "no end";
  }

  /** The box is switched off and on; the phone has forgotten it. */
  void again() {
    phone_->leave();
    house_.stop();
    house_.bluez.set(House::adapter, "Discoverable",
                     g_variant_new_boolean(FALSE));
    std::filesystem::remove(house_.state / "started");
    house_.start();
    wait_until([&] { return house_.is_visible(); });
  }

  static std::vector<std::string> said() {
    std::vector<std::string> result;
    for (const auto& line : Journal::containing("says "))
      if (line.at("MESSAGE").starts_with("says "))
        result.push_back(line.at("MESSAGE").substr(5));
    return result;
  }

 private:
  using Over = std::function<bool()>;
  using Person = std::function<void(const Over&)>;

  std::string ask(const Person& person) {
    return follow(house_.bluez.confirm(phone_->device(), 470391), person);
  }

  /** What becomes of it once BlueZ has its answer. */
  std::string follow(FakeBluez::Answer& answer, const Person& person) {
    const std::size_t before = ended();
    if (!wait_until([&] { return answer.answered; }, 25s)) return "no answer";
    if (answer.accepted) phone_->connect();
    person([&] { return ended() > before; });
    return ended() > before ? outcome() : "no end";
  }

  static std::size_t ended() {
    return Journal::lines("EARSHOT_OUTCOME").size();
  }
  static std::size_t heard() {
    return Journal::containing("played to its end").size();
  }
  static std::string outcome() {
    const auto line = Journal::lines("EARSHOT_OUTCOME").back();
    if (line.at("EARSHOT_OUTCOME") != "admitted")
      return "out: " + line.at("EARSHOT_OUTCOME");
    const std::string act = line.at("EARSHOT_CONSENT");
    const auto words = said();
    const auto tones = std::find(words.begin(), words.end(),
                                 "tones that the music is to answer");
    return "in by " + (act == "knock" && tones != words.end() ? "music" : act);
  }

  void obey(std::size_t read, const Over& over) {
    const auto news = [&] { return over() || said().size() > read; };
    while (wait_until(news, 100s) && !over()) {
      const std::string what = said()[read++];
      if (what == "a row of volume presses")
        press_row([&] { return news(); });
      else if (what.find("in the middle") != what.npos)
        rest(1s), phone_->slide(64);
      else if (what.find("music is to be started") != what.npos)
        rest(1500ms), phone_->play(true);
      else if (what.find("tones") != what.npos)
        answer_tones();
    }
  }

  void press_row(const Over& over) {
    const std::size_t before = heard();
    wait_until([&] { return over() || heard() > before; }, 30s);
    const pairing::Row row{6, House::row()};
    for (unsigned place = 0; place < row.length() && !over(); ++place) {
      phone_->press(row.at(place) == pairing::Press::up);
      rest(pace);
    }
  }

  /** A second after each tone. */
  void answer_tones() {
    const pairing::Tones tones{House::row()};
    voice::Voice voice{config_.voice, House::phrasebooks()};
    voice::Announcement words = voice.tones({}, pairing::Tones::slot);
    rest(words.whole().duration() + 1s);
    for (unsigned slot = 0; slot < pairing::Tones::slots; ++slot) {
      if (tones.at(slot)) phone_->play(!phone_->plays());
      rest(pairing::Tones::slot);
    }
  }

  void gesture() {
    for (const bool up : {true, false, true}) {
      phone_->press(up);
      rest(pace);
    }
  }

  const Config config_;
  House house_;
  std::optional<Phone> phone_;
};

std::string played(const std::string& scenario, const Personality& phone) {
  Config config = House::quick();
  config.sound.output = "real_time";
  config.pairing.first_heard =
      scenario == "first" || scenario == "again" || scenario == "owner";
  config.pairing.consent = {scenario == "owner"     ? pairing::Consent::owner
                            : scenario == "command" ? pairing::Consent::command
                                                    : pairing::Consent::knock};
  Visit visit{config, phone};
  if (scenario == "nobody") return visit.ask_alone();
  if (scenario == "command") return visit.ask_owner();
  const std::string asked = visit.ask();
  if (scenario == "first" || scenario == "newcomer") return asked;
  if (asked != "in by heard") return "not the first: " + asked;
  if (scenario == "owner") return visit.approve();
  visit.again();
  return visit.ask();
}

}  // namespace

int main(int count, char** words) try {
  if (count != 3) throw std::runtime_error{"zoo FILE SCENARIO"};
  const Journal journal;
  const std::string result = played(words[2], Personality{words[1]});
  fmt::print("{}\t{}\n", result, fmt::join(Visit::said(), "; "));
} catch (const std::exception& e) {
  fmt::print(stderr, "zoo: {}\n", e.what());
  return 2;
}
