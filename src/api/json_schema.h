// The part of JSON Schema (2020-12) that the API contract uses, for checking what clients send.
//
// Schemas of one contract stand in a table and name each other by position, so they may be recursive.
// Checking is linear in the size of the value. Immutable after building: any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boost::json {
class value;
}

namespace tenon {

enum class JsonFormat { kNone, kDate, kDateTime };

struct JsonSchema {
  // Bits of what the value may be.
  enum Type : unsigned {
    kNull = 1,
    kBoolean = 2,
    kInteger = 4,
    kNumber = 8,
    kString = 16,
    kArray = 32,
    kObject = 64
  };
  unsigned types = 0;  // 0: anything

  std::vector<std::string> choices;                   // of strings; empty: all
  std::optional<std::size_t> min_length, max_length;  // Unicode characters
  JsonFormat format = JsonFormat::kNone;
  std::optional<double> minimum, maximum;
  std::optional<std::size_t> min_items, max_items;
  std::optional<std::size_t> items;  // position of the schema of each element

  std::map<std::string, std::size_t, std::less<>> properties;  // positions
  std::vector<std::string> required;
  bool allows_other_properties = true;
  std::optional<std::size_t> other_properties;  // their schema
  std::optional<std::size_t> max_properties;
};

using SchemaTable = std::vector<JsonSchema>;

struct SchemaFault {
  std::string pointer;  // RFC 6901, "" is the whole: "/files/0/name"
  std::string expected_zh;
  std::string expected_en;
};

// At most `most` faults, in the order of the value.
std::vector<SchemaFault> check_json(const SchemaTable& table, std::size_t schema,
                                    const boost::json::value& value, std::size_t most = 20);

// The same for a value that comes as text, in a path or a query: "12" is an integer.
std::vector<SchemaFault> check_text(const JsonSchema& schema, std::string_view text);

}  // namespace tenon
