// SPDX-License-Identifier: GPL-3.0-or-later
#include "glib/source.hpp"

#include <glib-unix.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace glib {

void Timeout::Unlink::operator()(GSource* source) const noexcept {
  g_source_destroy(source);
  g_source_unref(source);
}

void Timeout::once(std::chrono::milliseconds time, std::function<void()> then) {
  start(time, std::move(then), false);
}

void Timeout::every(std::chrono::milliseconds time,
                    std::function<void()> then) {
  start(time, std::move(then), true);
}

void Timeout::start(std::chrono::milliseconds time, std::function<void()> then,
                    bool repeat) {
  stop();
  then_ = std::move(then);
  repeat_ = repeat;
  source_.reset(g_timeout_source_new(
      static_cast<unsigned>(std::max<std::int64_t>(0, time.count()))));
  g_source_set_callback(source_.get(), fire, this, nullptr);
  g_source_attach(source_.get(), g_main_context_get_thread_default());
}

void Timeout::stop() noexcept {
  source_.reset();
}

gboolean Timeout::fire(gpointer self) noexcept {
  auto& timeout = *static_cast<Timeout*>(self);
  const bool repeat = timeout.repeat_;
  // A copy: what is called may set the timeout again, or end its owner.
  const std::function<void()> then = timeout.then_;
  if (!repeat) timeout.stop();
  try {
    then();
  } catch (const std::exception& e) {
    g_warning("a timeout failed: %s", e.what());
  }
  return repeat ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

struct PollSource::Source {
  GSource base;
  PollSource* self;
};

PollSource::PollSource(const std::vector<pollfd>& descriptors,
                       Listener listener)
    : listener_{std::move(listener)} {
  static GSourceFuncs functions{nullptr, check,   dispatch,
                                nullptr, nullptr, nullptr};
  source_ = reinterpret_cast<Source*>(g_source_new(&functions, sizeof(Source)));
  source_->self = this;
  for (const pollfd& descriptor : descriptors)
    polled_.push_back(
        {descriptor.fd, static_cast<gushort>(descriptor.events), 0});
  for (GPollFD& polled : polled_) g_source_add_poll(&source_->base, &polled);
  g_source_attach(&source_->base, g_main_context_get_thread_default());
}

PollSource::~PollSource() {
  g_source_destroy(&source_->base);
  g_source_unref(&source_->base);
}

gboolean PollSource::check(GSource* source) noexcept {
  const auto& polled = reinterpret_cast<Source*>(source)->self->polled_;
  return std::any_of(polled.begin(), polled.end(),
                     [](const GPollFD& p) { return p.revents != 0; });
}

gboolean PollSource::dispatch(GSource* source, GSourceFunc, gpointer) noexcept {
  PollSource& self = *reinterpret_cast<Source*>(source)->self;
  std::vector<pollfd> descriptors;
  for (const GPollFD& polled : self.polled_)
    descriptors.push_back({polled.fd, static_cast<short>(polled.events),
                           static_cast<short>(polled.revents)});
  // A copy: what is called may end this source.
  const Listener listener = self.listener_;
  try {
    listener(descriptors);
  } catch (const std::exception& e) {
    g_warning("a descriptor could not be served: %s", e.what());
  }
  return G_SOURCE_CONTINUE;
}

UnixSignal::UnixSignal(int number, std::function<void()> then)
    : then_{std::move(then)}, source_{g_unix_signal_add(number, fire, this)} {}

UnixSignal::~UnixSignal() {
  g_source_remove(source_);
}

gboolean UnixSignal::fire(gpointer self) noexcept {
  static_cast<UnixSignal*>(self)->then_();
  return G_SOURCE_CONTINUE;
}

}  // namespace glib
