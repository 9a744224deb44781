#include "exchange/io_table_balance.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.h"

namespace tenon {
namespace {

// A sum and the sum of the magnitudes that went into it.
struct Sum {
  double value = 0;
  double magnitude = 0;

  void add(double term) {
    value += term;
    magnitude += std::abs(term);
  }
};

std::string sector_name(const IoRecord& record) {
  return "sector " + record.code + (record.name_zh.empty() ? "" : " " + record.name_zh);
}

// Short and never empty: residuals need no seventeen digits.
std::string short_number(double value) {
  const double magnitude = std::abs(value);
  if (magnitude >= 0.001 && magnitude < 1e15) return format_fixed(value, 4);
  if (value == 0 || !std::isfinite(value)) return format_number(value);
  const double exponent = std::floor(std::log10(magnitude));
  return format_fixed(value / std::pow(10, exponent), 2) + "e" + format_fixed(exponent, 0);
}

class Checker {
 public:
  Checker(const std::string& file, const IoRecords& records, double tolerance, Severity severity,
          FaultList& faults)
      : file_(file), r_(records), tolerance_(tolerance), severity_(severity), faults_(faults) {}

  IoBalance check() {
    const IoColumns& columns = r_.columns;
    balance_.tolerance = tolerance_;
    for (const auto* block : {&r_.use, &r_.imported_use}) {
      for (const IoRecord& record : *block) check_use_row(record, block == &r_.imported_use);
    }
    for (const IoRecord& record : r_.value_added) check_sector_sum(record, "row " + record.code);
    check_sector_sum(r_.total_value_added, "row TVA");
    check_sector_sum(r_.total_input, "row TI");
    for (std::size_t c = columns.first_sector; c < columns.names.size(); ++c) check_column(c);
    return std::move(balance_);
  }

 private:
  void compare(const IoRecord& record, std::size_t column, const Sum& sum, const char* identity,
               const std::string& whom, bool is_column_total = false) {
    const double found = record.values[column];
    const double residual = sum.value - found;
    const double scale = std::max(sum.magnitude, std::abs(found));
    const double relative = residual == 0 ? 0 : std::abs(residual) / scale;
    ++balance_.identities;
    if (relative > balance_.largest_relative_residual) {
      balance_.largest_relative_residual = relative;
      // "GO of sector 119", "TII of sector 119", "TII of column GO"
      balance_.largest_at = (is_column_total ? record.code : r_.columns.names[column]) + " of " + whom;
    }
    if (relative <= tolerance_) return;
    ++balance_.broken;
    faults_.add({severity_, file_, record.line, column + 1, r_.columns.names[column], format_number(found),
                 "the table does not balance for " + whom + ": " + identity + " = " +
                     format_number(sum.value) + ", residual " + short_number(residual) + " (relative " +
                     short_number(relative) + ", allowed " + format_number(tolerance_) + ")"});
  }

  void check_sector_sum(const IoRecord& record, const std::string& whom) {
    const IoColumns& columns = r_.columns;
    Sum sum;
    for (std::size_t c = columns.first_sector; c < columns.total_intermediate; ++c) sum.add(record.values[c]);
    compare(record, columns.total_intermediate, sum, "the sum over the sectors", whom);
  }

  void check_use_row(const IoRecord& record, bool imported) {
    const IoColumns& columns = r_.columns;
    const std::string whom = sector_name(record) + (imported ? " (imports)" : "");
    check_sector_sum(record, whom);
    for (const IoSubtotal& subtotal : columns.subtotals) {
      Sum sum;
      for (const std::size_t part : subtotal.parts) sum.add(record.values[part]);
      compare(record, subtotal.column, sum, "the sum of its parts", whom);
    }
    Sum use;
    use.add(record.values[columns.total_intermediate]);
    use.add(record.values[columns.total_final]);
    if (columns.imports) use.add(-record.values[*columns.imports]);
    compare(record, columns.gross_output, use, columns.imports ? "TIU + TFU - IM" : "TIU + TFU", whom);
  }

  void check_column(std::size_t c) {
    const IoColumns& columns = r_.columns;
    const bool is_sector = c < columns.total_intermediate;
    const IoRecord* sector = is_sector ? &r_.use[c - columns.first_sector] : nullptr;
    const std::string whom = sector != nullptr ? sector_name(*sector) : "column " + columns.names[c];

    Sum inputs;
    for (const auto* block : {&r_.use, &r_.imported_use}) {
      for (const IoRecord& record : *block) inputs.add(record.values[c]);
    }
    compare(r_.total_intermediate_input, c, inputs, "TII, the sum of all sectors' rows", whom,
            /*is_column_total=*/true);
    if (c > columns.total_intermediate) return;

    Sum value_added;
    for (const IoRecord& record : r_.value_added) value_added.add(record.values[c]);
    compare(r_.total_value_added, c, value_added, "TVA, the sum of the value-added rows", whom,
            /*is_column_total=*/true);

    Sum total;
    total.add(r_.total_intermediate_input.values[c]);
    total.add(r_.total_value_added.values[c]);
    compare(r_.total_input, c, total, "TI, TII + TVA", whom, /*is_column_total=*/true);

    if (sector == nullptr) return;
    Sum output;
    output.add(sector->values[columns.gross_output]);
    compare(r_.total_input, c, output, "TI, gross output GO", whom, /*is_column_total=*/true);
  }

  const std::string& file_;
  const IoRecords& r_;
  double tolerance_;
  Severity severity_;
  FaultList& faults_;
  IoBalance balance_;
};

}  // namespace

IoBalance check_io_balance(const std::string& file, const IoRecords& records, double tolerance,
                           Severity severity, FaultList& faults) {
  return Checker(file, records, tolerance, severity, faults).check();
}

}  // namespace tenon
