#include "exchange/multi_regional_reader.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/number.h"
#include "exchange/labelled_matrix.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{8} << 30U;
constexpr std::size_t kMaxCategories = 20'000;
constexpr double kRounding = 1e-9;  // of an industry's output: smaller differences are the file's rounding

std::string base_name(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// Position of `name` in `names`, behind which it is put if it is new.
template <class Named>
std::uint32_t position_of(const std::string& name, std::vector<Named>& names,
                          std::unordered_map<std::string, std::uint32_t>& known) {
  const auto [place, is_new] = known.emplace(name, static_cast<std::uint32_t>(names.size()));
  if (is_new) {
    Named named;
    named.name = name;
    names.push_back(std::move(named));
  }
  return place->second;
}

// Industries, regions and sectors, in the order of their first appearance.
void split_labels(const std::vector<std::string>& labels, const std::string& file, std::size_t line,
                  MultiRegionalTable& table, FaultList& faults) {
  std::unordered_map<std::string, std::uint32_t> regions;
  std::unordered_map<std::string, std::uint32_t> sectors;
  for (std::size_t c = 0; c < labels.size(); ++c) {
    const std::string& label = labels[c];
    const std::size_t bar = label.find('|');
    if (bar == std::string::npos || bar == 0 || bar + 1 == label.size()) {
      faults.add({Severity::kError, file, line, c + 2, "", label,
                  "expected a label of the form region|sector, as in \"CHN|mining\""});
      continue;
    }
    table.industries.push_back({position_of(label.substr(0, bar), table.regions, regions),
                                position_of(label.substr(bar + 1), table.sectors, sectors)});
  }
}

// Sets cells below 0 to 0 and tells how many and how much.
void set_to_zero(std::vector<double>& values, const std::string& file, const std::string& what,
                 FaultList& faults) {
  std::size_t count = 0;
  double sum = 0;
  for (double& value : values) {
    if (!(value < 0)) continue;
    ++count;
    sum += value;
    value = 0;
  }
  if (count == 0) return;
  faults.add({Severity::kWarning, file, 0, 0, "", "",
              format_count(count) + " negative " + what + " set to 0, " + format_number(sum) + " in all"});
}

// Rows of final demand that sum to less than nothing: refused, or their negative cells set to 0.
void check_final_demand(MultiRegionalTable& table, const LabelledRows& rows, const std::string& file,
                        const std::vector<std::string>& labels, NegativeFlows negative, FaultList& faults) {
  const std::size_t columns = table.final_demand_labels.size();
  std::size_t mended = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto begin = table.final_demand.begin() + static_cast<std::ptrdiff_t>(i * columns);
    const auto end = begin + static_cast<std::ptrdiff_t>(columns);
    const double sum = std::accumulate(begin, end, 0.0);
    if (sum >= 0) continue;
    if (negative == NegativeFlows::kRefuse) {
      faults.add({Severity::kError, file, rows.lines[i], 0, "", labels[i],
                  "expected final demand that sums to at least 0, found " + format_number(sum)});
      continue;
    }
    std::replace_if(
        begin, end, [](double value) { return value < 0; }, 0.0);
    ++mended;
  }
  if (mended == 0) return;
  faults.add({Severity::kWarning, file, 0, 0, "", "",
              "final demand of " + format_count(mended) +
                  " industries sums to less than 0: their negative cells are set to 0"});
}

// What the model takes otherwise than the table states it.
void warn_of_accounts(const MultiRegionalTable& table, const LabelledRows& rows, const std::string& file,
                      const std::vector<std::string>& labels, FaultList& faults) {
  const std::size_t n = table.size();
  const std::size_t columns = table.final_demand_labels.size();
  std::vector<double> inputs(n, 0);
  std::vector<double> output(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      inputs[j] += table.intermediate[i * n + j];
      output[i] += table.intermediate[i * n + j];
    }
    for (std::size_t c = 0; c < columns; ++c) output[i] += table.final_demand[i * columns + c];
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double excess = inputs[i] - output[i];
    if (excess <= kRounding * output[i]) continue;
    faults.add({Severity::kWarning, file, rows.lines[i], 0, "", labels[i],
                output[i] > 0
                    ? "uses up " + format_number(excess) + " more than it makes: its value added counts as 0"
                    : "buys " + format_number(inputs[i]) +
                          " and makes nothing: its purchases count as final demand"});
  }
}

std::optional<MultiRegionalTable> parse_text(const std::string& z_file, std::string_view z_text,
                                             const std::string& y_file, std::string_view y_text,
                                             const MultiRegionalReadOptions& options, FaultList& faults) {
  const std::size_t errors_before = faults.error_count();
  LabelledMatrixReader z(z_file, z_text, kMaxTableIndustries, faults);
  LabelledMatrixReader y(y_file, y_text, kMaxCategories, faults);
  const auto labels = z.read_header("the labels of the industries, region|sector,");
  const auto categories = y.read_header("the categories of final demand");
  if (!labels) return std::nullopt;
  MultiRegionalTable table;
  split_labels(*labels, z_file, z.line(), table, faults);
  LabelledRows flows = z.read_rows(*labels, options.negative == NegativeFlows::kRefuse);
  if (!categories) return std::nullopt;
  LabelledRows demand = y.read_rows(*labels, false);
  if (faults.error_count() > errors_before) return std::nullopt;

  table.final_demand_labels = *categories;
  table.intermediate = std::move(flows.values);
  table.final_demand = std::move(demand.values);
  if (options.negative == NegativeFlows::kSetToZero) {
    set_to_zero(table.intermediate, z_file, "intermediate flows", faults);
  }
  check_final_demand(table, demand, y_file, *labels, options.negative, faults);
  if (faults.error_count() > errors_before) return std::nullopt;
  warn_of_accounts(table, flows, z_file, *labels, faults);
  table.source = base_name(z_file);
  table.year = options.year;
  table.unit = options.unit;
  return table;
}

}  // namespace

std::optional<MultiRegionalTable> read_multi_regional_table(const std::string& intermediate_path,
                                                            const std::string& final_demand_path,
                                                            const MultiRegionalReadOptions& options,
                                                            FaultList& faults) {
  const auto z = TextFile::open(intermediate_path, intermediate_path, faults, kMaxBytes);
  const auto y = TextFile::open(final_demand_path, final_demand_path, faults, kMaxBytes);
  if (!z || !y) return std::nullopt;
  return parse_text(intermediate_path, z->text(), final_demand_path, y->text(), options, faults);
}

std::optional<MultiRegionalTable> parse_multi_regional_table(
    const std::string& intermediate_file, std::string_view intermediate, const std::string& final_demand_file,
    std::string_view final_demand, const MultiRegionalReadOptions& options, FaultList& faults) {
  const auto z = decode_text(intermediate_file, intermediate, faults);
  const auto y = decode_text(final_demand_file, final_demand, faults);
  if (!z || !y) return std::nullopt;
  return parse_text(intermediate_file, z->text(), final_demand_file, y->text(), options, faults);
}

}  // namespace tenon
