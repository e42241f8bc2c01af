// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <memory>

namespace glib {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* thing) const noexcept {
    free(thing);
  }
};

/** Owns a GLib thing; `free` ends it. */
template <class T, auto free>
using Handle = std::unique_ptr<T, Free<free>>;

template <class T>
using Object = Handle<T, g_object_unref>;
using Variant = Handle<GVariant, g_variant_unref>;
using Text = Handle<char, g_free>;
using KeyFile = Handle<GKeyFile, g_key_file_unref>;
using NodeInfo = Handle<GDBusNodeInfo, g_dbus_node_info_unref>;

/** Another reference to an object. */
template <class T>
Object<T> ref(T& object) {
  return Object<T>{static_cast<T*>(g_object_ref(&object))};
}

}  // namespace glib
