// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "glib/calls.hpp"
#include "glib/source.hpp"

namespace bluez {

/** What BlueZ's org.bluez.Adapter1 says of a local adapter. */
struct Adapter {
  std::string address;
  std::string alias;
  bool powered = false;
  bool discoverable = false;
  bool pairable = false;
  std::uint32_t discoverable_timeout = 0;  ///< s, 0: none
  std::uint32_t pairable_timeout = 0;      ///< s, 0: none
};

/**
 * Keeps every adapter as we want it: powered, named, and visible and pairable
 * just while the pairing window is open. What others change is set back, at
 * most once a second; an adapter that can't be powered (rfkill) is tried again
 * every ten seconds.
 */
class Adapters {
 public:
  /** `changed`: an adapter came, went, or was powered on or off. */
  Adapters(GDBusConnection& bus, std::function<void()> changed);

  /** The address of the only adapter that is ours; empty: all are. */
  void only(std::string address);
  /** Name that phones see; empty: as it is. */
  void name(std::string alias);
  /** Visible and pairable for `seconds`, 1 or more; bluetoothd is told so, too,
   * and hides the box by itself should this daemon die. */
  void show(std::uint32_t seconds);
  /** Visible and pairable until hide(). bluetoothd is told `lease` seconds, 2
   * or more, anew in the middle of each. */
  void keep_shown(std::uint32_t lease);
  void hide();
  /** Adapters are left alone until enforce(): there is no agent yet. */
  void release() noexcept;
  void enforce();

  void update(const std::string& path, GVariant* properties);
  void remove(const std::string& path);
  void clear();

  /** One of ours is there. */
  bool any() const noexcept;
  bool any_powered() const noexcept;
  /** One of ours is, though it should be hidden: BlueZ did that. */
  bool pairable_unasked() const noexcept;
  /** The device at this object path belongs to an adapter of ours. */
  bool has_device(const std::string& path) const;
  /** BlueZ has answered all that was set, and all is as we want it. */
  bool settled() const;
  /** An adapter of this address is there. */
  bool has(const std::string& address) const noexcept;
  /** By object path; null where there is none. */
  const Adapter* find(const std::string& path) const;
  /** All that are ours. */
  std::vector<Adapter> ours() const;
  /** The name under which phones find the box; empty without an adapter. */
  std::string speaker_name() const;

 private:
  struct Entry {
    Adapter adapter;
    std::map<std::string, int> refusals{};  ///< by property, in a row
    std::unique_ptr<glib::Timeout> again = std::make_unique<glib::Timeout>();
  };

  /** What BlueZ told last may be behind what we asked for: `all` sets it even
   * where it seems right. */
  enum class Which : bool { wrong, all };
  bool is_ours(const Adapter& adapter) const;
  bool is_right(const Adapter& adapter) const;
  void answered(const std::string& path, const char* property,
                const GError* error);
  void enforce_everywhere(Which which);
  void enforce(const std::string& path, Entry& entry, Which which);
  bool set_all(const std::string& path, Entry& entry, Which which);
  void set(const std::string& path, const char* property, GVariant* value);

  std::function<void()> changed_;
  glib::Calls calls_;
  std::map<std::string, Entry> adapters_;
  std::string only_;
  std::string alias_;
  int unanswered_ = 0;
  bool enforcing_ = false;
  bool shown_ = false;
  std::uint32_t shown_for_ = 0;
  glib::Timeout renewal_;
};

}  // namespace bluez
