// SPDX-License-Identifier: GPL-3.0-or-later
#include "glib/calls.hpp"

#include <exception>
#include <memory>
#include <utility>

#include "glib/error.hpp"

namespace glib {
namespace {

struct Pending {
  Calls::Reply reply;
  Object<GCancellable> ended;
};

void finish(GObject* bus, GAsyncResult* result, gpointer data) noexcept {
  const std::unique_ptr<Pending> pending{static_cast<Pending*>(data)};
  ErrorSlot error;
  const Variant reply{g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus),
                                                    result, error.out())};
  // Also where the reply had come before the end: its listener is gone.
  if (g_cancellable_is_cancelled(pending->ended.get())) return;
  try {
    pending->reply(reply.get(), error.get());
  } catch (const std::exception& e) {
    g_warning("a reply could not be taken: %s", e.what());
  }
}

}  // namespace

Calls::Calls(GDBusConnection& bus, const char* peer) : bus_{bus}, peer_{peer} {}

Calls::~Calls() {
  g_cancellable_cancel(ended_.get());
}

void Calls::call(const char* path, const char* interface, const char* method,
                 GVariant* arguments, Reply reply, const char* type) {
  auto pending =
      std::make_unique<Pending>(Pending{std::move(reply), ref(*ended_)});
  g_dbus_connection_call(&bus_, peer_, path, interface, method, arguments,
                         type ? G_VARIANT_TYPE(type) : nullptr,
                         G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, ended_.get(),
                         finish, pending.release());
}

}  // namespace glib
