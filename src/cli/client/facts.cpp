// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/client/facts.hpp"

#include "host/printable.hpp"

namespace cli {
namespace {

constexpr int longest = 500;

}  // namespace

glib::Variant Facts::look_up(const char* key, const char* type) const {
  if (!dictionary_) return nullptr;
  return glib::Variant{g_variant_lookup_value(
      dictionary_.get(), key, type ? G_VARIANT_TYPE(type) : nullptr)};
}

bool Facts::has(const char* key) const {
  return look_up(key, nullptr) != nullptr;
}

bool Facts::empty() const {
  return !dictionary_ || g_variant_n_children(dictionary_.get()) == 0;
}

std::string Facts::text(const char* key) const {
  const glib::Variant value = look_up(key, "s");
  if (!value) return {};
  return printable(g_variant_get_string(value.get(), nullptr), longest);
}

bool Facts::flag(const char* key) const {
  const glib::Variant value = look_up(key, "b");
  return value && g_variant_get_boolean(value.get());
}

std::uint32_t Facts::number(const char* key) const {
  const glib::Variant value = look_up(key, "u");
  return value ? g_variant_get_uint32(value.get()) : 0;
}

std::vector<std::string> Facts::list(const char* key) const {
  std::vector<std::string> result;
  const glib::Variant value = look_up(key, "as");
  if (!value) return result;
  GVariantIter iterator;
  g_variant_iter_init(&iterator, value.get());
  const char* text = nullptr;
  while (g_variant_iter_next(&iterator, "&s", &text))
    result.push_back(printable(text, longest));
  return result;
}

Facts Facts::dictionary(const char* key) const {
  const glib::Variant value = look_up(key, "a{sv}");
  return value ? Facts{value.get()} : Facts{};
}

std::vector<Facts> Facts::dictionaries(const char* key) const {
  const glib::Variant value = look_up(key, "aa{sv}");
  return value ? all(value.get()) : std::vector<Facts>{};
}

glib::Dict Facts::texts(std::initializer_list<const char*> keys) const {
  glib::Dict result;
  for (const char* key : keys) {
    const glib::Text lower{g_ascii_strdown(key, -1)};
    result.add(lower.get(), text(key));
  }
  return result;
}

std::vector<Facts> Facts::all(GVariant* dictionaries) {
  std::vector<Facts> result;
  for (gsize i = 0; i < g_variant_n_children(dictionaries); ++i) {
    const glib::Variant child{g_variant_get_child_value(dictionaries, i)};
    result.emplace_back(child.get());
  }
  return result;
}

}  // namespace cli
