// SPDX-License-Identifier: GPL-3.0-or-later
// What BlueZ's objects mean for the parts.
#include "daemon/parts.hpp"

Mirror::Listener Daemon::Parts::mirror_listener() {
  return {
      .came =
          [this](const char* owner) {
            g_message("bluetoothd is there");
            agent.trust(owner);
          },
      .complete = [this] { bluez_is_there(); },
      .went = [this] { bluez_is_gone(); },
      .device_changed =
          [this](const pairing::Device& path, const bluez::Device* before) {
            device_changed(path, before);
          },
      .device_gone =
          [this](const pairing::Device& path) {
            pcms.forget(path);
            volume_links.forget(path);
            loop.on(pairing::DeviceGone{path});
            offer_acts();
            stays.check_removed();
            visits.gone(path);
            stage.check();
          },
      .transport_changed =
          [this](const bluez::Transport& transport,
                 std::optional<std::uint8_t> volume) {
            transport_changed(transport, volume);
          },
      .transport_gone =
          [this](const pairing::Device& device) {
            stage.check();
            volume_links.check(device);
            offer_acts();
          },
      .control =
          [this](const pairing::Device& device, GVariant* properties) {
            // Both ends of a link that drop it would be in each other's way.
            if (readiness.adapters().has_device(device))
              volume_links.control_changed(device, properties,
                                           mirror.complete());
          },
      .adapter =
          [this](const char* path, GVariant* properties) {
            readiness.update_adapter(path, properties);
          },
      .player =
          [this](const char* path, const bluez::Player* player) {
            music.player_changed(path, player);
            stage.check();
            if (player) tell_playing(player->device);
          },
  };
}

void Daemon::Parts::bluez_is_there() {
  if (readiness.adapters().speaker_name().empty())
    g_message("there is no Bluetooth adapter; waiting for one");
  visits.begin();
  // Only now is each device's adapter known, and so our list's word.
  stays.check();
  stage.check();
  problems.report(Problem::no_bluetooth, false);
  report_adapters();
  for (const auto& [path, device] : mirror.devices()) {
    tell_unlisted(path, nullptr);
    tell_keyboard(path, nullptr);
  }
  tell_devices();
  offer_acts();
  readiness.begin();
  stays.check_removed();
}

void Daemon::Parts::tell_devices() {
  for (const auto& [path, device] : mirror.devices())
    loop.on(pairing::DeviceChanged{path, mirror.standing(path)});
}

void Daemon::Parts::bluez_is_gone() {
  g_message("bluetoothd is gone; waiting for it");
  agent.trust(nullptr);
  readiness.end();
  music.clear();
  stage.check();
  volume_links.clear();
  visits.clear();
  offer_acts();
  problems.report(Problem::no_adapter, false);
  problems.report(Problem::off, false);
  await_bluetooth();
}

void Daemon::Parts::device_changed(const pairing::Device& path,
                                   const bluez::Device* before) {
  const bluez::Device& device = *mirror.devices().find(path);
  const bool is_another = mirror.complete() && has_taken_address(path, before);
  if (before && before->address != device.address)
    admissions.readdress(mirror.key(*before), device.address);
  if (is_another) {
    g_warning("%s has the address of an admitted phone, and is another",
              mirror.describe(path).c_str());
    loop.on(pairing::TookAddress{path});
  }
  if (mirror.complete() && before && before->connected != device.connected &&
      mirror.standing(path).admitted)
    owner.happened(device.connected ? "connected" : "disconnected",
                   control::facts(mirror.known(path)));
  tell_unlisted(path, before);
  tell_keyboard(path, before);
  // Before all objects are there, our list can't be asked: it goes by the
  // adapter's address.
  if (mirror.complete())
    loop.on(pairing::DeviceChanged{path, mirror.standing(path)});
  if (before && before->connected != device.connected)
    volume_links.forget(path);
  offer_acts();
  stage.check();
  visits.check(path);
}

bool Daemon::Parts::has_taken_address(const pairing::Device& path,
                                      const bluez::Device* before) const {
  const bluez::Device& device = *mirror.devices().find(path);
  const Admissions::Key key = mirror.key(device);
  if (!admissions.list().contains(key)) return false;
  // A new object beside the one that is in; or one that has become its like.
  if (!before) return mirror.is_shared(key, path);
  return before->address != device.address &&
         !admissions.list().contains(mirror.key(*before));
}

void Daemon::Parts::tell_unlisted(const pairing::Device& path,
                                  const bluez::Device* before) {
  const auto* asking = loop.core().asking();
  if (!mirror.is_unlisted(path) || (asking && *asking == path) ||
      (before && (before->bonded || before->trusted)))
    return;
  g_message(
      "%s was paired or trusted by another program: it is not admitted (see "
      "earshot devices)",
      mirror.describe(path).c_str());
}

void Daemon::Parts::tell_keyboard(const pairing::Device& path,
                                  const bluez::Device* before) {
  if (!mirror.devices().find(path)->is_keyboard || !mirror.complete() ||
      (before && before->is_keyboard) || !mirror.standing(path).admitted)
    return;
  g_warning(
      "%s is admitted, and offers to be a keyboard: over LE, BlueZ asks nobody "
      "whether it may type (see earshot doctor)",
      mirror.describe(path).c_str());
}

void Daemon::Parts::transport_changed(const bluez::Transport& transport,
                                      std::optional<std::uint8_t> volume) {
  const pairing::Device& device = transport.device;
  if (transport.plays() && pcms.may_be_heard(device)) {
    g_debug("%s has a stream that is not muted", device.c_str());
    loop.on(pairing::NotMuted{device});
  }
  music.sources_changed();
  stage.check();
  const bool sent = volume_links.check(device);
  offer_acts();
  visits.check(device);
  reconnection.check(device);
  tell_playing(device);
  if (volume)
    loop.on(
        pairing::VolumeChanged{device, *volume, mirror.standing(device), sent});
}

void Daemon::Parts::tell_playing(const pairing::Device& device) {
  using Source = pairing::Played::Source;
  loop.on(pairing::Played{device, Source::stream, mirror.plays(device)});
  for (const auto& [path, player] : mirror.players())
    if (player.device == device && !player.status.empty())
      loop.on(pairing::Played{device, Source::player, player.plays()});
}
