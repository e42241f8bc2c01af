// SPDX-License-Identifier: GPL-3.0-or-later
#include "reasons.hpp"

const char* text(pairing::Reason reason) noexcept {
  using pairing::Reason;
  switch (reason) {
    case Reason::window_shut:
      return "the pairing window is shut";
    case Reason::busy:
      return "another request is open";
    case Reason::unsupported:
      return "this way of pairing proves nothing, it is never accepted";
    case Reason::no_consent:
      return "the configuration names no act that could consent";
    case Reason::unproven:
      return "it was bonded without consent; remove it first (bluetoothctl "
             "remove), then pair it again";
    case Reason::not_heard:
      return "the code could not be said";
    case Reason::cancelled:
      return "it was cancelled";
    case Reason::device_left:
      return "the device left";
    case Reason::too_late:
      return "the time is over";
    case Reason::superseded:
      return "the device asks anew";
    case Reason::not_admitted:
      return "the device is not admitted";
    case Reason::not_audio:
      return "the service is no audio";
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

const char* text(pairing::Consent consent) noexcept {
  using pairing::Consent;
  switch (consent) {
    case Consent::heard:
      return "heard";
    case Consent::passkey:
      return "passkey";
  }
  return "";
}
