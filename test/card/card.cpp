// SPDX-License-Identifier: GPL-3.0-or-later
// A sound card made of a timer: an ALSA PCM plugin for the tests. It plays in
// real time (or `speed` times faster), accepts one user at a time, and writes
// what was really played, no more, to `tape` when it is stopped.
//
//   pcm.card { type card lib "..." tape "/tmp/tape.raw" speed 20 }
//
// `fail_after` samples it fails with the negative errno `fail_with`. It plays
// `channels` channels, two where nothing is said, and with `rate` nothing else;
// it takes `open_ms` to open, and is not there (ENODEV) while the file
// `plugged` is not; while `wedged` is there it plays nothing, and while
// `blocked` is, who writes waits. With `by_period` it wakes its writer once a
// period, as a real card does, else every 2 ms. In `stamps` it writes when it
// got its first sample, when it began to play and when it was stopped, in
// milliseconds of the steady clock.
#include "test/card/card.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/timerfd.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <thread>
#include <utility>

namespace {

using namespace std::chrono_literals;

Card& card(snd_pcm_ioplug_t* io) {
  return *static_cast<Card*>(io->private_data);
}

void tick(const Card& card, bool on) {
  constexpr long often = 2'000'000;
  const bool by_period = card.by_period && card.running;
  const long period_ns =
      by_period
          ? static_cast<long>(1e9 * static_cast<double>(card.io.period_size) /
                              (card.speed * card.io.rate))
          : often;
  const itimerspec time{{0, on ? period_ns : 0}, {0, on ? period_ns : 0}};
  timerfd_settime(card.timer, 0, &time, nullptr);
}

void stamp(const Card& card, const char* what) {
  if (card.stamps.empty()) return;
  const std::chrono::duration<double, std::milli> now =
      Clock::now().time_since_epoch();
  if (std::FILE* file = std::fopen(card.stamps.c_str(), "a")) {
    std::fprintf(file, "%s %.3f\n", what, now.count());
    std::fclose(file);
  }
}

int start(snd_pcm_ioplug_t* io) {
  Card& c = card(io);
  c.running = true;
  c.start = Clock::now();
  c.heard = 0;
  stamp(c, "start");
  tick(c, true);
  return 0;
}

int stop(snd_pcm_ioplug_t* io) {
  Card& c = card(io);
  const std::size_t bytes =
      c.look() * static_cast<std::size_t>(c.channels) * sizeof c.samples[0];
  if (c.running) stamp(c, "quiet");
  c.running = false;
  tick(c, false);
  if (bytes && write(c.tape, c.samples.data(), bytes) < 0) return -errno;
  c.samples.clear();
  return 0;
}

int prepare(snd_pcm_ioplug_t* io) {
  // After an underrun: what was heard before it was heard.
  if (card(io).running) stop(io);
  card(io).samples.clear();
  tick(card(io), true);  // there is room: poll() must say so
  return 0;
}

snd_pcm_sframes_t pointer(snd_pcm_ioplug_t* io) {
  Card& c = card(io);
  if (c.is_pulled_out()) return -ENODEV;
  const std::size_t heard = c.look();
  if (io->state == SND_PCM_STATE_RUNNING && c.ran_dry()) return -EPIPE;
  // Not within the buffer: all of it may have been played since the last look.
  return static_cast<snd_pcm_sframes_t>(heard);
}

snd_pcm_sframes_t transfer(snd_pcm_ioplug_t* io,
                           const snd_pcm_channel_area_t* areas,
                           snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  Card& c = card(io);
  if (c.fail_after >= 0 &&
      c.samples.size() >= static_cast<std::size_t>(c.fail_after))
    return c.fail_with;
  if (c.is_pulled_out()) return -ENODEV;
  while (exists(c.blocked)) std::this_thread::sleep_for(20ms);
  if (c.samples.empty()) stamp(c, "first");
  c.stand_still();
  const auto channels = static_cast<std::size_t>(c.channels);
  const auto* from = static_cast<const std::int16_t*>(areas->addr) +
                     areas->first / 16 + offset * channels;
  c.samples.insert(c.samples.end(), from, from + size * channels);
  return static_cast<snd_pcm_sframes_t>(size);
}

int revents(snd_pcm_ioplug_t* io, pollfd* descriptors, unsigned count,
            unsigned short* events) {
  *events = 0;
  if (count != 1 || !(descriptors->revents & POLLIN)) return 0;
  std::uint64_t ticks = 0;
  if (read(card(io).timer, &ticks, sizeof ticks) < 0) return 0;
  *events = POLLOUT;
  return 0;
}

int end(snd_pcm_ioplug_t* io) {
  delete &card(io);
  return 0;
}

const snd_pcm_ioplug_callback_t callbacks = [] {
  snd_pcm_ioplug_callback_t c{};
  c.start = start;
  c.stop = stop;
  c.prepare = prepare;
  c.pointer = pointer;
  c.transfer = transfer;
  c.poll_revents = revents;
  c.close = end;
  return c;
}();

int limit(snd_pcm_ioplug_t& io, const Card& card) {
  // "plug" converts through a memory map, which ALSA makes of transfer().
  constexpr std::array<unsigned, 2> access{SND_PCM_ACCESS_RW_INTERLEAVED,
                                           SND_PCM_ACCESS_MMAP_INTERLEAVED};
  constexpr std::array<unsigned, 1> format{SND_PCM_FORMAT_S16};
  int error = snd_pcm_ioplug_set_param_list(&io, SND_PCM_IOPLUG_HW_ACCESS, 2,
                                            access.data());
  if (!error)
    error = snd_pcm_ioplug_set_param_list(&io, SND_PCM_IOPLUG_HW_FORMAT, 1,
                                          format.data());
  if (!error)
    error = snd_pcm_ioplug_set_param_minmax(
        &io, SND_PCM_IOPLUG_HW_CHANNELS, static_cast<unsigned>(card.channels),
        static_cast<unsigned>(card.channels));
  if (!error && card.rate)
    error = snd_pcm_ioplug_set_param_minmax(&io, SND_PCM_IOPLUG_HW_RATE,
                                            static_cast<unsigned>(card.rate),
                                            static_cast<unsigned>(card.rate));
  if (!error)
    error = snd_pcm_ioplug_set_param_minmax(&io, SND_PCM_IOPLUG_HW_BUFFER_BYTES,
                                            1024, 65536);
  if (!error)
    error = snd_pcm_ioplug_set_param_minmax(&io, SND_PCM_IOPLUG_HW_PERIOD_BYTES,
                                            256, 16384);
  return error;
}

}  // namespace

extern "C" {

SND_PCM_PLUGIN_DEFINE_FUNC(card) {
  auto* c = new Card;
  const char* tape = "/dev/null";
  long speed = 1;
  long open_ms = 0;
  snd_config_iterator_t i;
  snd_config_iterator_t next;
  snd_config_for_each(i, next, conf) {
    snd_config_t* entry = snd_config_iterator_entry(i);
    const char* id = nullptr;
    if (snd_config_get_id(entry, &id) < 0) continue;
    const std::string key = id;
    if (key == "tape") snd_config_get_string(entry, &tape);
    if (key == "speed") snd_config_get_integer(entry, &speed);
    if (key == "fail_after") snd_config_get_integer(entry, &c->fail_after);
    if (key == "fail_with") snd_config_get_integer(entry, &c->fail_with);
    if (key == "rate") snd_config_get_integer(entry, &c->rate);
    if (key == "channels") snd_config_get_integer(entry, &c->channels);
    if (key == "by_period") snd_config_get_integer(entry, &c->by_period);
    if (key == "open_ms") snd_config_get_integer(entry, &open_ms);
    const char* file = nullptr;
    for (auto [name, place] : {std::pair{"plugged", &c->plugged},
                               {"wedged", &c->wedged},
                               {"blocked", &c->blocked},
                               {"stamps", &c->stamps}})
      if (key == name && snd_config_get_string(entry, &file) >= 0)
        *place = file;
  }
  (void)root;
  if (c->is_pulled_out()) {
    delete c;
    return -ENODEV;
  }
  std::this_thread::sleep_for(std::chrono::milliseconds{open_ms});
  c->speed = static_cast<double>(speed);
  c->tape = open(tape, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  // Without a tape of its own it is nobody's card, and never busy.
  if (std::string_view{tape} != "/dev/null" &&
      flock(c->tape, LOCK_EX | LOCK_NB) < 0) {
    delete c;
    return -EBUSY;
  }
  c->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  c->io.version = SND_PCM_IOPLUG_VERSION;
  c->io.flags = SND_PCM_IOPLUG_FLAG_BOUNDARY_WA;
  c->io.name = "a sound card made of a timer";
  c->io.callback = &callbacks;
  c->io.private_data = c;
  c->io.poll_fd = c->timer;
  c->io.poll_events = POLLIN;
  int error = snd_pcm_ioplug_create(&c->io, name, stream, mode);
  if (error < 0) {
    delete c;
    return error;
  }
  error = limit(c->io, *c);
  if (error < 0) {
    snd_pcm_ioplug_delete(&c->io);
    return error;
  }
  *pcmp = c->io.pcm;
  return 0;
}

SND_PCM_PLUGIN_SYMBOL(card)
}
