#include <cmath>

#include "process/check_site.h"
#include "process/process_words.h"

namespace tenon::process {
namespace {

constexpr std::size_t kMostBytes = 100'000;
constexpr std::size_t kMostItems = 10'000;

void check_range(const std::string& path, const Field& field, CheckSite& site) {
  const bool has_range = field.low.has_value() || field.high.has_value();
  const bool is_number = field.type == FieldType::kNumber || field.type == FieldType::kMoney;
  if (has_range && !is_number) {
    site.fault(path, "", "low and high go with numbers and money");
    return;
  }
  if (field.low && field.high && *field.low > *field.high) {
    site.fault(path + ".low", "", "expected low at most high");
  }
  for (const auto* limit : {&field.low, &field.high}) {
    if (*limit && field.type == FieldType::kMoney && **limit != std::floor(**limit)) {
      site.fault(path, "", "expected whole fen as limits of money");
    }
  }
}

void check_field_definition(const std::string& path, const Field& field, CheckSite& site) {
  check_range(path, field, site);
  if (!field.unit.empty() && field.type != FieldType::kNumber) {
    site.fault(path + ".unit", field.unit, "a unit goes with numbers; money is in fen");
  }
  if (field.type == FieldType::kChoice) {
    if (field.choices.empty()) site.fault(path + ".choices", "", "expected choices");
    site.check_ids(path + ".choices", field.choices);
  } else if (!field.choices.empty()) {
    site.fault(path + ".choices", "", "choices go with the type choice");
  }
  if (!field.case_types.empty() && field.type != FieldType::kCase) {
    site.fault(path + ".case_types", "", "case_types go with the type case");
  }
  if (field.max_items < 1 || field.max_items > kMostItems) {
    site.fault(path + ".max_items", std::to_string(field.max_items), "expected 1 to 10000");
  }
  if (field.max_bytes < 1 || field.max_bytes > kMostBytes) {
    site.fault(path + ".max_bytes", std::to_string(field.max_bytes), "expected 1 to 100000");
  }
  if (field.filled_by) site.check_access(path + ".filled_by", *field.filled_by);
  if (field.is_computed && (field.filled_by || !field.filled_in.empty())) {
    site.fault(path + ".computed", "true", "a computed field has neither filled_by nor filled_in");
  }
  site.check_states(path + ".filled_in", field.filled_in);
  if (field.seal) {
    site.check_states(path + ".sealed.until", field.seal->until);
    site.check_somebody(path + ".sealed.visible_to", field.seal->visible_to);
  }
}

}  // namespace

void check_field_definitions(const std::string& path, const std::vector<Field>& fields, CheckSite& site) {
  site.check_ids(path, fields);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    check_field_definition(CheckSite::item(path, i), fields[i], site);
  }
}

}  // namespace tenon::process
