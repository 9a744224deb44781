#include "exchange/dataset_format.h"

#include <string>
#include <string_view>

#include "base/text.h"
#include "exchange/dataset_fact_columns.h"
#include "model/codes.h"

namespace tenon {
namespace {

using enum Presence;

constexpr Word<Tier> kTiers[] = {{"city", Tier::kCity},
                                 {"province", Tier::kProvince},
                                 {"area", Tier::kArea},
                                 {"country", Tier::kCountry},
                                 {"foreign", Tier::kForeign}};

constexpr Word<Segment> kSegments[] = {
    {"upstream", Segment::kUpstream},     {"midstream", Segment::kMidstream},
    {"downstream", Segment::kDownstream}, {"上游", Segment::kUpstream},
    {"中游", Segment::kMidstream},        {"下游", Segment::kDownstream}};

constexpr Word<CapabilityStatus> kStatuses[] = {{"qualified", CapabilityStatus::kQualified},
                                                {"trial", CapabilityStatus::kTrial},
                                                {"potential", CapabilityStatus::kPotential},
                                                {"unknown", CapabilityStatus::kUnknown}};

void check_region(const Region& region, RowSite& row) {
  const bool is_abroad = region.tier == Tier::kCountry || region.tier == Tier::kForeign;
  const bool is_place = region.tier == Tier::kCity || region.tier == Tier::kProvince;
  if (is_abroad && !is_iso_alpha3(region.code)) {
    row.error("region_code", region.code, said(fault_kinds::kCountryRegion));
  }
  if (is_place && !is_gbt2260(region.code)) {
    row.error("region_code", region.code, said(fault_kinds::kPlaceCode));
  }
  if (region.lon.has_value() != region.lat.has_value()) {
    row.error(region.lon ? "lat" : "lon", "", said(fault_kinds::kBothOrNeither, {"lon", "lat"}));
  }
}

Column<Firm> uscc_column() {
  static constexpr std::string_view kName = "uscc";
  return {kName, kOptional,
          [](std::string_view cell, Firm& firm, RowSite& row) {
            UsccCheck check = check_uscc(cell);
            const std::string fits(1, check.expected_check);
            switch (check.state) {
              case UsccState::kWrongForm:
                row.error(kName, cell, said(fault_kinds::kUsccForm));
                break;
              case UsccState::kWrongCheck:
                row.error(kName, cell, said(fault_kinds::kUsccCheck, {fits}));
                break;
              case UsccState::kWrongOrganisationCheck:
                row.warn(kName, cell, said(fault_kinds::kUsccOrganisation, {fits}));
                break;
              case UsccState::kValid:
                break;
            }
            firm.uscc = std::move(check.code);
          },
          [](const Firm& firm, const Dataset&) { return firm.uscc; }};
}

void check_input(const Input& input, RowSite& row) {
  if (input.input == input.product && row.keys.products.is_known()) {
    row.error("input_id", key_of(row.dataset, input.input), said(fault_kinds::kOwnInput));
  }
}

void check_supply(const Supply& supply, RowSite& row) {
  if (supply.supplier == supply.customer && row.keys.firms.is_known()) {
    row.warn("customer_id", key_of(row.dataset, supply.customer), said(fault_kinds::kOwnCustomer));
  }
}

DatasetFormat make_format() {
  DatasetFormat format;
  format.regions = {
      "regions.csv",
      true,
      &Dataset::regions,
      {key<RegionId, &Region::code>("region_code"), text<&Region::name_zh>("name_zh", kValue),
       text<&Region::name_en>("name_en", kColumn), reference<&Region::parent>("parent_code", kColumn),
       word<&Region::tier>("tier", kValue, kTiers), number<&Region::lon>("lon", kOptional, kLongitude),
       number<&Region::lat>("lat", kOptional, kLatitude)},
      check_region};
  format.chains = {
      "chains.csv",
      true,
      &Dataset::chains,
      {key<ChainId, &Chain::id>("chain_id"), text<&Chain::name_zh>("name_zh", kValue),
       text<&Chain::name_en>("name_en", kColumn),
       reference<&Chain::lead_region>("lead_region_code", kOptional),
       year<&Chain::lead_since>("lead_since", kOptional), text<&Chain::source>("source", kOptional)},
      {}};
  format.products = {
      "products.csv",
      true,
      &Dataset::products,
      {key<ProductId, &Product::id>("product_id"), text<&Product::name_zh>("name_zh", kValue),
       text<&Product::name_en>("name_en", kColumn), reference<&Product::chain>("chain_id", kValue),
       word<&Product::segment>("segment", kValue, kSegments),
       code<&Product::gbt4754>("gbt4754", kOptional, is_gbt4754, fault_kinds::kIndustryCode),
       code<&Product::hs6>("hs6", kOptional, is_hs6, fault_kinds::kHsCode)},
      {}};
  format.inputs = {
      "inputs.csv",
      true,
      &Dataset::inputs,
      {reference<&Input::input>("input_id", kValue), reference<&Input::product>("product_id", kValue),
       flag<&Input::essential>("essential", kValue),
       text<&Input::alternative_group>("alternative_group", kOptional),
       number<&Input::cost_share>("cost_share", kOptional, kPercent),
       number<&Input::consumption_share>("consumption_share", kOptional, kPercent),
       text<&Input::source>("source", kOptional)},
      check_input};
  format.firms = {
      "firms.csv",
      false,
      &Dataset::firms,
      {key<FirmId, &Firm::id>("firm_id"), text<&Firm::name_zh>("name_zh", kValue),
       text<&Firm::name_en>("name_en", kOptional), uscc_column(),
       reference<&Firm::region>("region_code", kOptional),
       code<&Firm::gbt4754>("gbt4754", kOptional, is_gbt4754, fault_kinds::kIndustryCode),
       number<&Firm::annual_output_cny>("annual_output_cny", kOptional, kNotNegative),
       text<&Firm::role>("role", kOptional),
       code<&Firm::control_code>("control_code", kOptional, is_iso_alpha3, fault_kinds::kCountryCode),
       text<&Firm::control_note>("control_note", kOptional), reference<&Firm::parent>("parent_id", kOptional),
       flag<&Firm::synthetic>("synthetic", kOptional), text<&Firm::source>("source", kOptional)},
      {}};
  format.capabilities = {
      "capabilities.csv",
      false,
      &Dataset::capabilities,
      {reference<&Capability::firm>("firm_id", kValue), reference<&Capability::product>("product_id", kValue),
       reference<&Capability::region>("region_code", kOptional),
       number<&Capability::annual_capacity>("annual_capacity", kOptional, kNotNegative),
       number<&Capability::annual_output>("annual_output", kOptional, kNotNegative),
       word<&Capability::status>("status", kOptional, kStatuses),
       number<&Capability::lead_time_days>("lead_time_days", kOptional, kNotNegative),
       number<&Capability::unit_cost>("unit_cost", kOptional, kNotNegative),
       text<&Capability::trl_scale>("trl_scale", kOptional),
       whole_number<&Capability::trl>("trl", kOptional, 1, 13),
       year<&Capability::provenance, &Provenance::year>("year", kOptional),
       text<&Capability::provenance, &Provenance::source>("source", kOptional),
       text<&Capability::provenance, &Provenance::url>("url", kOptional),
       grade<&Capability::provenance>("grade", kOptional)},
      {}};
  format.supplies = {
      "supplies.csv",
      false,
      &Dataset::supplies,
      {reference<&Supply::supplier>("supplier_id", kValue),
       reference<&Supply::customer>("customer_id", kValue), reference<&Supply::product>("product_id", kValue),
       number<&Supply::annual_value_cny>("annual_value_cny", kValue, kNotNegative),
       number<&Supply::inventory_days>("inventory_days", kOptional, kNotNegative),
       text<&Supply::source>("source", kOptional)},
      check_supply};
  format.shares = shares_format();
  format.facts = facts_format();
  format.fact_uses = fact_uses_format();
  return format;
}

}  // namespace

const DatasetFormat& dataset_format() {
  static const DatasetFormat format = make_format();
  return format;
}

}  // namespace tenon
