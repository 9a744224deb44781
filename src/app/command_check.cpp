#include "app/command_check.h"

#include <filesystem>

#include "app/output.h"
#include "exchange/csv_reader.h"
#include "exchange/text_file.h"

namespace tenon {

int run_check(const CheckOptions& options) {
  FaultList faults;
  std::string counts;
  std::error_code status;
  for (const auto& entry : std::filesystem::directory_iterator(options.dataset, status)) {
    if (entry.path().extension() != ".csv") continue;
    const auto file = TextFile::open(entry.path(), entry.path().filename(), faults);
    if (!file) continue;
    CsvReader reader(entry.path().filename(), file->text());
    std::size_t records = 0;
    for (CsvStep step = reader.next(); step != CsvStep::kEnd; step = reader.next()) {
      if (step == CsvStep::kFault) faults.add(reader.fault());
      ++records;
    }
    counts += entry.path().filename().string() + " " + std::to_string(records) + "\n";
  }
  if (status) return report_error({ErrorCode::kNotFound, options.dataset + ": " + status.message()});
  report_faults(faults);
  const int written = write_output(options.out, counts);
  return faults.has_errors() ? kExitBadInput : written;
}

}  // namespace tenon
