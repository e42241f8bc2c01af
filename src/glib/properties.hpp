// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "glib/handle.hpp"

namespace glib {

/** Sets `value` to a property of an a{sv}; leaves it where there is none. */
inline void look_up(GVariant* properties, const char* name,
                    std::string& value) {
  const char* text = nullptr;
  if (g_variant_lookup(properties, name, "&s", &text) ||
      g_variant_lookup(properties, name, "&o", &text))
    value = text;
}

inline void look_up(GVariant* properties, const char* name, bool& value) {
  gboolean flag = FALSE;
  if (g_variant_lookup(properties, name, "b", &flag)) value = flag;
}

inline void look_up(GVariant* properties, const char* name,
                    std::uint32_t& value) {
  guint32 number = 0;
  if (g_variant_lookup(properties, name, "u", &number)) value = number;
}

inline void look_up(GVariant* properties, const char* name,
                    std::optional<std::uint16_t>& value) {
  guint16 number = 0;
  if (g_variant_lookup(properties, name, "q", &number)) value = number;
}

inline void look_up(GVariant* properties, const char* name,
                    std::optional<std::vector<std::string>>& value) {
  const Variant list{
      g_variant_lookup_value(properties, name, G_VARIANT_TYPE_STRING_ARRAY)};
  if (!list) return;
  value.emplace();
  for (gsize i = 0; i < g_variant_n_children(list.get()); ++i) {
    const Variant item{g_variant_get_child_value(list.get(), i)};
    value->push_back(g_variant_get_string(item.get(), nullptr));
  }
}

}  // namespace glib
