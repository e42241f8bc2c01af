// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/json.hpp"

#include <json-glib/json-glib.h>

#include "glib/handle.hpp"

namespace cli {

std::string json(const glib::Dict& facts, Layout layout) {
  const glib::Variant variant{g_variant_ref_sink(facts.variant())};
  const glib::Handle<JsonNode, json_node_unref> root{
      json_gvariant_serialize(variant.get())};
  const glib::Object<JsonGenerator> generator{json_generator_new()};
  json_generator_set_root(generator.get(), root.get());
  json_generator_set_pretty(generator.get(), layout == Layout::pretty);
  const glib::Text text{json_generator_to_data(generator.get(), nullptr)};
  return text.get();
}

}  // namespace cli
