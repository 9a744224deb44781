// A whole dataset folder in one input: a line "@@@ NAME" begins the file NAME. Either there are errors and
// nothing is loaded, or what was loaded can be written and reads back the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/dataset_reader.h"
#include "exchange/dataset_writer.h"
#include "require.h"

namespace {

constexpr std::string_view kMark = "@@@ ";

tenon::DatasetFiles split_files(std::string_view bytes) {
  tenon::DatasetFiles files;
  while (bytes.starts_with(kMark)) {
    bytes.remove_prefix(kMark.size());
    const std::size_t name_end = std::min(bytes.find('\n'), bytes.size());
    const std::string name(bytes.substr(0, name_end));
    bytes.remove_prefix(std::min(name_end + 1, bytes.size()));
    std::size_t end = bytes.starts_with(kMark) ? 0 : bytes.find(std::string("\n") + std::string(kMark));
    end = end == std::string_view::npos ? bytes.size() : (bytes.starts_with(kMark) ? 0 : end + 1);
    files[name] = bytes.substr(0, end);
    bytes.remove_prefix(end);
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tenon::DatasetFiles files = split_files({reinterpret_cast<const char*>(data), size});
  const tenon::DatasetCheck check = tenon::check_dataset_files("fuzz", files);
  TENON_REQUIRE(check.dataset.has_value() != check.faults.has_errors());
  TENON_REQUIRE(!check.faults.has_errors() || !check.faults.to_string().empty());
  if (!check.dataset) return 0;

  const auto texts = tenon::format_dataset(*check.dataset);
  TENON_REQUIRE(texts.ok());
  tenon::DatasetFiles written;
  for (const auto& [name, text] : *texts) written.emplace(name, text);
  const auto again = tenon::read_dataset_from("fuzz", written);
  TENON_REQUIRE(again.ok());
  TENON_REQUIRE(again->dataset == *check.dataset);
  return 0;
}
