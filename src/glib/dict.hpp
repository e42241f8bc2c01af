// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <string>
#include <vector>

#include "glib/handle.hpp"

namespace glib {

/** A dictionary of facts, as D-Bus (a{sv}) and JSON know it; in the order in
 * which they were added. */
class Dict {
 public:
  Dict() = default;
  ~Dict() = default;
  Dict(const Dict& other) { add_all(other); }
  Dict(Dict&&) noexcept = default;
  Dict& operator=(const Dict& other) {
    if (this != &other) *this = Dict{other};
    return *this;
  }
  Dict& operator=(Dict&&) noexcept = default;

  Dict& add(const char* key, const char* value) {
    return put(key, g_variant_new_string(value));
  }
  Dict& add(const char* key, const std::string& value) {
    return add(key, value.c_str());
  }
  Dict& add(const char* key, bool value) {
    return put(key, g_variant_new_boolean(value));
  }
  Dict& add(const char* key, std::uint32_t value) {
    return put(key, g_variant_new_uint32(value));
  }
  Dict& add(const char* key, std::int64_t value) {
    return put(key, g_variant_new_int64(value));
  }
  Dict& add(const char* key, const std::vector<std::string>& values) {
    return put(key, list(values));
  }
  Dict& add(const char* key, const Dict& value) {
    return put(key, value.variant());
  }
  Dict& add(const char* key, const std::vector<Dict>& values) {
    return put(key, list(values));
  }
  /** Nothing where the path is empty. */
  Dict& add_path(const char* key, const std::string& path) {
    if (!path.empty()) put(key, g_variant_new_object_path(path.c_str()));
    return *this;
  }
  /** `value` may be floating. */
  Dict& put(const char* key, GVariant* value) {
    entries_.emplace_back(
        g_variant_ref_sink(g_variant_new("{sv}", key, value)));
    return *this;
  }
  Dict& add_all(const Dict& other) {
    for (const Variant& entry : other.entries_)
      entries_.emplace_back(g_variant_ref(entry.get()));
    return *this;
  }

  /** As a{sv}, floating. */
  GVariant* variant() const {
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
    for (const Variant& entry : entries_)
      g_variant_builder_add_value(&builder, entry.get());
    return g_variant_builder_end(&builder);
  }

  /** As as, floating. */
  static GVariant* list(const std::vector<std::string>& values) {
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE_STRING_ARRAY);
    for (const std::string& value : values)
      g_variant_builder_add(&builder, "s", value.c_str());
    return g_variant_builder_end(&builder);
  }
  /** As aa{sv}, floating. */
  static GVariant* list(const std::vector<Dict>& values) {
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("aa{sv}"));
    for (const Dict& value : values)
      g_variant_builder_add_value(&builder, value.variant());
    return g_variant_builder_end(&builder);
  }

 private:
  std::vector<Variant> entries_;
};

}  // namespace glib
