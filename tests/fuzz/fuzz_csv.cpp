// Any bytes: decoded, read as CSV under small and ordinary limits, written and read again. What was
// understood once must come back the same, and limits must hold.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_writer.h"
#include "exchange/csv_reader.h"
#include "exchange/text_file.h"
#include "require.h"

namespace {

using Records = std::vector<std::vector<std::string>>;

Records read_all(std::string_view text, const tenon::CsvLimits& limits, bool hold_to_first,
                 std::size_t& faults) {
  tenon::CsvReader reader("fuzz.csv", text, limits);
  Records records;
  std::size_t last_line = 0;
  for (tenon::CsvStep step = reader.next(); step != tenon::CsvStep::kEnd; step = reader.next()) {
    TENON_REQUIRE(reader.line() > last_line);
    last_line = reader.line();
    if (step == tenon::CsvStep::kFault) {
      TENON_REQUIRE(reader.fault().line >= reader.line());
      TENON_REQUIRE(!reader.fault().expected.empty());
      ++faults;
      continue;
    }
    const auto fields = reader.fields();
    TENON_REQUIRE(!fields.empty() && fields.size() <= limits.columns);
    for (const std::string_view field : fields) TENON_REQUIRE(field.size() <= limits.field_bytes);
    if (hold_to_first && records.empty()) reader.expect_fields(fields.size());
    if (hold_to_first && !records.empty()) TENON_REQUIRE(fields.size() == records.front().size());
    records.emplace_back(fields.begin(), fields.end());
  }
  TENON_REQUIRE(reader.next() == tenon::CsvStep::kEnd);
  return records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList decoding;
  const auto decoded = tenon::decode_text("fuzz.csv", bytes, decoding);
  TENON_REQUIRE(decoded.has_value() != decoding.has_errors());
  if (!decoded) return 0;

  std::size_t faults = 0;
  read_all(decoded->text(), {.field_bytes = 8, .record_bytes = 24, .columns = 3}, false, faults);
  read_all(decoded->text(), {}, true, faults);
  const Records records = read_all(decoded->text(), {}, false, faults);

  tenon::CsvWriter writer;
  for (const auto& record : records) {
    for (const std::string& field : record) writer.field(field);
    writer.end_record();
  }
  faults = 0;
  TENON_REQUIRE(read_all(writer.text(), {}, false, faults) == records);
  TENON_REQUIRE(faults == 0);
  return 0;
}
