// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/kernel.hpp"

#include "host/bluetooth_settings.hpp"
#include "test/support/catch.hpp"
#include "test/support/temporary.hpp"

TEST_CASE("a kernel without the fix of CVE-2024-8805 is known") {
  const auto [release, version, fixed] =
      GENERATE(table<const char*, const char*, bool>({
          {"6.1.0-18-amd64",
           "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)", false},
          {"6.1.0-28-arm64", "#1 SMP Debian 6.1.119-1 (2024-11-22)", true},
          {"6.1.112", "#1 SMP", false},
          {"6.1.113", "#1 SMP", true},
          {"6.6.51+rpt-rpi-v8",
           "#1 SMP PREEMPT Debian 1:6.6.51-1+rpt3 (2024-10-08)", false},
          {"6.6.62+rpt-rpi-v8",
           "#1 SMP PREEMPT Debian 1:6.6.62-1+rpt1 (2024-11-25)", true},
          {"6.11.2-amd64", "#1 SMP PREEMPT_DYNAMIC Debian 6.11.2-1", false},
          {"6.11.3", "#1 SMP", true},
          {"6.9.12", "#1 SMP", false},
          {"6.12.48+deb13-amd64", "#1 SMP Debian 6.12.48-1", true},
          {"6.12", "#1", true},
          {"7.0.1", "#1", true},
          {"5.15.199", "#1", false},
          {"", "", false},
          {"nonsense", "Debian nonsense", false},
      }));
  const Kernel kernel{release, version};
  CHECK(kernel.asks_before_just_works() == fixed);
}

TEST_CASE("dangerous settings of bluetoothd are named") {
  const TemporaryDirectory etc;
  CHECK(dangers(etc / "main.conf").empty());
  etc.write("main.conf", "[General]\nJustWorksRepairing = always\n");
  REQUIRE(dangers(etc / "main.conf").size() == 1);
  CHECK(dangers(etc / "main.conf").front().find("JustWorksRepairing=never") !=
        std::string::npos);
  etc.write("main.conf",
            "[General]\nJustWorksRepairing = never\nAlwaysPairable = true\n");
  CHECK(dangers(etc / "main.conf").size() == 1);
  etc.write("main.conf", "[General]\nAlwaysPairable = 1\n");
  CHECK(dangers(etc / "main.conf").size() == 1);
  etc.write("main.conf", "[General]\nAlwaysPairable = 0\n");
  CHECK(dangers(etc / "main.conf").empty());
}
