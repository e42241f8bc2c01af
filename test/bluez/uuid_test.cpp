// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/uuid.hpp"

#include <string>
#include <vector>

#include "test/support/catch.hpp"

using bluez::is_allowed;
using bluez::is_audio;
using bluez::is_hid;
using bluez::is_uuid;

TEST_CASE("the services of A2DP and AVRCP are audio") {
  CHECK(is_audio("0000110d-0000-1000-8000-00805f9b34fb"));
  CHECK(is_audio("0000110E-0000-1000-8000-00805F9B34FB"));
}

TEST_CASE("a keyboard, a network, a file transfer and a headset are not") {
  for (const char* uuid :
       {"00001124-0000-1000-8000-00805f9b34fb",  // HID
        "00001115-0000-1000-8000-00805f9b34fb",  // PANU
        "00001116-0000-1000-8000-00805f9b34fb",  // NAP
        "00001105-0000-1000-8000-00805f9b34fb",  // OPP
        "0000111e-0000-1000-8000-00805f9b34fb",  // HFP
        "0000110d-0000-1000-8000-00805f9b34fc",  // A2DP's, but for one digit
        "0000110d", "", "110d"}) {
    INFO(uuid);
    CHECK_FALSE(is_audio(uuid));
  }
}

TEST_CASE("a phone may use audio, or what is listed and nothing else") {
  const std::vector<std::string> keyboards{
      "00001124-0000-1000-8000-00805f9b34fb"};
  CHECK(is_allowed(bluez::audio_sink, {}));
  CHECK_FALSE(is_allowed(keyboards.front(), {}));
  CHECK(is_allowed("00001124-0000-1000-8000-00805F9B34FB", keyboards));
  CHECK_FALSE(is_allowed(bluez::audio_sink, keyboards));
}

TEST_CASE("HID and HID over GATT type, and A2DP does not") {
  CHECK(is_hid("00001124-0000-1000-8000-00805f9b34fb"));
  CHECK(is_hid("00001812-0000-1000-8000-00805F9B34FB"));
  CHECK_FALSE(is_hid("0000110d-0000-1000-8000-00805f9b34fb"));
}

TEST_CASE("a UUID is 128 bits with hyphens") {
  CHECK(is_uuid("0000110d-0000-1000-8000-00805f9b34fb"));
  for (const char* text : {"", "110d", "0000110d-0000-1000-8000-00805f9b34f",
                           "0000110d-0000-1000-8000-00805f9b34fbb",
                           "0000110d00000100008000000805f9b34fbx",
                           "0000110g-0000-1000-8000-00805f9b34fb"}) {
    INFO(text);
    CHECK_FALSE(is_uuid(text));
  }
}
