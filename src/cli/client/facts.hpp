// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "glib/dict.hpp"
#include "glib/handle.hpp"

namespace cli {

/** Facts that came over the bus (a{sv}). Texts are printable: strangers choose
 * some of them. What is not there is empty, no or 0. */
class Facts {
 public:
  Facts() = default;
  /** Takes a reference. */
  explicit Facts(GVariant* dictionary)
      : dictionary_{g_variant_ref_sink(dictionary)} {}

  bool has(const char* key) const;
  bool empty() const;
  std::string text(const char* key) const;
  bool flag(const char* key) const;
  std::uint32_t number(const char* key) const;
  std::vector<std::string> list(const char* key) const;
  Facts dictionary(const char* key) const;
  std::vector<Facts> dictionaries(const char* key) const;

  /** These texts for JSON, where keys are in lower case. */
  glib::Dict texts(std::initializer_list<const char*> keys) const;

  /** Of an aa{sv}. */
  static std::vector<Facts> all(GVariant* dictionaries);

 private:
  glib::Variant look_up(const char* key, const char* type) const;

  glib::Variant dictionary_;
};

}  // namespace cli
