// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/stays.hpp"

#include <algorithm>
#include <ctime>
#include <set>
#include <utility>
#include <vector>

#include "host/address.hpp"
#include "host/printable.hpp"
#include "pairing/words.hpp"
#include "store/clock.hpp"

namespace {

using namespace std::chrono_literals;

// So much longer stays may last where the power is cut.
constexpr auto note_every = 600s;
// bluetoothd takes all objects away when it ends, and an adapter takes its
// devices along: only what is missing beside its adapter twice in a row was
// removed by somebody.
constexpr auto look_for_removed_every = 3s;

/** By how much the clock on the wall is ahead of one that nobody sets. */
std::chrono::seconds ahead() {
  timespec boot{};
  clock_gettime(CLOCK_BOOTTIME, &boot);
  const std::chrono::microseconds wall{g_get_real_time()};
  return std::chrono::round<std::chrono::seconds>(
      wall - std::chrono::seconds{boot.tv_sec} -
      std::chrono::microseconds{boot.tv_nsec / 1000});
}

}  // namespace

Stays::Stays(Admissions& admissions, const Mirror& mirror, Listener listener)
    : admissions_{admissions},
      mirror_{mirror},
      listener_{std::move(listener)},
      ahead_{ahead()},
      clock_{[this] { clock_was_set(); }} {
  const std::string& noted = admissions_.noted_time();
  if (utc::now() < noted) admissions_.shift(-utc::until(noted));
}

void Stays::clock_was_set() {
  const auto before = std::exchange(ahead_, ahead());
  admissions_.shift(ahead_ - before);
  check();
}

void Stays::begin(const pairing::Admit& admit) {
  const pairing::Device path = admit.device;
  const char* by = name(admit.consent);
  const auto* device = mirror_.devices().find(path);
  if (!device) return;
  g_message("admitted: %s, by consent: %s", mirror_.describe(path).c_str(), by);
  std::string until;
  if (length_)
    until = utc::now(std::chrono::ceil<std::chrono::seconds>(*length_));
  admissions_.add(mirror_.key(*device),
                  {printable(device->name), utc::now(), by, std::move(until),
                   admit.tentative},
                  [this, path] { listener_.kept(path); });
  check();
}

void Stays::end(const pairing::Device& path, bool revoked) {
  const auto* device = mirror_.devices().find(path);
  if (!device || !admissions_.list().contains(mirror_.key(*device))) return;
  g_message("no longer admitted: %s", mirror_.describe(path).c_str());
  admissions_.remove(mirror_.key(*device), revoked);
}

void Stays::put_on_probation(const pairing::Device& path,
                             pairing::Ticket ticket) {
  const auto* device = mirror_.devices().find(path);
  if (!device) return;
  admissions_.leave(mirror_.key(*device),
                    [this, ticket] { listener_.on_probation(ticket); });
}

void Stays::leave(const pairing::Device& path) {
  const auto* device = mirror_.devices().find(path);
  if (!device) return;
  const Admissions::Key key = mirror_.key(*device);
  if (device->bonded && !admissions_.leaving().contains(key))
    admissions_.leave(key);
  check_removed();
}

void Stays::check() {
  for (const Admissions::Key& key : admissions_.expired(utc::now())) {
    g_message("the stay of %s is over", key.second.c_str());
    if (auto device = mirror_.find(key))
      listener_.over(std::move(*device));
    else
      admissions_.remove(key, true);
  }
  std::optional<std::chrono::seconds> next;
  for (const auto& [key, admission] : admissions_.list())
    if (!admission.until.empty())
      next = std::min({next.value_or(note_every), note_every,
                       std::chrono::seconds{utc::until(admission.until)}});
  if (next)
    next_.once(std::max(*next, 1s), [this] {
      admissions_.note_time();
      check();
    });
  else
    next_.stop();
}

void Stays::check_removed() {
  // Once, not for each: other devices that come and go would put it off.
  if (!look_.running())
    look_.once(look_for_removed_every, [this] { drop_removed(); });
}

void Stays::drop_removed() {
  std::set<Admissions::Key> missing;
  const auto look_for = [&](const Admissions::Key& key) {
    if (mirror_.knows_adapter(key) && !mirror_.find(key)) missing.insert(key);
  };
  for (const auto& [key, admission] : admissions_.list()) look_for(key);
  // Not its bond: that may be yet to come.
  for (const Admissions::Key& key : admissions_.leaving()) look_for(key);
  for (const Admissions::Key& key : std::exchange(missing_, {})) {
    if (missing.erase(key) == 0) continue;
    if (admissions_.leaving().contains(key)) {
      admissions_.left(key);
      continue;
    }
    g_message("%s was removed from BlueZ and is no longer admitted",
              key.second.c_str());
    admissions_.remove(key, true);
  }
  missing_ = std::move(missing);
  if (!missing_.empty()) check_removed();
  look_for_leaving();
}

/** bluetoothd may have been too busy to remove them. */
void Stays::look_for_leaving() {
  for (const Admissions::Key& key : std::set{admissions_.leaving()})
    if (auto device = mirror_.find(key)) {
      check_removed();
      listener_.lingers(std::move(*device));
    }
}

std::size_t Stays::end_unknown(const std::string& address) {
  std::vector<Admissions::Key> listed;
  for (const auto& [key, admission] : admissions_.list())
    if ((address.empty() || same_address(key.second, address)) &&
        !mirror_.find(key))
      listed.push_back(key);
  for (const Admissions::Key& key : listed) admissions_.remove(key, true);
  return listed.size();
}
