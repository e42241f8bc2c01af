// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "test/support/catch.hpp"
#include "test/support/house.hpp"

inline Config with(pairing::Acts consent) {
  Config config = House::quick();
  config.pairing.consent = consent;
  return config;
}

inline void set_volume(House& house, const std::string& transport, int level) {
  house.bluez.set(transport, "Volume",
                  g_variant_new_uint16(static_cast<guint16>(level)));
}

/** A phone that went through the code, and is on probation: its transport.
 * BlueALSA may set its stream to a volume that it had once. */
struct Newcomer {
  explicit Newcomer(House& house, std::optional<int> remembered = {})
      : device{house.stranger()} {
    auto& answer = house.bluez.confirm(device, 470391);
    accepted = wait_until([&] { return answer.answered; }) && answer.accepted;
    if (!accepted) return;
    house.bluez.bond(device);
    accepted = house.authorized(device);
    transport = house.bluez.add_transport(device);
    if (remembered) set_volume(house, transport, *remembered);
    house.bluez.control(device, true);
  }
  std::string device;
  std::string transport;
  bool accepted = false;
};

/** A house in which a knock lets phones in, and one that is on probation. */
struct KnockHouse : House {
  explicit KnockHouse(std::optional<int> remembered = {})
      : House{with({pairing::Consent::knock})}, phone{opened(), remembered} {
    REQUIRE(phone.accepted);
  }

  /** The phone's PCM, once it is muted. */
  std::string muted_pcm() {
    std::string pcm = bluealsa.add_pcm(phone.device);
    REQUIRE(wait_until([&] { return bluealsa.is_muted(pcm); }));
    return pcm;
  }

  Newcomer phone;

 private:
  House& opened() {
    bluealsa.appear();
    REQUIRE(open());
    return *this;
  }
};
