#include "api/backup_json.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/firm_group.h"
#include "report/backup_words.h"
#include "report/names.h"
#include "service/supply_aggregate.h"

namespace tenon {
namespace {

constexpr double kFenPerYuan = 100;

std::optional<double> a_year(const std::optional<double>& a_day) {
  return a_day ? std::optional(*a_day * kDaysAYear) : std::nullopt;
}

void write_factor(JsonWriter& json, std::string_view name, const ScoreFactor& factor) {
  json.key(name).begin_object().key("value").number(factor.value).key("low").number(factor.low);
  json.key("high").number(factor.high).key("known").boolean(factor.known).end_object();
}

void write_days(JsonWriter& json, std::string_view name, const DaysKnown& days) {
  json.key(name).begin_object().key("low").number(days.low).key("high").number(days.high);
  json.key("is_assumption").boolean(days.is_assumption).end_object();
}

// In both languages.
Bilingual reason_of(const Dataset& dataset, const SharedExposure& exposure) {
  SharedExposure told = exposure;
  if (told.kind == SharedExposureKind::kUpstream) told.part = 1;
  return exposure_text(dataset, told);
}

void write_candidate(JsonWriter& json, const Dataset& dataset, const BackupCandidate& c, std::size_t rank) {
  const Firm& firm = dataset.firm(c.firm);
  json.begin_object().key("rank").integer(static_cast<std::int64_t>(rank));
  json.key("firm_id").text(firm.id).key("name_zh").text(firm.name_zh).key("name_en").text(firm.name_en);
  json.key("kind").text(id_of(c.kind)).key("tier").text(id_of(c.tier)).key("region_code");
  c.region ? json.text(dataset.region(*c.region).code) : json.null();
  json.key("status").text(id_of(c.status)).key("synthetic").boolean(c.synthetic);
  json.key("spare_cny_a_year").optional_number(a_year(c.spare));
  write_days(json, "lead_days", c.lead);
  write_days(json, "qualification_days", c.qualification);
  json.key("unit_cost").optional_number(c.unit_cost).key("trl_scale").text(c.trl_scale);
  json.key("trl").optional_integer(c.trl).key("relatedness").optional_number(c.relatedness);
  json.key("input_coverage").optional_number(c.input_coverage).key("related_product");
  c.related_product ? json.text(dataset.product(*c.related_product).id) : json.null();
  json.key("fails_with_primary").boolean(c.fails_with_primary).key("shared").begin_array();
  for (const SharedExposure& exposure : c.shared) {
    const Bilingual words = reason_of(dataset, exposure);
    json.begin_object().key("kind").text(id_of(exposure.kind)).key("zh").text(words.zh);
    json.key("en").text(words.en).end_object();
  }
  json.end_array();
  write_factor(json, "score", c.score);
  json.key("parts").begin_object();
  for (std::size_t p = 0; p < kScorePartCount; ++p) {
    write_factor(json, id_of(static_cast<ScorePart>(p)), c.parts[p]);
  }
  json.end_object().key("source").text(c.provenance.source);
  json.key("year").optional_integer(c.provenance.year).key("grade");
  json.text(c.provenance.grade > ' ' ? std::string(1, c.provenance.grade) : std::string()).end_object();
}

}  // namespace

bool is_supply_of_product_safe(const Dataset& dataset, ProductId product) {
  std::vector<SupplyRow> rows;
  for (const Supply& supply : dataset.supplies) {
    if (supply.product != product) continue;
    rows.push_back({{dataset.product(product).id},
                    dataset.firm(top_parent(dataset, supply.supplier)).id,
                    dataset.firm(top_parent(dataset, supply.customer)).id,
                    std::llround(supply.annual_value_cny * kFenPerYuan)});
  }
  if (rows.empty()) return true;
  const auto groups = aggregate_supplies(rows);
  return groups && std::all_of(groups->begin(), groups->end(),
                               [](const SupplyGroup& group) { return group.state == GroupState::kShown; });
}

void write_backup_answer(JsonWriter& json, const Dataset& dataset, const BackupAnswer& answer,
                         std::size_t top) {
  const Product& product = dataset.product(answer.question.product);
  const bool is_safe = is_supply_of_product_safe(dataset, answer.question.product);
  json.key("product_id").text(product.id).key("name_zh").text(product.name_zh);
  json.key("name_en").text(product.name_en).key("amounts_withheld").boolean(!is_safe);
  json.key("use_cny_a_year").optional_number(is_safe ? a_year(answer.use) : std::nullopt);
  json.key("gap_cny_a_year").optional_number(is_safe ? a_year(answer.gap) : std::nullopt);
  json.key("roots").begin_array();
  for (const RootShare& share : answer.roots) {
    if (!is_safe) break;
    const Bilingual name = root_name(dataset, share.root);
    json.begin_object().key("kind").text(id_of(share.root.kind)).key("name_zh").text(name.zh);
    json.key("name_en").text(name.en).key("part").number(share.part).end_object();
  }
  json.end_array().key("found").integer(static_cast<std::int64_t>(answer.candidates.size()));
  json.key("related_found").integer(static_cast<std::int64_t>(answer.related_found));
  json.key("candidates").begin_array();
  for (std::size_t k = 0; k < std::min(top, answer.candidates.size()); ++k) {
    write_candidate(json, dataset, answer.candidates[k], k + 1);
  }
  json.end_array();
}

void write_register_entries(JsonWriter& json, const BackupRegister& reg) {
  json.begin_array();
  for (const BackupEntry& entry : reg.entries) {
    json.begin_object().key("id").text(entry.id).key("product").text(entry.product.text);
    json.key("buyer").text(entry.buyer.text).key("maker").text(entry.maker.text);
    json.key("plant").text(entry.plant.text).key("status").text(id_of(entry.status));
    json.key("reserved_cny_a_year").number(entry.reserved_cny_a_year);
    json.key("ready_days").number(entry.ready_days).key("stock_days").number(entry.stock_days);
    json.key("unit_cost").optional_number(entry.unit_cost);
    json.key("registered_on").text(entry.registered_on).key("valid_until").text(entry.valid_until);
    json.key("contact").text(entry.contact).key("note").text(entry.note);
    json.key("source").text(entry.provenance.source).key("url").text(entry.provenance.url);
    json.key("year").optional_integer(entry.provenance.year).key("grade");
    json.text(entry.provenance.grade > ' ' ? std::string(1, entry.provenance.grade) : std::string());
    json.end_object();
  }
  json.end_array();
}

}  // namespace tenon
