// One fault in an input file, placed so that a person can find and mend it, and the list that readers fill.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

enum class Severity { kWarning, kError };

struct Fault {
  Severity severity = Severity::kError;
  std::string file;         // as the user named it
  std::size_t line = 0;     // 1-based line of the file where the record begins; 0: the file as a whole
  std::size_t column = 0;   // 1-based field number, of YAML the character; 0: the record as a whole
  std::string column_name;  // as in the header, if known; of YAML the path of keys
  std::string value;        // the offending text, shortened by to_string()
  std::string expected;     // what would have been right, and why this is not
  // Of faults of a kind that has them (exchange/fault_kind.h); else empty.
  std::string_view code{};  // stable, for as long as the program runs: "number.percent"
  std::string expected_zh{};
  std::string suggestion{};  // the value that was probably meant
};

// "inputs.csv:12: column 3 'essential': found "yes": expected 0 or 1"
std::string to_string(const Fault& fault);

// Collects faults: the first `limit` of each severity are kept, all are counted.
class FaultList {
 public:
  explicit FaultList(std::size_t limit = 100) : limit_(limit) {}

  void add(Fault fault);
  [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  [[nodiscard]] std::size_t warning_count() const { return warning_count_; }
  [[nodiscard]] const std::vector<Fault>& errors() const { return errors_; }
  [[nodiscard]] const std::vector<Fault>& warnings() const { return warnings_; }

  // All kept faults, one a line, errors first, then how many were left out.
  [[nodiscard]] std::string to_string() const;

 private:
  std::size_t limit_;
  std::size_t error_count_ = 0;
  std::size_t warning_count_ = 0;
  std::vector<Fault> errors_;
  std::vector<Fault> warnings_;
};

}  // namespace tenon
