// SPDX-License-Identifier: GPL-3.0-or-later
// The files that add to earshot.conf, the owner's and a package's.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "test/config/reading.hpp"

TEST_CASE("drop-ins override the file in the order of their names") {
  const TemporaryDirectory directory;
  const std::string file =
      directory.write("earshot.conf", "[voice]\nrate = 150\nlanguages = fr\n");
  std::filesystem::create_directory(directory / "earshot.conf.d");
  directory.write("earshot.conf.d/20-b.conf", "[voice]\nrate = 170\n");
  directory.write("earshot.conf.d/10-a.conf",
                  "[voice]\nrate = 160\nlanguage = en, fr\n");
  directory.write("earshot.conf.d/30-c.conf.dpkg-old", "[voice]\nrate = 300\n");
  directory.write("earshot.conf.d/.hidden.conf", "[voice]\nrate = 300\n");
  const Config config = read_config(file, languages);
  CHECK(config.voice.rate == 170);
  CHECK(config.voice.languages == std::vector<std::string>{"en", "fr"});

  std::map<std::string, std::string> from;
  for (const auto& value : effective_config(file, languages).values)
    from[value.key] =
        fmt::format("{}:{}|{}", value.file, value.line, value.text);
  CHECK(from["rate"] ==
        (directory / "earshot.conf.d/20-b.conf").string() + ":2|170");
  CHECK(from["repeat"] == ":0|2");

  directory.write("earshot.conf.d/20-b.conf", "[voice]\nrate = 1\nspeed = 2\n");
  const auto wrong = effective_config(file, languages).mistakes;
  REQUIRE(wrong.size() == 2);
  CHECK(contains(wrong[0], "20-b.conf:3: [voice] speed: no such key"));
  CHECK(contains(wrong[1], "20-b.conf:2: [voice] rate = 1: "));
}

TEST_CASE("a package's drop-in counts until the owner has one of its name") {
  const TemporaryDirectory root;
  std::filesystem::create_directories(root / "etc/earshot.conf.d");
  std::filesystem::create_directories(root / "usr/lib/earshot.conf.d");
  const std::string file = root.write("etc/earshot.conf", "");
  root.write("usr/lib/earshot.conf.d/10-package.conf",
             "[services]\ntrust = yes\n[voice]\nrate = 150\n");
  CHECK(read_config(file, languages).pairing.trust);
  SECTION("later by name") {
    root.write("etc/earshot.conf.d/my.conf", "[services]\ntrust = no\n");
    CHECK_FALSE(read_config(file, languages).pairing.trust);
    CHECK(read_config(file, languages).voice.rate == 150);
  }
  SECTION("hidden by name") {
    root.write("etc/earshot.conf.d/10-package.conf", "");
    CHECK(read_config(file, languages) == Config{});
  }
  SECTION("a mistake in it names it") {
    root.write("usr/lib/earshot.conf.d/10-package.conf",
               "[services]\ntrust = maybe\n");
    const auto wrong = effective_config(file, languages).mistakes;
    REQUIRE(wrong.size() == 1);
    CHECK(contains(wrong[0], "/usr/lib/earshot.conf.d/10-package.conf:2: "));
  }
}
