// SPDX-License-Identifier: GPL-3.0-or-later
#include "bluez/agent.hpp"

#include <array>
#include <exception>
#include <optional>
#include <utility>

#include "agent1.h"
#include "bluez/names.hpp"
#include "bluez/uuid.hpp"
#include "glib/error.hpp"

namespace bluez {
namespace {

using pairing::Method;
using pairing::Passkey;

/** What a call asks, once its arguments were found to make sense. */
struct Question {
  const char* device;
  std::optional<Method> method{};  ///< none: AuthorizeService
  std::optional<Passkey> passkey{};
  const char* uuid = "";
};

/** Nothing where the arguments make no sense. */
using Decoder = std::optional<Question> (*)(GVariant*);

template <Method method>
std::optional<Question> device_only(GVariant* arguments) {
  Question question{.device = nullptr, .method = method};
  g_variant_get(arguments, "(&o)", &question.device);
  return question;
}

std::optional<Question> confirmation(GVariant* arguments) {
  Question question{.device = nullptr, .method = Method::request_confirmation};
  guint32 number = 0;
  g_variant_get(arguments, "(&ou)", &question.device, &number);
  question.passkey = Passkey::from_number(number);
  if (!question.passkey) return std::nullopt;
  return question;
}

std::optional<Question> shown_passkey(GVariant* arguments) {
  Question question{.device = nullptr, .method = Method::display_passkey};
  guint32 number = 0;
  guint16 entered = 0;  // how many digits the phone's owner has typed
  g_variant_get(arguments, "(&ouq)", &question.device, &number, &entered);
  question.passkey = Passkey::from_number(number);
  if (!question.passkey) return std::nullopt;
  return question;
}

std::optional<Question> shown_pin_code(GVariant* arguments) {
  Question question{.device = nullptr, .method = Method::display_pin_code};
  const char* pin = nullptr;
  g_variant_get(arguments, "(&o&s)", &question.device, &pin);
  // BlueZ makes six digits of a PIN that it chooses (plugins/autopair.c).
  question.passkey = Passkey::from_text(pin);
  if (!question.passkey) return std::nullopt;
  return question;
}

std::optional<Question> authorized_service(GVariant* arguments) {
  Question question{.device = nullptr};
  g_variant_get(arguments, "(&o&s)", &question.device, &question.uuid);
  if (!is_uuid(question.uuid)) return std::nullopt;
  return question;
}

struct Row {
  std::string_view method;
  Decoder decode;
};

constexpr auto table = std::to_array<Row>({
    {"RequestPinCode", device_only<Method::request_pin_code>},
    {"DisplayPinCode", shown_pin_code},
    {"RequestPasskey", device_only<Method::request_passkey>},
    {"DisplayPasskey", shown_passkey},
    {"RequestConfirmation", confirmation},
    {"RequestAuthorization", device_only<Method::request_authorization>},
    {"AuthorizeService", authorized_service},
});

bool is_device(std::string_view path) {
  // /org/bluez/hci0/dev_00_11_22_33_44_55
  const std::size_t last = path.rfind('/');
  return path.starts_with("/org/bluez/") &&
         path.substr(last).starts_with("/dev_");
}

}  // namespace

Agent::Agent(GDBusConnection& bus, Listener listener)
    : bus_{bus}, listener_{std::move(listener)} {
  static const GDBusInterfaceVTable vtable{called, nullptr, nullptr, {}};
  glib::ErrorSlot error;
  id_ = g_dbus_connection_register_object(
      &bus, agent_path,
      const_cast<GDBusInterfaceInfo*>(&earshot_org_bluez_agent1_interface),
      &vtable, this, nullptr, error.out());
  error.throw_if_set();
}

Agent::~Agent() {
  g_dbus_connection_unregister_object(&bus_, id_);
}

void Agent::called(GDBusConnection*, const char*, const char*, const char*,
                   const char* method, GVariant*, GDBusMethodInvocation* call,
                   gpointer self) noexcept {
  try {
    static_cast<Agent*>(self)->dispatch(Invocation{call});
  } catch (const std::exception& e) {
    g_warning("%s failed, so it is refused: %s", method, e.what());
  }
}

void Agent::dispatch(Invocation call) {
  const std::string_view method = call.method();
  if (owner_.empty() || owner_ != call.sender()) {
    g_warning("%s is not BlueZ, and is refused", call.sender());
    return std::move(call).reject("only BlueZ may call");
  }
  if (method == "Release" || method == "Cancel") {
    const bool release = method == "Release";
    std::move(call).accept();
    return release ? listener_.released()
                   : listener_.event(pairing::Cancelled{});
  }
  for (const Row& row : table) {
    if (row.method != method) continue;
    const std::optional<Question> question = row.decode(call.arguments());
    if (!question || !is_device(question->device)) {
      g_warning("BlueZ called %s with arguments that make no sense",
                row.method.data());
      return std::move(call).reject("the arguments make no sense");
    }
    const pairing::Device device = question->device;
    const pairing::Standing standing = listener_.standing(device);
    const bool allowed = !question->method && listener_.allows(question->uuid);
    const pairing::Call kept = keep(std::move(call));
    try {
      if (question->method)
        listener_.event(pairing::Asked{kept, device, *question->method,
                                       question->passkey, standing});
      else
        listener_.event(pairing::ServiceAsked{kept, device, allowed, standing});
    } catch (...) {
      reject(kept, "it could not be decided");
      throw;
    }
    return;
  }
  // GDBus lets nothing else through; it would be refused as it is dropped.
}

pairing::Call Agent::keep(Invocation call) {
  const pairing::Call name{++count_};
  calls_.emplace(name, std::move(call));
  return name;
}

void Agent::accept(pairing::Call call) {
  if (auto found = calls_.extract(call)) std::move(found.mapped()).accept();
}

void Agent::answer(pairing::Call call, pairing::Passkey passkey) {
  if (auto found = calls_.extract(call))
    std::move(found.mapped()).answer(passkey.number());
}

void Agent::reject(pairing::Call call, const char* why) {
  if (auto found = calls_.extract(call)) std::move(found.mapped()).reject(why);
}

}  // namespace bluez
