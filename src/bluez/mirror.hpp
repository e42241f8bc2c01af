// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <map>
#include <string>
#include <utility>

namespace bluez {

/** A mirror of all BlueZ's objects of one kind, by object path. Its Thing has a
 * take() for new values; it returns false where this is no such thing. */
template <class Thing>
class Mirror {
 public:
  /** Takes new values, a{sv}; true where one that a Thing holds changed. */
  bool update(const std::string& path, GVariant* properties) {
    const Thing* known = find(path);
    Thing thing = known ? *known : Thing{};
    if (!thing.take(path, properties) || (known && thing == *known))
      return false;
    things_.insert_or_assign(path, std::move(thing));
    return true;
  }
  void remove(const std::string& path) { things_.erase(path); }
  void clear() { things_.clear(); }

  /** Null where BlueZ has no such thing. */
  const Thing* find(const std::string& path) const {
    const auto found = things_.find(path);
    return found == things_.end() ? nullptr : &found->second;
  }

  auto begin() const { return things_.begin(); }
  auto end() const { return things_.end(); }

 protected:
  std::map<std::string, Thing>& things() { return things_; }

 private:
  std::map<std::string, Thing> things_;
};

}  // namespace bluez
