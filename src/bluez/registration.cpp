// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/registration.hpp"

#include <chrono>
#include <utility>

#include "bluez/names.hpp"
#include "glib/handle.hpp"

namespace bluez {
namespace {

using namespace std::chrono_literals;

constexpr auto renew_every = 20s;
constexpr auto retry_after = 5s;
constexpr auto return_after = 1s;

bool is_error(const GError* error, const char* name) {
  if (!error) return false;
  const glib::Text remote{g_dbus_error_get_remote_error(error)};
  return remote && g_str_equal(remote.get(), name);
}

}  // namespace

Registration::Registration(GDBusConnection& bus, std::string capability,
                           std::function<void()> changed)
    : bus_{bus},
      capability_{std::move(capability)},
      changed_{std::move(changed)} {}

void Registration::begin() {
  calls_ = std::make_unique<glib::Calls>(bus_, service);
  register_agent();
}

void Registration::end() {
  calls_.reset();
  again_.stop();
  complained_ = false;
  set_default(false);
}

void Registration::released() {
  end();
  again_.once(return_after, [this] { begin(); });
}

void Registration::window(bool open) {
  window_ = open;
  if (!default_) return;
  if (open)
    request_default();
  else
    again_.stop();
}

void Registration::pushed_aside() {
  // Once a second at most: whoever does it may be as stubborn as we are.
  if (default_ && !again_.running())
    again_.once(return_after, [this] { request_default(); });
}

void Registration::capability(std::string capability) {
  if (capability == capability_) return;
  capability_ = std::move(capability);
  if (!calls_) return;
  unregister();
  end();
  begin();
}

void Registration::unregister() {
  if (!default_) return;
  calls_->call(manager_path, agent_manager_interface, "UnregisterAgent",
               g_variant_new("(o)", agent_path),
               [](GVariant*, const GError*) {});
}

void Registration::register_agent() {
  calls_->call(manager_path, agent_manager_interface, "RegisterAgent",
               g_variant_new("(os)", agent_path, capability_.c_str()),
               [this](GVariant*, const GError* error) {
                 // Ours from before is as good.
                 if (!error || is_error(error, "org.bluez.Error.AlreadyExists"))
                   return request_default();
                 retry("BlueZ does not register our agent", error);
               });
}

void Registration::request_default() {
  calls_->call(
      manager_path, agent_manager_interface, "RequestDefaultAgent",
      g_variant_new("(o)", agent_path), [this](GVariant*, const GError* error) {
        if (error)
          return retry("BlueZ does not make our agent the default one", error);
        complained_ = false;
        again_.stop();
        if (window_) again_.every(renew_every, [this] { request_default(); });
        set_default(true);
      });
}

void Registration::retry(const char* what, const GError* error) {
  if (!std::exchange(complained_, true))
    g_warning("%s, it is asked again: %s", what, error->message);
  set_default(false);
  again_.once(retry_after, [this] { register_agent(); });
}

void Registration::set_default(bool is_default) {
  if (std::exchange(default_, is_default) != is_default) changed_();
}

}  // namespace bluez
