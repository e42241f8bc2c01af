// SPDX-License-Identifier: GPL-3.0-or-later
// Each word of the command against a daemon on a private bus.
#include "cli/output/columns.hpp"
#include "test/cli/desk.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"

namespace {

/** A daemon with Anna's phone inside. */
struct Home {
  Home() {
    REQUIRE(house.open());
    anna = house.friendly();
    house.bluez.set(anna, "Alias", g_variant_new_string("Anna"));
  }

  House house;
  std::string anna;
  Desk earshot{house.bus().address()};
};

Config by_command() {
  Config config = House::quick();
  config.pairing.consent = {pairing::Consent::command};
  return config;
}

/** With all that matches the pattern replaced. GLib's: GCC 12 warns of what
 * std::regex does when it is sanitized. */
std::string replaced(const std::string& text, const char* pattern,
                     const char* by) {
  const glib::Handle<GRegex, g_regex_unref> regex{
      g_regex_new(pattern, static_cast<GRegexCompileFlags>(0),
                  static_cast<GRegexMatchFlags>(0), nullptr)};
  const glib::Text result{g_regex_replace(regex.get(), text.c_str(), -1, 0, by,
                                          static_cast<GRegexMatchFlags>(0),
                                          nullptr)};
  return result.get();
}

/** What differs from run to run takes the form of an example. */
std::string steady(std::string text) {
  const auto replace = [&](const char* pattern, const char* by) {
    text = replaced(text, pattern, by);
  };
  replace("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", "2026-11-22T18:30:00Z");
  replace("\"kernel\" : \"[^\"]*\"", "\"kernel\" : \"6.1.0\"");
  replace("\"bluez\" : \"[^\"]*\"", "\"bluez\" : \"5.66\"");
  replace("\"(earshotd?|version)\" : \"[0-9.]+\"", "\"\\1\" : \"0.2.0\"");
  return text;
}

std::string golden(const char* name) {
  return TemporaryDirectory::read(
      std::filesystem::path{g_getenv("EARSHOT_GOLDEN")} /
      (std::string{name} + ".json"));
}

}  // namespace

TEST_CASE("without a word, and with status, one screen tells all") {
  Home home;
  const Ran ran = home.earshot({});
  CHECK(ran.status == 0);
  CHECK(ran.error == "");
  CHECK(lines(ran.out).front() == "raspberrypi");
  CHECK(contains(ran.out, "Window: shut (earshot open opens it)\n"));
  CHECK(contains(ran.out, "Adapter: 00:AA:01:00:00:00, powered; BlueZ "));
  CHECK(contains(ran.out, "Ways to approve: hearing the code\n"));
  CHECK(contains(ran.out, "Voice: en, on quick\n"));
  CHECK(contains(ran.out, "Pixel\t00:AA:01:01:00:01\t"));
  CHECK(contains(ran.out, "compare\tadmitted, by heard\n"));
  CHECK(home.earshot({"status"}).out == ran.out);
}

TEST_CASE("JSON is what its golden output is") {
  Home home;
  const auto check = [&](const char* name, std::vector<std::string> words) {
    INFO(name);
    words.emplace_back("--json");
    const Ran ran = home.earshot(words);
    CHECK(ran.status == 0);
    CHECK(compact(steady(ran.out)) == compact(golden(name)));
  };
  check("devices", {"devices"});
  check("log", {"log"});
  check("status", {"status"});
  check("config",
        {"config", "services", "--config", home.earshot.config_file()});
  check("version", {"version"});
  check("close", {"close"});
  check("forget", {"forget", "--all"});
}

TEST_CASE("the window is opened for a time, and shut") {
  Home home;
  Ran ran = home.earshot({"open", "10min"});
  CHECK(ran.status == 0);
  CHECK(contains(ran.out, "open for 10 min"));
  CHECK(contains(ran.out, "'raspberrypi'"));
  REQUIRE(wait_until([&] { return home.house.is_visible(); }));
  ran = home.earshot({"status"});
  CHECK((contains(ran.out, "Window: open for 10 min") ||
         contains(ran.out, "Window: open for 9 min 5")));
  CHECK(home.earshot({"close"}).out == "The pairing window is shut.\n");
  CHECK(wait_until([&] { return home.house.is_hidden(); }));
  CHECK(contains(home.earshot({"open", "5", "min"}).out, "open for 5 min"));
  for (const char* wrong : {"10", "5s", "2h", "soon"}) {
    ran = home.earshot({"open", wrong});
    CHECK(ran.status == 2);
    CHECK(contains(ran.error, "10s to 1h"));
  }
}

TEST_CASE("the owner's yes and no, to nobody but whom he means") {
  House house{by_command()};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  CHECK(contains(earshot({"yes"}).error, "no device is asking"));
  auto& answer =
      house.bluez.confirm(house.stranger("Bert", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until(
      [&] { return contains(earshot({}).out, "Waiting: Bert (00:AA"); }));
  const Ran other = earshot({"yes", "Eve"});
  CHECK(other.status == 1);
  CHECK(contains(other.error, "Eve is not the one waiting"));
  CHECK(contains(other.error, "Bert (00:AA:01:01:00:02)"));
  SECTION("yes") {
    BusOwner owner{house.bus()};
    REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
    const Ran ran = earshot({"yes", "Bert"});
    CHECK(ran.out == "Bert (00:AA:01:01:00:02) is let in.\n");
    CHECK(wait_until([&] { return answer.answered; }));
    CHECK(answer.accepted);
  }
  SECTION("no") {
    const Ran ran = earshot({"no", "--json"});
    CHECK(contains(compact(ran.out), R"("answer":"no")"));
    CHECK(wait_until([&] { return answer.answered; }));
    CHECK_FALSE(answer.accepted);
    CHECK(contains(earshot({"log"}).out, "somebody said no"));
  }
}

TEST_CASE("a yes tells whether the code has yet to be said to its end") {
  Config config = by_command();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  BusOwner owner{house.bus()};
  house.bluez.confirm(house.stranger("Bert", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "true"; }));
  const Ran early = earshot({"yes"});
  CHECK(early.status == 1);
  CHECK(contains(early.error, "has not been said yet"));
  REQUIRE(wait_until([&] { return owner.was_told(); }));
  CHECK(earshot({"yes"}).out ==
        "Bert (00:AA:01:01:00:02) will be let in once the code has been "
        "said.\n");
}

TEST_CASE("a yes waits at a terminal, and tells what became of it") {
  House house{by_command()};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  BusOwner owner{house.bus()};
  const std::string bert = house.stranger("Bert", "00:AA:01:01:00:02");
  auto& answer = house.bluez.confirm(bert, 470391);
  REQUIRE(wait_until([&] { return owner.printed("Speaking") == "false"; }));
  const auto [command, said] = GENERATE(table<const char*, const char*>(
      {{"script --quiet --return --command \"$EARSHOT yes\" /dev/null",
        "Bert (00:AA:01:01:00:02) is let in."},
       {"$EARSHOT yes --wait --json", "\"outcome\" : \"admitted\""}}));
  Process yes = earshot.start_shell(command);
  REQUIRE(wait_until([&] { return answer.accepted; }));
  house.bluez.bond(bert);
  CHECK(yes.exit_status() == 0);
  INFO(yes.output);
  CHECK(contains(yes.out, said));
}

TEST_CASE("a yes to what is refused all the same says why") {
  Config config = by_command();
  config.sound.output = "real_time";
  House house{config};
  REQUIRE(house.open());
  Desk earshot{house.bus().address()};
  BusOwner owner{house.bus()};
  house.bluez.confirm(house.stranger("Bert", "00:AA:01:01:00:02"), 470391);
  REQUIRE(wait_until([&] { return owner.was_told(); }));
  const auto file = earshot.directory / "said";
  Process yes =
      earshot.start_shell("exec $EARSHOT yes --wait >" + file.string());
  REQUIRE(wait_until([&] {
    return contains(TemporaryDirectory::read(file),
                    "Bert (00:AA:01:01:00:02) will be let in once the code "
                    "has been said.\n");
  }));
  CHECK(earshot({"no"}).status == 0);
  CHECK(yes.exit_status() == 1);
  CHECK(contains(TemporaryDirectory::read(file),
                 "Bert (00:AA:01:01:00:02) was refused: somebody said no."));
}

TEST_CASE("a broken configuration at the start is told with its remedy") {
  Config config = House::quick();
  config.pairing.safe = false;
  House house{config};
  house.bluez.appear();
  house.start();
  house.daemon->report(Problem::mistake, true);
  Desk earshot{house.bus().address()};
  const Ran status = earshot({});
  CHECK(contains(status.out,
                 "Window: shut: the configuration has a mistake "
                 "(fix it (earshot check), then"));
  CHECK_FALSE(contains(status.out, "Ways to approve"));
  const Ran open = earshot({"open"});
  CHECK(open.status == 1);
  CHECK(contains(open.error, "the configuration has a mistake"));
  CHECK(contains(open.error, "sudo systemctl reload earshot"));
}

TEST_CASE("a yes that the configuration does not list says so") {
  Home home;
  REQUIRE(home.earshot({"open"}).status == 0);
  REQUIRE(wait_until([&] { return home.house.is_visible(); }));
  // The card of this test is as slow as a real one, so that there is time.
  home.house.bluez.confirm(home.house.stranger("Bert", "00:AA:01:01:00:02"),
                           470391);
  const Ran ran = home.earshot({"yes"});
  CHECK(ran.status == 1);
  CHECK((contains(ran.error, "consent does not list command") ||
         contains(ran.error, "no device is asking")));
}

TEST_CASE("who is forgotten is named by name or address, in any case") {
  Home home;
  SECTION("by name") {
    CHECK(home.earshot({"forget", "pixel"}).out ==
          "Pixel (00:AA:01:01:00:01) has been forgotten.\n");
  }
  SECTION("by address") {
    CHECK(home.earshot({"forget", "00:aa:01:01:00:01"}).status == 0);
  }
  SECTION("all") {
    CHECK(home.earshot({"forget", "--all"}).status == 0);
  }
  CHECK(wait_until([&] { return !home.house.bluez.has(home.anna); }));
  CHECK(home.earshot({"devices"}).out == "");
  CHECK(contains(home.earshot({}).out, "No phones are paired yet.\n"));
}

TEST_CASE("a name of several words needs no quotes") {
  House house;
  REQUIRE(house.open());
  const std::string phone = house.stranger("Pixel 8");
  auto& answer = house.bluez.confirm(phone, 470391);
  REQUIRE(wait_until([&] { return answer.answered; }));
  house.bluez.bond(phone);
  REQUIRE(wait_until([&] { return house.is_hidden(); }));
  Desk earshot{house.bus().address()};
  CHECK(earshot({"forget", "pixel", "8"}).out ==
        "Pixel 8 (00:AA:01:01:00:01) has been forgotten.\n");
}

TEST_CASE("a mistyped name gets the nearest one, and nothing is lost") {
  Home home;
  const Ran ran = home.earshot({"forget", "Pixl"});
  CHECK(ran.status == 1);
  CHECK(contains(ran.error, "did you mean Pixel?"));
  CHECK(home.earshot({"forget"}).status == 2);
  CHECK(home.earshot({"forget", "Pixel", "--all"}).status == 2);
  const Ran stranger = home.earshot({"forget", "00:AA:01:01:00:77"});
  CHECK(stranger.status == 1);
  CHECK(contains(stranger.error, "00:AA:01:01:00:77"));
  CHECK(home.house.bluez.has(home.anna));
}

TEST_CASE("two of one name are told apart by their addresses") {
  Home home;
  REQUIRE(home.earshot({"open"}).status == 0);
  REQUIRE(wait_until([&] { return home.house.is_visible(); }));
  home.house.friendly("00:AA:01:01:00:02");
  const Ran ran = home.earshot({"forget", "Pixel"});
  CHECK(ran.status == 1);
  CHECK(contains(ran.error, "00:AA:01:01:00:01 00:AA:01:01:00:02"));
}

TEST_CASE("at a terminal, forgetting asks first") {
  Home home;
  Ran ran = home.earshot.at_terminal(80, "forget Pixel", "n\n");
  CHECK(contains(ran.out, "Forget Pixel (00:AA:01:01:00:01)? [y/N]"));
  CHECK(ran.status == 1);
  CHECK(home.house.bluez.has(home.anna));
  ran = home.earshot.at_terminal(80, "forget Pixel", "y\n");
  CHECK(ran.status == 0);
  CHECK(wait_until([&] { return !home.house.bluez.has(home.anna); }));
  ran = home.earshot.at_terminal(80, "forget --all --yes");
  CHECK(contains(ran.out, "No phones were paired."));
}

TEST_CASE("a device is blocked, shown as that, and let go again") {
  Home home;
  CHECK(home.earshot({"block", "Pixel"}).out ==
        "Pixel (00:AA:01:01:00:01) is blocked.\n");
  REQUIRE(
      wait_until([&] { return home.house.bluez.flag(home.anna, "Blocked"); }));
  CHECK(wait_until([&] {
    return contains(compact(home.earshot({"devices", "--json"}).out),
                    R"("blocked":[{"name":"Anna")");
  }));
  CHECK(home.earshot({"block", "--undo", "00:AA:01:01:00:01"}).status == 0);
  CHECK(
      wait_until([&] { return !home.house.bluez.flag(home.anna, "Blocked"); }));
}

TEST_CASE("what another program paired is shown, and forgotten by its name") {
  Home home;
  const std::string other = home.house.stranger("Tom", "00:AA:01:01:00:02");
  home.house.bluez.bond(other);
  CHECK(wait_until([&] {
    return contains(compact(home.earshot({"devices", "--json"}).out),
                    R"("unlisted":[{"name":"Tom")");
  }));
  const Ran screen = home.earshot.at_terminal(80, "devices");
  CHECK(contains(screen.out, "PAIRED, NOT LET IN"));
  CHECK(contains(screen.out, "00:AA:01:01:00:02"));
  CHECK(contains(home.earshot({"forget", "Tom"}).out,
                 "Tom (00:AA:01:01:00:02) has been forgotten."));
  CHECK(wait_until([&] { return !home.house.bluez.has(other); }));
}

TEST_CASE("the log reaches back as far as is asked for") {
  Home home;
  CHECK(lines(home.earshot({"log"}).out).size() == 1);
  CHECK(lines(home.earshot({"log", "--since", "1h"}).out).size() == 1);
  CHECK(lines(home.earshot({"log", "--since=today"}).out).size() == 1);
  CHECK(home.earshot({"log", "--since", "2999-01-01"}).out == "");
  const Ran wrong = home.earshot({"log", "--since", "lately"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.error, "'lately' is not a time"));
  CHECK(contains(wrong.error, "yesterday"));
}

TEST_CASE("watch tells what happens, while it happens") {
  Home home;
  const auto file = home.earshot.directory / "seen";
  Process watch = home.earshot.start_shell(
      std::string{"exec "} + g_getenv("EARSHOT") + " watch >" + file.string());
  glib::Timeout look;
  look.every(std::chrono::milliseconds{20}, [] {});
  const auto seen = [&](const std::string& text) {
    return wait_until(
        [&] { return contains(TemporaryDirectory::read(file), text); });
  };
  REQUIRE(seen("the pairing window is shut"));
  REQUIRE(home.earshot({"open", "60s"}).status == 0);
  CHECK(seen("the pairing window is open for "));
  REQUIRE(wait_until([&] { return home.house.is_visible(); }));
  home.house.friendly("00:AA:01:01:00:02");
  CHECK(seen("Pixel (00:AA:01:01:00:02) asks to compare a code"));
  CHECK(seen("Pixel (00:AA:01:01:00:02) is paired, by hearing the code"));
  REQUIRE(home.house.stop());
  CHECK(seen("earshotd has ended"));
  watch.signal(SIGINT);
  CHECK(watch.exit_status() == 0);
}

TEST_CASE("watch ends when nobody reads it any more") {
  Home home;
  Process watch = home.earshot.start_shell(std::string{g_getenv("EARSHOT")} +
                                           " watch --json | head -n 1");
  glib::Timeout look;
  bool open = true;
  look.every(std::chrono::milliseconds{200}, [&] {
    home.earshot({open ? "open" : "close"});
    open = !open;
  });
  CHECK(watch.exit_status() == 0);
  CHECK(contains(watch.out, "\"event\":\"opened\""));
}

TEST_CASE("the effective configuration names the file of each value") {
  Home home;
  home.earshot.config("[voice]\nrate = 150\n");
  std::filesystem::create_directory(home.earshot.directory / "earshot.conf.d");
  home.earshot.directory.write("earshot.conf.d/10.conf",
                               "[voice]\nrate = 170\n");
  const std::string file = "--config=" + home.earshot.config_file();
  CHECK(home.earshot({"config", "rate", file}).out ==
        "[voice] rate\t170\t" + home.earshot.config_file() + ".d/10.conf:2\n");
  CHECK(home.earshot({"config", "voice.repeat", file}).out ==
        "[voice] repeat\t2\tdefault\n");
  CHECK(contains(home.earshot({"config", "raet", file}).error,
                 "did you mean rate?"));
  const auto changed = lines(home.earshot({"config", "--changed", file}).out);
  REQUIRE(changed.size() == 2);
  CHECK(contains(changed[0] + changed[1], "[sound] output\tquick\t"));
  CHECK(contains(changed[0] + changed[1], "[voice] rate\t170\t"));
  home.earshot.config("[voice]\nrate = 5000\n[door]\n");
  const Ran wrong = home.earshot({"config", file});
  CHECK(wrong.status == 1);
  CHECK(contains(wrong.error, "earshot.conf:5: [door]: no such group"));
}

TEST_CASE("check says what earshotd --check-config says, to anybody") {
  Desk earshot{"unix:path=/nowhere"};
  const std::string file = "--config=" + earshot.config_file();
  Ran ran = earshot({"check", file});
  CHECK(ran.status == 0);
  CHECK(ran.out == earshot.config_file() + ": all is well\n");
  earshot.config("[voice]\nrate = 5000\n");
  ran = earshot({"check", file});
  CHECK(ran.status == 1);
  CHECK(ran.out == "");
  CHECK(contains(ran.error, earshot.config_file()));
  CHECK(contains(ran.error, "[voice] rate = 5000"));
}

TEST_CASE("versions, help, and words that are none") {
  Home home;
  CHECK(home.earshot({"--version"}).out == "earshot " EARSHOT_VERSION
                                           ", earshotd " EARSHOT_VERSION "\n");
  const Ran help = home.earshot({"--help"});
  CHECK(help.status == 0);
  for (const char* word : {"status", "open", "check", "doctor", "hooks"}) {
    CHECK(contains(help.out, word));
    const Ran more = home.earshot({word, "--help"});
    CHECK(more.status == 0);
    CHECK(contains(more.out, "Usage:"));
    CHECK(home.earshot({"help", word}).out == more.out);
  }
  CHECK(contains(help.out, "  help "));
  CHECK(home.earshot({"help"}).out == help.out);
  Ran wrong = home.earshot({"opne"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.error, "did you mean open?"));
  wrong = home.earshot({"status", "--jsno"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.error, "--jsno"));
  wrong = home.earshot({"close", "now"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.error, "unexpected: now"));
}

TEST_CASE("forty columns are enough") {
  Home home;
  for (const char* words :
       {"status", "devices", "log", "--help", "yes --help"}) {
    const Ran ran = home.earshot.at_terminal(40, words);
    CHECK(ran.status == 0);
    if (std::string{words}.ends_with("--help")) continue;  // GLib's own lines
    for (const std::string& line : lines(ran.out)) {
      const std::string plain = replaced(line, "\x1b\\[[0-9]*m|\r", "");
      INFO(plain);
      CHECK(cli::columns(plain) <= 40);
    }
  }
}

TEST_CASE("colours are for terminals that want them") {
  Home home;
  CHECK(contains(home.earshot.at_terminal(80, "status").out, "\x1b[1m"));
  home.earshot.set("NO_COLOR", "1");
  CHECK_FALSE(contains(home.earshot.at_terminal(80, "status").out, "\x1b["));
  CHECK_FALSE(contains(home.earshot({"status"}).out, "\x1b["));
}
