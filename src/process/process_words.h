// The words of the enums of a process: as files write them, and in both languages as people read them.
//
// Words of files are stable. All functions are pure; texts live as long as the program.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "process/process_type.h"

namespace tenon::process {

struct ProcessWord {
  std::string_view word;  // in YAML, JSON: lower case and underscores
  std::string_view zh;
  std::string_view en;
};

// All values of an enum, in the order of its declaration.
std::span<const ProcessWord> relation_words();
std::span<const ProcessWord> state_kind_words();
std::span<const ProcessWord> field_type_words();
std::span<const ProcessWord> comparison_words();

// Those of one value; a value outside the enum is a bug.
const ProcessWord& process_word(Relation relation);
const ProcessWord& process_word(StateKind kind);
const ProcessWord& process_word(FieldType type);
const ProcessWord& process_word(Comparison comparison);

// The position of a file's word in one of the lists above. Case counts.
std::optional<std::size_t> find_process_word(std::span<const ProcessWord> words, std::string_view word);

}  // namespace tenon::process
