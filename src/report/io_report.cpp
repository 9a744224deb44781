#include "report/io_report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/json_writer.h"

namespace tenon {
namespace {

constexpr double kTableUnitsPerHundredMillion = 1e4;

std::string_view id_of(IoBasis basis) {
  return basis == IoBasis::kDomestic ? "domestic" : "total";
}

std::string_view id_of(IoLayout layout) {
  return layout == IoLayout::kCompetitiveImports ? "competitive_imports" : "separate_imports";
}

std::string_view assumption_of(IoLayout layout, IoBasis basis) {
  if (basis == IoBasis::kTotal) return "domestic and imported inputs together, as if all were made at home";
  return layout == IoLayout::kSeparateImports ? "domestic inputs as the table gives them"
                                              : "domestic inputs by import proportionality: every domestic "
                                                "user of a product buys the product's "
                                                "average import share, exports contain none";
}

double total_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double total_exports(const IoTable& table) {
  double total = 0;
  for (std::size_t i = 0; i < table.size(); ++i) total += exports_of(table, i);
  return total;
}

std::optional<double> share(const std::optional<double>& part, double whole) {
  return part && whole > 0 ? std::optional<double>(*part / whole) : std::nullopt;
}

std::optional<double> value_of(const IoAnalysis& analysis, const IoReportOptions& options, std::size_t k) {
  const IoSectorMeasures& m = analysis.on(options.basis).sectors[k];
  switch (options.sort) {
    case IoSortKey::kCode:
      return std::nullopt;
    case IoSortKey::kOutput:
      return analysis.table.gross_output[k];
    case IoSortKey::kImportShare:
      return analysis.import_shares[k];
    case IoSortKey::kOutputMultiplier:
      return m.output_multiplier;
    case IoSortKey::kSupplyMultiplier:
      return m.supply_multiplier;
    case IoSortKey::kValueAddedMultiplier:
      return m.value_added_multiplier;
    case IoSortKey::kImportMultiplier:
      return m.import_multiplier;
    case IoSortKey::kBackwardLinkage:
      return m.backward_linkage;
    case IoSortKey::kForwardLinkage:
      return m.forward_linkage;
    case IoSortKey::kForwardLinkageLeontief:
      return m.forward_linkage_leontief;
    case IoSortKey::kExtractionLoss:
      return m.extraction_loss;
    case IoSortKey::kExtractionLossOthers:
      return m.extraction_loss_others;
    case IoSortKey::kForwardLossOthers:
      return m.forward_loss_others;
  }
  return std::nullopt;
}

// Positions of the sectors to show, first to last.
std::vector<std::size_t> order_of(const IoAnalysis& analysis, const IoReportOptions& options) {
  const std::size_t n = analysis.table.size();
  std::vector<double> value(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double known = value_of(analysis, options, k).value_or(-INFINITY);
    value[k] = std::isnan(known) ? -INFINITY : known;
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return value[a] > value[b]; });
  if (options.top > 0 && options.top < n) order.resize(options.top);
  return order;
}

// 2699027.80 as "2,699,027.80".
std::string grouped(double value, int decimals) {
  std::string text = format_fixed(value, decimals);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t position = text.find('.');
  if (position == std::string::npos) position = text.size();
  while (position > first + 3) {
    position -= 3;
    text.insert(position, 1, ',');
  }
  return text;
}

std::string hundred_millions(double table_units) {
  return grouped(table_units / kTableUnitsPerHundredMillion, 2);
}

// Residuals and their like: two digits are enough.
std::string magnitude(double value) {
  if (value == 0 || !std::isfinite(value)) return format_number(value);
  const double exponent = std::floor(std::log10(std::abs(value)));
  return format_fixed(value / std::pow(10, exponent), 1) + "e" + format_fixed(exponent, 0);
}

std::string fixed(const std::optional<double>& value, int decimals) {
  return value ? format_fixed(*value, decimals) : "–";
}

std::string percent(const std::optional<double>& value, int decimals) {
  return value ? format_fixed(*value * 100, decimals) : "–";
}

std::string heading(const IoAnalysis& analysis) {
  const IoTable& table = analysis.table;
  const std::string year =
      !table.year ? "year not stated (--year)"
                  : std::to_string(*table.year) + (table.year_from_file_name ? " (from the file name)" : "");
  std::string text = table.source + ": " + std::to_string(table.size()) + " sectors, " + year + ", " +
                     (table.layout == IoLayout::kCompetitiveImports
                          ? "domestic and imported goods in one block (competitive imports)"
                          : "domestic and imported goods in separate blocks") +
                     ", producers' prices\n";
  text += "balance: " + format_count(table.balance.identities) + " identities checked, ";
  text +=
      table.balance.broken == 0 ? "all hold within " : format_count(table.balance.broken) + " BROKEN beyond ";
  text += format_number(table.balance.tolerance);
  text += ", largest relative residual " + magnitude(table.balance.largest_relative_residual);
  if (!table.balance.largest_at.empty()) text += " (" + table.balance.largest_at + ")";
  text += "\ntotals in 100 million CNY: gross output " + hundred_millions(total_of(table.gross_output)) +
          ", value added " + hundred_millions(total_of(analysis.value_added)) + ", exports " +
          hundred_millions(total_exports(table)) + ", imports " + hundred_millions(total_of(table.imports)) +
          "\n";
  return text;
}

std::string basis_lines(const IoAnalysis& analysis, const IoReportOptions& options) {
  std::string text;
  for (const IoBasis basis : {IoBasis::kDomestic, IoBasis::kTotal}) {
    const IoSystem& system = analysis.on(basis).system;
    text += std::string(id_of(basis)) + " coefficients: spectral radius " +
            fixed(analysis.on(basis).spectral_radius, 4) + ", condition of I - A " +
            grouped(system.condition_number, 1) + ", |(I - A) L - I| at most " + magnitude(system.residual) +
            (basis == options.basis ? "; used below\n" : "\n");
    if (analysis.on(basis).spectral_radius.value_or(0) >= 1) {
      text +=
          "  WARNING: a spectral radius of 1 or more: this economy uses up more than it makes, and the "
          "measures "
          "mean nothing\n";
    }
  }
  return text + "below: " + std::string(assumption_of(analysis.table.layout, options.basis)) + "\n";
}

constexpr std::string_view kLegend =
    "loss: output lost in the whole economy if the sector is extracted (no purchases, no deliveries, no "
    "final demand),\n"
    "  in % of gross output; others: without the sector's own output; fwd: lost by the others if it delivers "
    "to nobody\n"
    "  (Ghosh). Multipliers for one unit of final demand (out, VA, imp) or of primary input (sup). BL, FL: "
    "backward and\n"
    "  forward linkage, mean 1; * key sector, both above 1. import %: share of imports in domestic use.\n";

class CsvLine {
 public:
  CsvLine& add(std::string_view field) {
    csv_.field(field);
    return *this;
  }
  CsvLine& add(const std::optional<double>& value) {
    return add(value && std::isfinite(*value) ? std::string_view(format_number(*value)) : std::string_view());
  }
  std::string line() && {
    csv_.end_record();
    return csv_.take();
  }

 private:
  CsvWriter csv_;
};

void write_measures(JsonWriter& json, const IoSectorMeasures& m, double output) {
  json.begin_object();
  json.key("output_multiplier").number(m.output_multiplier);
  json.key("supply_multiplier").number(m.supply_multiplier);
  json.key("value_added_multiplier").number(m.value_added_multiplier);
  json.key("import_multiplier").optional_number(m.import_multiplier);
  json.key("backward_linkage").number(m.backward_linkage);
  json.key("forward_linkage").number(m.forward_linkage);
  json.key("forward_linkage_leontief").number(m.forward_linkage_leontief);
  json.key("key_sector").boolean(m.key_sector);
  json.key("extraction_loss").optional_number(m.extraction_loss);
  json.key("extraction_loss_share").optional_number(share(m.extraction_loss, output));
  json.key("extraction_loss_others").optional_number(m.extraction_loss_others);
  json.key("extraction_loss_others_share").optional_number(share(m.extraction_loss_others, output));
  json.key("forward_loss_others").optional_number(m.forward_loss_others);
  json.key("forward_loss_others_share").optional_number(share(m.forward_loss_others, output));
  json.end_object();
}

void write_basis(JsonWriter& json, const IoAnalysis& analysis, IoBasis basis) {
  const IoSystem& system = analysis.on(basis).system;
  json.key(id_of(basis)).begin_object();
  json.key("assumption").text(assumption_of(analysis.table.layout, basis));
  json.key("spectral_radius").optional_number(analysis.on(basis).spectral_radius);
  json.key("condition_number").number(system.condition_number);
  json.key("inverse_residual").number(system.residual);
  json.end_object();
}

}  // namespace

const std::vector<std::string>& io_sort_key_names() {
  static const std::vector<std::string> names = {
      "code",
      "gross_output",
      "import_share",
      "output_multiplier",
      "supply_multiplier",
      "value_added_multiplier",
      "import_multiplier",
      "backward_linkage",
      "forward_linkage",
      "forward_linkage_leontief",
      "extraction_loss",
      "extraction_loss_others",
      "forward_loss_others",
  };
  return names;
}

std::optional<IoSortKey> io_sort_key(std::string_view name) {
  const auto& names = io_sort_key_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<IoSortKey>(found - names.begin());
}

std::string io_report_text(const IoAnalysis& analysis, const IoReportOptions& options) {
  const IoTable& table = analysis.table;
  const IoBasisAnalysis& basis = analysis.on(options.basis);
  const double output = total_of(table.gross_output);
  TerminalTable shown;
  shown.columns = {{"#", Align::kRight},
                   {"code"},
                   {"sector", Align::kLeft, 36, 12},
                   {"", Align::kLeft, 44, 10},
                   {"output 亿元", Align::kRight},
                   {"import %", Align::kRight},
                   {"out", Align::kRight},
                   {"VA", Align::kRight},
                   {"imp", Align::kRight},
                   {"sup", Align::kRight},
                   {"BL", Align::kRight},
                   {"FL", Align::kRight},
                   {"key"},
                   {"loss %", Align::kRight},
                   {"others %", Align::kRight},
                   {"fwd %", Align::kRight}};
  for (const std::size_t k : order_of(analysis, options)) {
    const IoSectorMeasures& m = basis.sectors[k];
    shown.rows.push_back(
        {std::to_string(shown.rows.size() + 1), table.sectors[k].code, table.sectors[k].name_zh,
         table.sectors[k].name_en, grouped(table.gross_output[k] / kTableUnitsPerHundredMillion, 0),
         percent(analysis.import_shares[k], 1), fixed(m.output_multiplier, 2),
         fixed(m.value_added_multiplier, 2), fixed(m.import_multiplier, 2), fixed(m.supply_multiplier, 2),
         fixed(m.backward_linkage, 2), fixed(m.forward_linkage, 2), m.key_sector ? "*" : "",
         percent(share(m.extraction_loss, output), 2), percent(share(m.extraction_loss_others, output), 2),
         percent(share(m.forward_loss_others, output), 2)});
  }
  const auto keys = static_cast<std::size_t>(std::count_if(
      basis.sectors.begin(), basis.sectors.end(), [](const IoSectorMeasures& m) { return m.key_sector; }));
  std::string text =
      heading(analysis) + basis_lines(analysis, options) + "\n" + render_table(shown, options.style);
  text += "\n" + std::to_string(shown.rows.size()) + " of " + std::to_string(table.size()) + " sectors, by " +
          io_sort_key_names()[static_cast<std::size_t>(options.sort)] + "; " + std::to_string(keys) +
          " key sectors in all.\n";
  return text + std::string(kLegend);
}

std::string io_report_json(const IoAnalysis& analysis, const IoReportOptions& options) {
  const IoTable& table = analysis.table;
  const double output = total_of(table.gross_output);
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("source").text(table.source);
  json.key("year").optional_integer(table.year);
  json.key("year_from").text(!table.year ? "unknown" : table.year_from_file_name ? "file name" : "option");
  json.key("layout").text(id_of(table.layout));
  json.key("unit").text(table.unit);
  json.key("prices").text("producers' prices");
  json.key("totals").begin_object();
  json.key("gross_output").number(output);
  json.key("value_added").number(total_of(analysis.value_added));
  json.key("exports").number(total_exports(table));
  json.key("imports").number(total_of(table.imports));
  json.end_object();
  json.key("balance").begin_object();
  json.key("identities").integer(static_cast<std::int64_t>(table.balance.identities));
  json.key("broken").integer(static_cast<std::int64_t>(table.balance.broken));
  json.key("tolerance").number(table.balance.tolerance);
  json.key("largest_relative_residual").number(table.balance.largest_relative_residual);
  json.key("largest_at").text(table.balance.largest_at);
  json.end_object();
  json.key("bases").begin_object();
  write_basis(json, analysis, IoBasis::kDomestic);
  write_basis(json, analysis, IoBasis::kTotal);
  json.end_object();
  json.key("sorted_by").text(io_sort_key_names()[static_cast<std::size_t>(options.sort)]);
  json.key("sorted_on").text(id_of(options.basis));
  json.key("sectors").begin_array();
  for (const std::size_t k : order_of(analysis, options)) {
    json.begin_object();
    json.key("code").text(table.sectors[k].code);
    json.key("name_zh").text(table.sectors[k].name_zh);
    json.key("name_en").text(table.sectors[k].name_en);
    json.key("gross_output").number(table.gross_output[k]);
    json.key("value_added").number(analysis.value_added[k]);
    json.key("exports").number(exports_of(table, k));
    json.key("imports").number(table.imports[k]);
    json.key("import_share").optional_number(analysis.import_shares[k]);
    json.key("domestic");
    write_measures(json, analysis.domestic.sectors[k], output);
    json.key("total");
    write_measures(json, analysis.total.sectors[k], output);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string io_report_csv(const IoAnalysis& analysis, const IoReportOptions& options) {
  const IoTable& table = analysis.table;
  const double output = total_of(table.gross_output);
  std::string text =
      "code,name_zh,name_en,source,year,unit,basis,gross_output,value_added,exports,imports,import_share,"
      "output_multiplier,supply_multiplier,value_added_multiplier,import_multiplier,backward_linkage,"
      "forward_linkage,forward_linkage_leontief,key_sector,extraction_loss,extraction_loss_share,"
      "extraction_loss_others,extraction_loss_others_share,forward_loss_others,forward_loss_others_share\n";
  for (const std::size_t k : order_of(analysis, options)) {
    const IoSectorMeasures& m = analysis.on(options.basis).sectors[k];
    CsvLine line;
    line.add(table.sectors[k].code).add(table.sectors[k].name_zh).add(table.sectors[k].name_en);
    line.add(table.source).add(table.year ? std::to_string(*table.year) : "").add(table.unit);
    line.add(id_of(options.basis)).add(table.gross_output[k]).add(analysis.value_added[k]);
    line.add(exports_of(table, k)).add(table.imports[k]).add(analysis.import_shares[k]);
    line.add(m.output_multiplier)
        .add(m.supply_multiplier)
        .add(m.value_added_multiplier)
        .add(m.import_multiplier);
    line.add(m.backward_linkage).add(m.forward_linkage).add(m.forward_linkage_leontief);
    line.add(m.key_sector ? "1" : "0");
    line.add(m.extraction_loss).add(share(m.extraction_loss, output));
    line.add(m.extraction_loss_others).add(share(m.extraction_loss_others, output));
    line.add(m.forward_loss_others).add(share(m.forward_loss_others, output));
    text += std::move(line).line();
  }
  return text;
}

}  // namespace tenon
