// SPDX-License-Identifier: GPL-3.0-or-later
// Each word of the command against a daemon on a private bus.
#include "cli/output/columns.hpp"
#include "test/cli/home.hpp"
#include "test/fakes/fake_bluealsa.hpp"
#include "test/support/bus_owner.hpp"
#include "test/support/catch.hpp"

namespace {

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
  replace("\"(earshotd?|version)\" : \"[^\"]+\"", "\"\\1\" : \"0.2.0\"");
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

TEST_CASE("status tells who plays, in which codec and at which rate") {
  Home home;
  const auto status = [&] { return home.earshot({"status"}).out; };
  CHECK_FALSE(contains(status(), "Music: "));
  const std::string stream = home.house.bluez.add_transport(home.anna);
  home.house.bluez.set(stream, "State", g_variant_new_string("active"));
  CHECK(wait_until([&] { return contains(status(), "Music: Pixel\n"); }));
  FakeBluealsa bluealsa{home.house.bus().connect()};
  const std::string pcm = bluealsa.add_pcm(home.anna);
  bluealsa.appear();
  CHECK(wait_until(
      [&] { return contains(status(), "Music: Pixel (SBC, 44.1 kHz)\n"); }));
  // BlueALSA from 4.2 on calls it so.
  bluealsa.set(pcm, "Codec", g_variant_new_string("AAC"));
  bluealsa.set(pcm, "Rate", g_variant_new_uint32(48'000));
  CHECK(wait_until(
      [&] { return contains(status(), "Music: Pixel (AAC, 48 kHz)\n"); }));
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
  home.earshot.config("output = spare\n");
  check("output", {"output", "--config", home.earshot.config_file()});
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
