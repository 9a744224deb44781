// The small tables that go with an edge list: values and lists by firm, essentiality matrices and sector
// mappings. The first byte says which; a NUL ends the first of two files.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/essentiality_reader.h"
#include "exchange/firm_values_reader.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.empty()) return 0;
  const char kind = bytes.front();
  bytes.remove_prefix(1);
  tenon::NameTable firms;
  for (const char* name : {"a", "b", "甲"}) firms.append(name);

  if (kind == 'v') {
    const auto values = tenon::parse_firm_values(bytes, "fuzz.csv", firms, "revenue");
    if (!values) {
      TENON_REQUIRE(!values.error().message.empty());
      return 0;
    }
    TENON_REQUIRE(values->values.size() == firms.size() && values->missing.size() <= firms.size());
    for (const double value : values->values) TENON_REQUIRE(std::isfinite(value) && value >= 0);
  } else if (kind == 'l') {
    const auto list = tenon::parse_firm_list(bytes, "fuzz.csv", firms);
    if (!list) return 0;
    TENON_REQUIRE(list.value().size() <= firms.size());
    for (const std::uint32_t firm : list.value()) TENON_REQUIRE(firm < firms.size());
  } else {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const std::string_view mapping = bytes.substr(std::min(end + 1, bytes.size()));
    const std::vector<std::string> sectors{"A01", "0111", ""};
    const auto read = tenon::parse_essentiality(bytes.substr(0, end), "fuzz.csv", mapping,
                                                end < bytes.size() ? "map.csv" : "", sectors);
    if (!read) {
      TENON_REQUIRE(!read.error().message.empty());
      return 0;
    }
    TENON_REQUIRE(read->essentiality.classes.size() == sectors.size() * sectors.size());
    for (const auto input_class : read->essentiality.classes)
      TENON_REQUIRE(input_class <= tenon::InputClass::kEssential);
  }
  return 0;
}
