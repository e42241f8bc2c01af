// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "glib/calls.hpp"
#include "glib/source.hpp"
#include "glib/subscription.hpp"

namespace glib {

inline constexpr const char* object_manager_interface =
    "org.freedesktop.DBus.ObjectManager";
inline constexpr const char* properties_interface =
    "org.freedesktop.DBus.Properties";

/**
 * A service's tree of objects (D-Bus specification, ObjectManager), followed
 * from one owner of its name to the next, without a blocking call. A service
 * that takes its name before it has its objects (BlueALSA) is asked again.
 */
class Objects {
 public:
  struct Listener {
    /** The name has an owner; nothing of it is known yet. */
    std::function<void(const char* owner)> came;
    /** Every object that it had at first has been reported. */
    std::function<void()> complete;
    /** The owner is gone, and with it all objects. */
    std::function<void()> went;
    /** An interface is new, or some of its properties are: a{sv}. What is said
     * of one that is gone is dropped, as BlueALSA says of a PCM that it has
     * stopped. */
    std::function<void(const char* path, const char* interface,
                       GVariant* properties)>
        changed;
    /** An interface is gone. */
    std::function<void(const char* path, const char* interface)> removed;
  };

  /** `root` is the object path of the ObjectManager. */
  Objects(GDBusConnection& bus, const char* service, const char* root,
          Listener listener);

  /** Every object that it had at first has been reported. */
  bool complete() const noexcept { return complete_; }

 private:
  void follow(const char* owner);
  void read_tree();
  void read_tree_reply(GVariant* reply, const GError* error);
  void tell_object(GVariant* path_and_interfaces);
  void tell_change(const char* path, GVariant* arguments);
  void tell_removal(GVariant* path_and_interfaces);

  GDBusConnection& bus_;
  const char* service_;
  const char* root_;
  Listener listener_;
  std::unique_ptr<Calls> calls_;  ///< new for each owner
  Timeout again_;
  std::set<std::pair<std::string, std::string>> known_;  ///< path, interface
  bool complete_ = false;
  int refusals_ = 0;  ///< of the tree, in a row
  Subscription added_;
  Subscription removed_;
  Subscription changed_;
  NameWatch owner_;
};

}  // namespace glib
