// One row of a dataset file while it is read: where its faults go and what its references may point to.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fault.h"
#include "exchange/dataset_faults.h"
#include "model/dataset.h"

namespace tenon {

// The ids of one file, in file order.
class KeyIndex {
 public:
  struct Entry {
    std::size_t position = 0;  // of the first row with this id
    std::size_t line = 0;
  };

  // The next row's id; an empty one or one seen before takes a position and nothing else.
  void add(std::string id, std::size_t line);
  [[nodiscard]] const Entry* find(std::string_view id) const;
  // The id most like this one; empty: none is, or there are too many to look.
  [[nodiscard]] std::string nearest(std::string_view id) const;

  // A file that could not be read: references into it cannot be judged.
  void set_unknown() { is_known_ = false; }
  void set_known() { is_known_ = true; }
  [[nodiscard]] bool is_known() const { return is_known_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
  std::vector<std::string_view> in_order_;  // keys of entries_, which stay in place
  std::size_t rows_ = 0;
  bool is_known_ = true;
};

struct DatasetKeys {
  KeyIndex regions;
  KeyIndex chains;
  KeyIndex products;
  KeyIndex firms;
};

// Per record of a file: the line it began on, and whether all of its cells could be understood.
struct RowNotes {
  std::vector<std::size_t> lines;
  std::vector<bool> sound;
};

// The row being read. Faults are placed by column name.
class RowSite {
 public:
  RowSite(std::string file, const std::vector<std::string>& header, const DatasetKeys& keys,
          const Dataset& dataset, const std::vector<bool>& sound_facts, FaultList& faults)
      : keys(keys),
        dataset(dataset),
        sound_facts(sound_facts),
        file_(std::move(file)),
        header_(header),
        faults_(faults) {}

  const DatasetKeys& keys;
  const Dataset& dataset;                // the files read so far
  const std::vector<bool>& sound_facts;  // of dataset.facts

  void begin_row(std::size_t position, std::size_t line) {
    position_ = position;
    line_ = line;
    is_sound_ = true;
  }
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] bool is_sound() const { return is_sound_; }

  // Whether the list of faults shown to the user is full already: no need for costly help.
  [[nodiscard]] bool is_list_full() const { return faults_.error_count() > faults_.errors().size(); }

  void error(std::string_view column, std::string_view value, FaultText expected);
  void warn(std::string_view column, std::string_view value, FaultText expected);

 private:
  void add(Severity severity, std::string_view column, std::string_view value, FaultText expected);

  std::string file_;
  const std::vector<std::string>& header_;
  FaultList& faults_;
  std::size_t position_ = 0;
  std::size_t line_ = 0;
  bool is_sound_ = true;
};

// --- Cells to values. `cell` is trimmed and not empty; nullopt means that an error was added to `row`. ---

struct NumberRange {
  double low;
  double high;
  const FaultKind& kind;  // {1}: how it must not be written
};
constexpr double kUnbounded = 1.7976931348623157e308;
constexpr NumberRange kAnyNumber = {-kUnbounded, kUnbounded, fault_kinds::kAnyNumberForm};
constexpr NumberRange kNotNegative = {0, kUnbounded, fault_kinds::kNotNegativeForm};
constexpr NumberRange kPercent = {0, 100, fault_kinds::kPercentForm};
constexpr NumberRange kLongitude = {-180, 180, fault_kinds::kLongitudeForm};
constexpr NumberRange kLatitude = {-90, 90, fault_kinds::kLatitudeForm};

std::optional<double> read_number(std::string_view cell, const NumberRange& range, std::string_view column,
                                  RowSite& row);
std::optional<int> read_whole_number(std::string_view cell, int low, int high, std::string_view column,
                                     RowSite& row);
std::optional<bool> read_flag(std::string_view cell, std::string_view column, RowSite& row);

// An id as it is stored: without surrounding blanks, full-width letters and digits as ASCII.
std::string normalise_id(std::string_view cell);

// The position of the row of `file` whose id is `id`. nullopt also where the file is not known, then without
// an error.
std::optional<std::size_t> find_reference(const std::string& id, const KeyIndex& keys, std::string_view file,
                                          std::string_view column, RowSite& row,
                                          const FaultKind& not_found = fault_kinds::kNotFound);

}  // namespace tenon
