// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pairing/event.hpp"

namespace control {

/** What the owner's call can't be granted for; the name of the D-Bus error is
 * org.earshot.Error. and this one. */
struct Refusal {
  const char* name;
  std::string why;
};

/** One admitted device. */
struct Admitted {
  std::string device;  ///< object path; empty: BlueZ does not know it now
  std::string address;
  std::string name;
  std::string when;
  std::string consent;
  std::string until;  ///< empty: for ever
  bool connected = false;
};

/** A device that asks. */
struct Asking {
  std::string device;
  std::string address;
  std::string name;

  bool operator==(const Asking&) const = default;
};

/** What the box tells of itself. */
struct State {
  bool open = false;
  unsigned left = 0;        ///< s
  std::string held_shut{};  ///< why, or nothing
  std::optional<Asking> asking{};
};

/**
 * Our own org.earshot.Earshot1 (data/org.earshot.Earshot1.xml): the owner's
 * word from outside. The bus's policy says who may call.
 */
class Control {
 public:
  using Answer = std::optional<Refusal>;
  struct Taker {
    std::function<Answer(unsigned seconds)> open;
    std::function<Answer()> close;
    std::function<Answer()> yes;
    std::function<Answer()> no;
    std::function<Answer(const std::string& device)> forget;
    std::function<Answer()> forget_all;
    std::function<Answer(const std::string& text)> say;
    std::function<State()> state;
    std::function<std::vector<Admitted>()> devices;
  };

  /** Exports the object and asks for the name; where that is refused (no policy
   * on the bus) the log says so, and all else goes on. */
  Control(GDBusConnection& bus, Taker taker);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  /** Tells what has changed since the last time. */
  void changed();
  void began(const Asking& device);
  void ended(const Asking& device, const char* outcome);
  void admitted(const Asking& device, const char* consent);

 private:
  static void called(GDBusConnection*, const char* sender, const char* path,
                     const char* interface, const char* method,
                     GVariant* arguments, GDBusMethodInvocation* call,
                     gpointer self) noexcept;
  static GVariant* get(GDBusConnection*, const char* sender, const char* path,
                       const char* interface, const char* property,
                       GError** error, gpointer self) noexcept;
  Answer take(std::string_view method, GVariant* arguments);
  GVariant* property(std::string_view name) const;
  void emit(const char* signal, GVariant* arguments);

  GDBusConnection& bus_;
  Taker taker_;
  State told_;
  unsigned object_ = 0;
  unsigned name_ = 0;
};

}  // namespace control
