#include "exchange/dataset_fact_columns.h"

#include <optional>
#include <string>
#include <string_view>

#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

using enum Presence;

constexpr Word<Indicator> kIndicators[] = {
    {"external_dependence", Indicator::kExternalDependence},
    {"domestic_supply", Indicator::kDomesticSupply},
    {"world_supply_outside", Indicator::kWorldSupplyOutside},
    {"world_supply_inside", Indicator::kWorldSupplyInside},
    {"leading_provider_share", Indicator::kLeadingProviderShare},
    {"top_group_share", Indicator::kTopGroupShare},
    {"lead_time_days", Indicator::kLeadTimeDays},
    {"qualification_time_days", Indicator::kQualificationTimeDays},
    {"inventory_days", Indicator::kInventoryDays},
    {"flag_export_control", Indicator::kFlagExportControl},
    {"flag_single_source", Indicator::kFlagSingleSource},
    {"flag_choke_point", Indicator::kFlagChokePoint},
};

constexpr std::string_view kWorld = "WORLD";
constexpr int kMostProviders = 1'000'000;

void check_order(std::optional<double> low, std::optional<double> high, std::string_view high_column,
                 RowSite& row) {
  if (low && high && *low > *high) {
    row.error(high_column, format_number(*high), said(fault_kinds::kBelowLow, {format_number(*low)}));
  }
}

// --- shares.csv ---

// A provider is a firm or a region.
Column<Share> provider_column() {
  static constexpr std::string_view kName = "provider";
  return {kName, kValue,
          [](std::string_view cell, Share& share, RowSite& row) {
            if (!row.keys.firms.is_known() || !row.keys.regions.is_known()) return;
            const std::string firm_id = normalise_id(cell);
            const KeyIndex::Entry* firm = row.keys.firms.find(firm_id);
            const KeyIndex::Entry* region = row.keys.regions.find(normalise_code(cell));
            if (firm != nullptr && region != nullptr) {
              row.error(kName, cell, said(fault_kinds::kTwofoldProvider));
            } else if (firm != nullptr) {
              share.firm = FirmId(firm->position);
            } else if (region != nullptr) {
              share.region = RegionId(region->position);
            } else {
              row.error(kName, cell,
                        said(fault_kinds::kUnknownProvider)
                            .suggesting(row.is_list_full() ? "" : row.keys.firms.nearest(firm_id)));
            }
          },
          [](const Share& share, const Dataset& dataset) {
            return share.firm ? key_of(dataset, share.firm) : key_of(dataset, share.region);
          }};
}

void check_share(const Share& share, RowSite& row) {
  check_order(share.low, share.high, "share_high", row);
}

// --- facts.csv ---

// Metrics of change may be negative or above 100 percent.
bool is_change(std::string_view metric) {
  return metric.ends_with("_change");
}

void check_fact_value(std::optional<double> value, std::string_view column, const Fact& fact, RowSite& row) {
  if (!value || is_change(fact.metric)) return;
  const std::string shown = format_number(*value);
  if (fact.unit == "%" && (*value < 0 || *value > 100)) {
    row.error(column, shown, said(fault_kinds::kFactPercent));
  } else if (fact.unit == "flag" && *value != 0 && *value != 1) {
    row.error(column, shown, said(fault_kinds::kFactFlag));
  } else if (*value < 0) {
    row.error(column, shown, said(fault_kinds::kFactNegative));
  }
}

void check_fact(const Fact& fact, RowSite& row) {
  check_fact_value(fact.low, "low", fact, row);
  check_fact_value(fact.high, "high", fact, row);
  check_order(fact.low, fact.high, "high", row);
}

// --- fact_uses.csv ---

// The fact that the row names, if it was read without fault.
const Fact* fact_of(const FactUse& use, const RowSite& row) {
  return row.is_sound() && use.fact < row.dataset.facts.size() && row.sound_facts[use.fact]
             ? &row.dataset.facts[use.fact]
             : nullptr;
}

const Fact* fact_of(const FactUse& use, const Dataset& dataset) {
  return use.fact < dataset.facts.size() ? &dataset.facts[use.fact] : nullptr;
}

Column<FactUse> fact_row_column() {
  static constexpr std::string_view kName = "fact_row";
  return {kName, kValue,
          [](std::string_view cell, FactUse& use, RowSite& row) {
            const auto number = parse_integer(normalise_id(cell));
            const std::size_t count = row.dataset.facts.size();
            if (!number || *number < 1 || static_cast<std::uint64_t>(*number) > count) {
              row.error(kName, cell, said(fault_kinds::kFactRow, {std::to_string(count)}));
              return;
            }
            use.fact = static_cast<std::size_t>(*number) - 1;
          },
          [](const FactUse& use, const Dataset&) { return std::to_string(use.fact + 1); }};
}

// A column that repeats what the fact says, so that a person can read the file and a shifted row is noticed.
Column<FactUse> repeated_column(std::string_view name, Presence presence, Severity severity,
                                std::string (*value_of)(const Fact&, const Dataset&)) {
  return {
      name, presence,
      [name, severity, value_of](std::string_view cell, FactUse& use, RowSite& row) {
        const Fact* fact = fact_of(use, row);
        if (fact == nullptr) return;
        const std::string value = value_of(*fact, row.dataset);
        if (value == cell || value == normalise_id(cell)) return;
        if (value.empty() && !row.keys.products.is_known()) return;
        const std::string shown = printable(value, 80);
        if (severity == Severity::kError) {
          row.error(name, cell, said(fault_kinds::kOtherThanFact, {shown, std::to_string(use.fact + 1)}));
        } else {
          row.warn(name, cell, said(fault_kinds::kOtherThanReviewed, {shown, std::to_string(use.fact + 1)}));
        }
      },
      [value_of](const FactUse& use, const Dataset& dataset) {
        const Fact* fact = fact_of(use, dataset);
        return fact == nullptr ? std::string() : value_of(*fact, dataset);
      }};
}

Column<FactUse> basis_region_column() {
  static constexpr std::string_view kName = "basis_region";
  return {kName, kValue,
          [](std::string_view cell, FactUse& use, RowSite& row) {
            use.basis_region = normalise_code(cell);
            if (use.basis_region == kWorld) return;
            find_reference(use.basis_region, row.keys.regions, "regions.csv", kName, row,
                           fault_kinds::kNotFoundNorWorld);
          },
          [](const FactUse& use, const Dataset&) { return use.basis_region; }};
}

std::string_view unit_of(Indicator indicator) {
  switch (indicator) {
    case Indicator::kExternalDependence:
    case Indicator::kDomesticSupply:
    case Indicator::kWorldSupplyOutside:
    case Indicator::kWorldSupplyInside:
    case Indicator::kLeadingProviderShare:
    case Indicator::kTopGroupShare:
      return "%";
    case Indicator::kLeadTimeDays:
    case Indicator::kQualificationTimeDays:
    case Indicator::kInventoryDays:
      return "days";
    case Indicator::kFlagExportControl:
    case Indicator::kFlagSingleSource:
    case Indicator::kFlagChokePoint:
      return "flag";
  }
  return "";
}

void check_group_size(const FactUse& use, RowSite& row) {
  const std::string shown = std::to_string(use.group_size);
  if (use.indicator == Indicator::kLeadingProviderShare) {
    if (use.group_size != 1) row.error("group_size", shown, said(fault_kinds::kGroupOfOne));
  } else if (use.indicator == Indicator::kTopGroupShare) {
    if (use.group_size < 1) row.error("group_size", shown, said(fault_kinds::kGroupSize));
  } else if (use.group_size != 0) {
    row.error("group_size", shown, said(fault_kinds::kNoGroup));
  }
}

void check_fact_use(const FactUse& use, RowSite& row) {
  const std::string_view unit = unit_of(use.indicator);
  check_group_size(use, row);
  if (use.low.has_value() != use.high.has_value()) {
    row.error(use.low ? "value_high" : "value_low", "",
              said(fault_kinds::kBothOrNeither, {"value_low", "value_high"}));
  }
  check_order(use.low, use.high, "value_high", row);
  if (unit == "%" && use.high && *use.high > 100) {
    row.error("value_high", format_number(*use.high), said(fault_kinds::kUsePercent));
  }
  const Fact* fact = fact_of(use, row);
  if (fact == nullptr) return;
  if (!use.low && !fact->low && !fact->high) {
    row.error("value_low", "", said(fault_kinds::kFactWithoutValue));
  }
  if (fact->unit != unit) {
    row.error("indicator", fact->unit, said(fault_kinds::kFactUnit, {std::string(unit)}));
  }
}

}  // namespace

FileFormat<Share> shares_format() {
  return {"shares.csv",
          false,
          &Dataset::shares,
          {reference<&Share::product>("product_id", kValue), provider_column(),
           number<&Share::low>("share_low", kValue, kPercent),
           number<&Share::high>("share_high", kValue, kPercent), text<&Share::scope>("share_scope", kColumn),
           year<&Share::provenance, &Provenance::year>("year", kColumn),
           text<&Share::provenance, &Provenance::source>("source", kColumn),
           text<&Share::provenance, &Provenance::url>("url", kOptional),
           grade<&Share::provenance>("grade", kColumn)},
          check_share};
}

FileFormat<Fact> facts_format() {
  return {"facts.csv",
          false,
          &Dataset::facts,
          {reference<&Fact::product>("product_id", kValue), text<&Fact::metric>("metric", kValue),
           number<&Fact::low>("low", kColumn, kAnyNumber), number<&Fact::high>("high", kColumn, kAnyNumber),
           flag<&Fact::approximate>("approximate", kColumn), text<&Fact::unit>("unit", kColumn),
           text<&Fact::scope>("scope", kColumn), year<&Fact::provenance, &Provenance::year>("year", kColumn),
           text<&Fact::provenance, &Provenance::source>("source", kColumn),
           text<&Fact::provenance, &Provenance::url>("url", kColumn),
           grade<&Fact::provenance>("grade", kColumn), text<&Fact::note>("note", kOptional)},
          check_fact};
}

FileFormat<FactUse> fact_uses_format() {
  return {"fact_uses.csv",
          false,
          &Dataset::fact_uses,
          {fact_row_column(),
           repeated_column(
               "product_id", kValue, Severity::kError,
               [](const Fact& fact, const Dataset& dataset) { return key_of(dataset, fact.product); }),
           repeated_column("metric", kValue, Severity::kError,
                           [](const Fact& fact, const Dataset&) { return fact.metric; }),
           repeated_column("scope", kOptional, Severity::kWarning,
                           [](const Fact& fact, const Dataset&) { return fact.scope; }),
           repeated_column("year", kOptional, Severity::kWarning,
                           [](const Fact& fact, const Dataset&) {
                             return fact.provenance.year ? std::to_string(*fact.provenance.year)
                                                         : std::string();
                           }),
           word<&FactUse::indicator>("indicator", kValue, kIndicators), basis_region_column(),
           whole_number<&FactUse::group_size>("group_size", kColumn, 0, kMostProviders),
           number<&FactUse::low>("value_low", kOptional, kNotNegative),
           number<&FactUse::high>("value_high", kOptional, kNotNegative),
           text<&FactUse::note>("reviewed_note", kColumn)},
          check_fact_use};
}

}  // namespace tenon
