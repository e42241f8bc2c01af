// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/daemon.hpp"

#include <random>
#include <utility>

#include "daemon/parts.hpp"

std::uint32_t Daemon::unguessable() {
  static std::random_device device;
  return device();
}

Daemon::Daemon(GDBusConnection& bus, const Config& config, Paths paths,
               Random random)
    : parts_{std::make_unique<Parts>(bus, config, std::move(paths), random)} {}

Daemon::~Daemon() = default;

void Daemon::start(bool power_on) {
  report(Problem::no_language, parts_->announcer.is_makeshift());
  parts_->await_bluetooth();
  parts_->loop.on(pairing::Listed{parts_->admissions.is_owned()});
  if (parts_->admissions.any_tentative())
    parts_->loop.on(pairing::Tentative{power_on});
  const auto [wrong_rows, rests] = parts_->failures.counts();
  parts_->loop.on(pairing::Failures{wrong_rows, rests});
  if (power_on) parts_->reconnection.begin();
  parts_->loop.start(power_on);
}

void Daemon::reconfigure(const Config& config) {
  parts_->announcer.settings(Parts::announcer_settings(config, parts_->paths));
  report(Problem::no_language, false);
  parts_->configure(config);
  parts_->loop.on(pairing::Reconfigured{config.pairing});
  if (parts_->mirror.complete()) parts_->tell_devices();
  parts_->offer_acts();
}

void Daemon::report(Problem problem, bool is_there) {
  parts_->loop.read_clock();
  parts_->problems.report(problem, is_there);
}

void Daemon::stop(std::function<void()> done) {
  parts_->loop.on(pairing::Stopped{});
  parts_->music.come_back();
  parts_->stage.end();
  parts_->readiness.leave(std::move(done));
}
