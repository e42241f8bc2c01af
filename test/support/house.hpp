// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/daemon.hpp"
#include "test/fakes/fake_bluealsa.hpp"
#include "test/fakes/fake_bluez.hpp"
#include "test/support/private_bus.hpp"
#include "test/support/temporary.hpp"
#include "test/support/wait.hpp"

inline constexpr const char* audio_sink =
    "0000110d-0000-1000-8000-00805f9b34fb";
inline constexpr const char* keyboard = "00001124-0000-1000-8000-00805f9b34fb";

/** A private bus, a fake BlueZ, a sound card with a tape, and the daemon. */
class House {
 public:
  static inline const std::string adapter = "/org/bluez/hci0";
  static inline const std::string adapter_address = "00:AA:01:00:00:00";

  explicit House(Config config = quick()) : config_{std::move(config)} {
    bluez.add_adapter("hci0", adapter_address);
  }
  ~House() {
    daemon.reset();
    g_dbus_connection_close_sync(bus_.get(), nullptr, nullptr);
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /** Every knock asks for up, up, down, up, down. */
  static std::uint32_t row() { return 0b01011; }

  static Config quick() {
    Config config;
    config.pairing.consent = {pairing::Consent::heard};
    config.pairing.first_heard = false;
    config.sound.output = "quick";
    config.voice.wake = std::chrono::milliseconds{100};
    return config;
  }

  /** Starts the daemon; `power_on` opens the window. */
  void start(bool power_on = true) {
    daemon.emplace(*bus_, config_,
                   Daemon::Paths{.state = state.path(),
                                 .phrasebooks = books,
                                 .runtime = state.path()},
                   row);
    daemon->start(power_on);
  }
  /** As at power-on, until strangers can see the box and all was said. */
  bool open() {
    bluez.appear();
    start();
    return wait_until([&] { return is_visible(); });
  }
  /** As on SIGTERM; the agent is gone then. */
  bool stop() {
    bool stopped = false;
    daemon->stop([&] { stopped = true; });
    const bool done = wait_until([&] { return stopped; });
    daemon.reset();
    return done && wait_until([&] { return !bluez.has_agent(); });
  }
  bool is_visible() const {
    return bluez.has(adapter) && bluez.flag(adapter, "Discoverable");
  }
  bool is_hidden() const {
    return !bluez.flag(adapter, "Discoverable") &&
           !bluez.flag(adapter, "Pairable");
  }
  /** A phone that nobody knows, connected. */
  std::string stranger(const char* alias = "Pixel",
                       const char* address = "00:AA:01:01:00:01") {
    return bluez.add_device(address, alias);
  }
  /** A phone that went the whole way in. */
  std::string friendly(const char* address = "00:AA:01:01:00:01") {
    const std::string phone = stranger("Pixel", address);
    auto& answer = bluez.confirm(phone, 470391);
    wait_until([&] { return answer.answered; });
    bluez.bond(phone);
    wait_until([&] { return is_hidden(); });
    return phone;
  }
  bool authorized(const std::string& device, const char* uuid = audio_sink) {
    auto& answer = bluez.authorize(device, uuid);
    return wait_until([&] { return answer.answered; }) && answer.accepted;
  }
  /** This is in the list of admitted phones on the disk, or will be soon. */
  bool lists(const std::string& text) const {
    return wait_until([&] { return list().find(text) != std::string::npos; });
  }
  /** It is not, or will soon be no more. */
  bool lists_not(const std::string& text) const {
    return wait_until([&] { return list().find(text) == std::string::npos; });
  }
  std::string list() const {
    return TemporaryDirectory::read(state / "admitted");
  }
  static std::string phrasebooks() { return g_getenv("EARSHOT_PHRASEBOOKS"); }

  TemporaryDirectory state;
  Tape tape;
  std::string books = phrasebooks();  ///< what the daemon speaks by

 private:
  PrivateBus private_bus_;
  Config config_;
  glib::Object<GDBusConnection> bus_ = private_bus_.connect();

 public:
  FakeBluez bluez{private_bus_.connect()};
  FakeBluealsa bluealsa{private_bus_.connect()};
  const PrivateBus& bus() const { return private_bus_; }
  std::optional<Daemon> daemon;
};
