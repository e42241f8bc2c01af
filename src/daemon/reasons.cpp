// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/reasons.hpp"

const char* text(pairing::Reason reason) noexcept {
  using pairing::Reason;
  switch (reason) {
    case Reason::window_shut:
      return "the pairing window is shut";
    case Reason::busy:
      return "another request is open";
    case Reason::too_often:
      return "codes were said often enough for now";
    case Reason::unsupported:
      return "this way of pairing is not configured, or proves nothing";
    case Reason::no_consent:
      return "no act that could let it in is possible now (see [pairing] "
             "consent)";
    case Reason::unproven:
      return "it was bonded without consent; remove it first (earshot "
             "forget, or bluetoothctl remove), then pair it again";
    case Reason::not_heard:
      return "the code could not be said";
    case Reason::refused:
      return "somebody said no";
    case Reason::cancelled:
      return "it was cancelled";
    case Reason::device_left:
      return "the device left";
    case Reason::too_late:
      return "the time is over";
    case Reason::wrong_knock:
      return "its volume presses were others than were asked for";
    case Reason::not_muted:
      return "it could not be muted until it has proved itself";
    case Reason::superseded:
      return "the device asks anew";
    case Reason::quiet:
      return "it is a quiet hour";
    case Reason::locked_out:
      return "there were too many failures, the window rests";
    case Reason::unsafe:
      return "this box must not pair, the log says why";
    case Reason::not_admitted:
      return "the device is not admitted";
    case Reason::not_allowed:
      return "the service is not allowed (see [services] allow)";
    case Reason::request_open:
      return "the device's own request is open";
    case Reason::stopping:
      return "earshotd ends";
  }
  return "";
}

const char* text(pairing::Method method) noexcept {
  using pairing::Method;
  switch (method) {
    case Method::request_confirmation:
      return "to compare a code";
    case Method::request_authorization:
      return "to pair without a code (Just Works)";
    case Method::request_pin_code:
      return "for a legacy PIN";
    case Method::request_passkey:
      return "to have its code typed here";
    case Method::display_passkey:
      return "to type our code";
    case Method::display_pin_code:
      return "to type our legacy PIN";
  }
  return "";
}

const char* text(pairing::Prompt prompt) noexcept {
  using pairing::Prompt;
  switch (prompt) {
    case Prompt::compare:
      return "a code to compare";
    case Prompt::type:
      return "a code to type";
    case Prompt::keypad:
      return "that the phone's code is to be typed here";
    case Prompt::wants_in:
      return "that a device without a code wants to come in";
    case Prompt::middle:
      return "that the phone's volume is to be in the middle";
    case Prompt::knock:
      return "a row of volume presses";
    case Prompt::opened:
      return "that the window is open";
    case Prompt::closed:
      return "that it is shut";
    case Prompt::locked:
      return "that it rests after failures";
    case Prompt::paired:
    case Prompt::let_in:
      return "that a phone is in";
    case Prompt::forgotten:
      return "that phones are forgotten";
  }
  return "";
}

const char* text(pairing::Consent consent) noexcept {
  using pairing::Consent;
  switch (consent) {
    case Consent::heard:
      return "heard";
    case Consent::key:
      return "key";
    case Consent::command:
      return "command";
    case Consent::owner:
      return "owner";
    case Consent::knock:
      return "knock";
    case Consent::keypad:
      return "keypad";
    case Consent::passkey:
      return "passkey";
  }
  return "";
}

const char* name(pairing::Reason reason) noexcept {
  using pairing::Reason;
  switch (reason) {
    case Reason::window_shut:
      return "window-shut";
    case Reason::busy:
      return "busy";
    case Reason::too_often:
      return "too-often";
    case Reason::unsupported:
      return "unsupported";
    case Reason::no_consent:
      return "no-consent";
    case Reason::unproven:
      return "unproven";
    case Reason::not_heard:
      return "not-heard";
    case Reason::refused:
      return "refused";
    case Reason::cancelled:
      return "cancelled";
    case Reason::device_left:
      return "device-left";
    case Reason::too_late:
      return "too-late";
    case Reason::wrong_knock:
      return "wrong-knock";
    case Reason::not_muted:
      return "not-muted";
    case Reason::superseded:
      return "superseded";
    case Reason::quiet:
      return "quiet";
    case Reason::locked_out:
      return "locked-out";
    case Reason::unsafe:
      return "unsafe";
    case Reason::not_admitted:
      return "not-admitted";
    case Reason::not_allowed:
      return "not-allowed";
    case Reason::request_open:
      return "request-open";
    case Reason::stopping:
      return "stopping";
  }
  return "";
}

const char* name(pairing::Method method) noexcept {
  using pairing::Method;
  switch (method) {
    case Method::request_confirmation:
      return "compare";
    case Method::request_authorization:
      return "just-works";
    case Method::request_pin_code:
    case Method::display_pin_code:
      return "legacy-pin";
    case Method::request_passkey:
      return "keypad";
    case Method::display_passkey:
      return "type";
  }
  return "";
}
