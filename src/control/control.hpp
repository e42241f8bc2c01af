// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "glib/dict.hpp"
#include "glib/handle.hpp"

namespace control {

/** Why a call is not granted: org.earshot.Error.NAME, and in words. */
class Refusal : public std::runtime_error {
 public:
  Refusal(const char* name, const std::string& why)
      : std::runtime_error{why}, name_{name} {}
  const char* name() const noexcept { return name_; }

 private:
  const char* name_;
};

/** A method of the contract. */
struct Method {
  const char* name;
  /** Gives the reply, or null for an empty one; may throw Refusal. */
  std::function<GVariant*(GVariant* arguments)> call;
};

/** A property of the contract, read-only. */
struct Property {
  const char* name;
  std::function<GVariant*()> get;
  bool tells = false;  ///< a change of it is a signal
};

/**
 * Our own org.earshot.Earshot1 on the bus (data/org.earshot.Earshot1.xml). The
 * bus's policy says who may call.
 */
class Control {
 public:
  /** Exports the object and asks for the name; where that is refused (no policy
   * on the bus) the log says so, and all else goes on. */
  Control(GDBusConnection& bus, std::vector<Method> methods,
          std::vector<Property> properties);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  /** Tells which properties have changed since the last time. */
  void changed();
  /** Emits the signal; `what` and its facts are in the contract. */
  void happened(const char* what, const glib::Dict& facts);

 private:
  static void called(GDBusConnection*, const char* sender, const char* path,
                     const char* interface, const char* method,
                     GVariant* arguments, GDBusMethodInvocation* call,
                     gpointer self) noexcept;
  static GVariant* get(GDBusConnection*, const char* sender, const char* path,
                       const char* interface, const char* property,
                       GError** error, gpointer self) noexcept;

  GDBusConnection& bus_;
  std::vector<Method> methods_;
  std::vector<Property> properties_;
  std::vector<glib::Variant> told_;  ///< a value for each property that tells
  unsigned object_ = 0;
  unsigned name_ = 0;
};

}  // namespace control
