// The parts of a process type's file that stand in many places: names, lists, words, accesses, fields,
// values.
//
// A function adds its faults to the site and returns what could be read; after a fault the file is not
// loaded, so what it returns then only has to be safe to go on with. O(size of the value).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/yaml_values.h"
#include "process/process_type.h"
#include "process/process_words.h"

namespace tenon {

// A mapping with zh and en.
process::Names read_names(const YamlValue& value, YamlSite& site);

// The position of a word; 0 after a fault.
std::size_t read_process_word(const YamlValue& value, std::span<const process::ProcessWord> words,
                              YamlSite& site);

std::string read_id_text(const YamlValue& value, YamlSite& site);
std::vector<std::string> read_ids(const YamlValue& value, YamlSite& site);
std::vector<process::Relation> read_relations(const YamlValue& value, YamlSite& site);

// The word "system", or a mapping.
process::Access read_access(const YamlValue& value, YamlSite& site);

process::Seal read_seal(const YamlValue& value, YamlSite& site);
std::vector<process::Field> read_fields(const YamlValue& value, YamlSite& site);

// The items of what must be a list.
std::vector<YamlValue> read_list(const YamlValue& value, std::string_view expected, YamlSite& site);

// A value for a field of this type, as conditions and assignments have it. Moments and files have no text
// form.
process::FieldValue read_field_value(const YamlValue& value, process::FieldType type, YamlSite& site);

}  // namespace tenon
