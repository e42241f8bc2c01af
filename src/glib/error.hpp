// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <stdexcept>
#include <string>

#include "glib/handle.hpp"

namespace glib {

/** A GError as an exception. */
class Error : public std::runtime_error {
 public:
  explicit Error(const GError& error)
      : std::runtime_error{error.message},
        domain_{error.domain},
        code_{error.code} {}

  bool is(GQuark domain, int code) const noexcept {
    return domain_ == domain && code_ == code;
  }

 private:
  GQuark domain_;
  int code_;
};

/** Takes a GError** of a C call. */
class ErrorSlot {
 public:
  ErrorSlot() = default;
  ~ErrorSlot() { g_clear_error(&error_); }
  ErrorSlot(const ErrorSlot&) = delete;
  ErrorSlot& operator=(const ErrorSlot&) = delete;

  GError** out() noexcept { return &error_; }
  const GError* get() const noexcept { return error_; }
  explicit operator bool() const noexcept { return error_ != nullptr; }

  void throw_if_set() const {
    if (error_) throw Error{*error_};
  }

 private:
  GError* error_ = nullptr;
};

}  // namespace glib
