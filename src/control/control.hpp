// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glib/dict.hpp"

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
  bool playing = false;
};

/** A device that asks, or does something else. */
struct Known {
  std::string device;
  std::string address;
  std::string name;

  bool operator==(const Known&) const = default;
  glib::Dict facts() const;
};

/** A local adapter. */
struct Adapter {
  std::string address;
  bool powered = false;
};

/** What the box tells of itself; see data/org.earshot.Earshot1.xml. */
struct State {
  bool open = false;
  unsigned left = 0;        ///< s
  std::string held_shut{};  ///< why, or nothing
  unsigned locked_out = 0;  ///< s
  std::optional<Known> asking{};
  bool ready = false;
  std::string speaker{};
  std::vector<Adapter> adapters{};
  std::vector<Known> blocked{};
  std::vector<std::string> consent{};
  std::vector<std::string> possible{};
  std::vector<std::string> languages{};
  std::string output{};
  bool speaking = false;
  std::vector<std::string> problems{};
};

/**
 * Our own org.earshot.Earshot1 (data/org.earshot.Earshot1.xml): the owner's
 * word from outside. The bus's policy says who may call.
 */
class Control {
 public:
  using Answer = std::optional<Refusal>;
  struct Listener {
    std::function<Answer(unsigned seconds)> open;
    std::function<Answer()> close;
    std::function<Answer()> yes;
    std::function<Answer()> no;
    std::function<Answer(const std::string& device)> forget;
    std::function<Answer()> forget_all;
    std::function<Answer(const std::string& device, bool blocked)> block;
    std::function<Answer(const std::string& text)> say;
    /** The record's requests that ended at `since` or later. */
    std::function<std::vector<glib::Dict>(const std::string& since)> log;
    std::function<State()> state;
    std::function<std::vector<Admitted>()> devices;
  };

  /** Exports the object and asks for the name; where that is refused (no policy
   * on the bus) the log says so, and all else goes on. */
  Control(GDBusConnection& bus, const char* version, Listener listener);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  /** Tells what has changed since the last time. */
  void changed();
  /** Tells all who listen; `what` and its facts are in the contract. */
  void happened(const char* what, const glib::Dict& facts);

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

  GDBusConnection& bus_;
  const char* version_;
  Listener listener_;
  State told_;
  unsigned object_ = 0;
  unsigned name_ = 0;
};

}  // namespace control
