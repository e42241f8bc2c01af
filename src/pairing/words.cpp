// SPDX-License-Identifier: GPL-3.0-or-later
#include "pairing/words.hpp"

#include <array>
#include <cstddef>
#include <variant>

namespace pairing {
namespace {

template <class Value>
struct Row {
  Value value;
  const char* name;
  const char* words;
};
template <class Value>
Row(Value, const char*, const char*) -> Row<Value>;

/** Each value stands at its own place. */
template <class Rows>
constexpr bool in_order(const Rows& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].value != static_cast<decltype(rows[i].value)>(i)) return false;
  return true;
}

constexpr std::array reasons{
    Row{Reason::window_shut, "window-shut", "the pairing window is shut"},
    Row{Reason::busy, "busy", "another request is open"},
    Row{Reason::too_often, "too-often", "codes were said often enough for now"},
    Row{Reason::unsupported, "unsupported",
        "this way of pairing is not configured, or proves nothing"},
    Row{Reason::no_consent, "no-consent",
        "no act that could let it in is possible now (see [pairing] consent)"},
    Row{Reason::unproven, "unproven",
        "it was bonded without consent; remove it first (earshot forget, or "
        "bluetoothctl remove), then pair it again"},
    Row{Reason::not_heard, "not-heard", "the code could not be said"},
    Row{Reason::refused, "refused", "somebody said no"},
    Row{Reason::cancelled, "cancelled", "it was cancelled"},
    Row{Reason::device_left, "device-left", "the device left"},
    Row{Reason::too_late, "too-late", "it took too long"},
    Row{Reason::wrong_knock, "wrong-knock",
        "its presses were others than were asked for"},
    Row{Reason::not_muted, "not-muted",
        "it could not be muted until it has proved itself"},
    Row{Reason::superseded, "superseded", "the device asked again"},
    Row{Reason::quiet, "quiet", "it is a quiet hour"},
    Row{Reason::locked_out, "locked-out",
        "there were too many failures, the window rests"},
    Row{Reason::unsafe, "unsafe",
        "this box must not pair (see earshot doctor)"},
    Row{Reason::not_admitted, "not-admitted", "the device is not admitted"},
    Row{Reason::not_allowed, "not-allowed",
        "the service is not allowed (see [services] allow)"},
    Row{Reason::not_kept, "not-kept", "the phone could not be remembered"},
    Row{Reason::request_open, "request-open",
        "the device's own request is open"},
    Row{Reason::stopping, "stopping", "earshotd is stopping"},
};

constexpr std::array methods{
    Row{Method::request_confirmation, "compare", "to compare a code"},
    Row{Method::request_authorization, "just-works",
        "to pair without a code (Just Works)"},
    Row{Method::request_pin_code, "legacy-pin", "for a legacy PIN"},
    Row{Method::request_passkey, "keypad", "to have its code typed here"},
    Row{Method::display_passkey, "type", "to type our code"},
    Row{Method::display_pin_code, "legacy-pin", "to type our legacy PIN"},
};

constexpr std::array questions{
    Row{Question::compare, "", "a code to compare"},
    Row{Question::type, "", "a code to type"},
    Row{Question::keypad, "", "that the phone's code is to be typed here"},
    Row{Question::wants_in, "",
        "that a device without a code wants to be let in"},
    Row{Question::middle, "", "that the phone's volume is to be in the middle"},
    Row{Question::knock, "", "a row of volume presses"},
    Row{Question::play, "", "that music is to be started on the phone"},
    Row{Question::tones, "", "tones that the music is to answer"},
};

constexpr std::array notices{
    Row{Notice::opened, "", "that the window is open"},
    Row{Notice::first, "", "that the first phone is in"},
    Row{Notice::closed, "", "that it is shut"},
    Row{Notice::locked, "", "that it rests after failures"},
    Row{Notice::locked_long, "", "that it rests for long after failures"},
    Row{Notice::paired, "", "that a phone is in"},
    Row{Notice::let_in, "", "that a phone is in"},
    Row{Notice::forgotten, "", "that phones are forgotten"},
    Row{Notice::undone, "", "that the last phone is out again"},
    Row{Notice::no_owner, "", "that a phone that is in is missing"},
    Row{Notice::no_act, "", "that nobody can let a phone in"},
};

static_assert(in_order(reasons) && in_order(methods));
static_assert(in_order(questions) && in_order(notices));

template <class Rows, class Value>
const auto& row(const Rows& rows, Value value) {
  return rows.at(static_cast<std::size_t>(value));
}

}  // namespace

const char* name(Reason reason) {
  return row(reasons, reason).name;
}
const char* text(Reason reason) {
  return row(reasons, reason).words;
}
const char* name(Method method) {
  return row(methods, method).name;
}
const char* text(Method method) {
  return row(methods, method).words;
}
const char* text(Question question) {
  return row(questions, question).words;
}
const char* text(Notice notice) {
  return row(notices, notice).words;
}
const char* text(Prompt prompt) {
  return std::visit([](auto what) { return text(what); }, prompt);
}

std::optional<Method> method_named(std::string_view named) {
  for (const auto& [method, name, words] : methods)
    if (name == named) return method;
  return std::nullopt;
}

}  // namespace pairing
