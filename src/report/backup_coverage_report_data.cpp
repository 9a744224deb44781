// Backup coverage as CSV and JSON.
#include <algorithm>
#include <optional>
#include <string>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/backup_coverage_report.h"
#include "report/backup_coverage_report_words.h"
#include "report/html_escape.h"
#include "report/json_writer.h"
#include "report/names.h"

namespace tenon {
namespace {

std::string number(const std::optional<double>& value) {
  return value ? format_number(*value) : std::string();
}
std::string count(std::size_t value) {
  return std::to_string(value);
}
std::string flag(bool value) {
  return value ? "1" : "0";
}

void record(CsvWriter& csv, std::initializer_list<std::string> fields) {
  for (const std::string& field : fields) csv.field(with_valid_utf8(field));
  csv.end_record();
}

std::string_view root_kind(const SupplyRoot& root) {
  switch (root.kind) {
    case RootKind::kCountry:
      return "country";
    case RootKind::kGroup:
      return "group";
    case RootKind::kUnnamed:
      return "";
  }
  return "";
}

std::string level_id(const std::optional<Level>& level) {
  return level ? std::string(id_of(*level)) : std::string();
}

std::size_t counting(const CoverageOnProduct& product) {
  return static_cast<std::size_t>(
      std::count_if(product.entries.begin(), product.entries.end(), [](const EntryOnDay& entry) {
        return entry.use == EntryUse::kCounts || entry.use == EntryUse::kStockOnly;
      }));
}

std::string firm_id(const Dataset& dataset, const std::optional<FirmId>& firm) {
  return firm ? dataset.firm(*firm).id : std::string();
}

std::string shared_ids(const Dataset& dataset, const EntryExposure& exposure) {
  std::string text;
  for (const SharedExposure& shared : exposure.shared)
    text += (text.empty() ? "" : " ") + exposure_id(dataset, shared) + "=" + format_number(shared.part);
  return text;
}

std::string products_csv(const CoverageReport& report) {
  CsvWriter csv;
  record(csv, {"product_id",     "name_zh",         "name_en",           "chain_id",     "level",
               "basis",          "primary_kind",    "primary",           "primary_part", "use_cny_day",
               "gap_cny_day",    "survive_days",    "survive_simulated", "covered",      "lasting",
               "by_stock_alone", "first_day_short", "short_cny",         "entries",      "entries_counting"});
  for (std::size_t k = 0; k < report.book.cases.size(); ++k) {
    const CoverageCase& one = report.book.cases[k];
    const CoverageOnProduct& result = report.today.products[k];
    const Product& product = report.dataset.product(one.subject.product);
    const bool known = one.basis == CoverageBasis::kAssessed;
    const auto if_known = [&](double value) { return known ? format_number(value) : std::string(); };
    record(csv, {product.id,
                 product.name_zh,
                 product.name_en,
                 report.dataset.chain(product.chain).id,
                 level_id(one.subject.level),
                 std::string(id_of(one.basis)),
                 known ? std::string(root_kind(one.primary.root)) : "",
                 known ? root_id(report.dataset, one.primary.root) : "",
                 if_known(one.primary.part),
                 format_number(one.use),
                 if_known(one.gap),
                 if_known(one.survive_days),
                 known ? flag(one.survive_given) : "",
                 flag(result.covered),
                 flag(result.lasting),
                 flag(result.by_stock_alone),
                 number(result.shortage.first_day),
                 if_known(result.shortage.amount),
                 count(result.entries.size()),
                 count(counting(result))});
  }
  return csv.take();
}

std::string entries_csv(const CoverageReport& report) {
  CsvWriter csv;
  record(csv, {"id", "line", "product_id", "buyer_id", "maker_id", "plant_code", "status", "registered_on",
               "valid_until", "reserved_cny_a_year", "ready_days", "stock_days", "use", "part_left", "shared",
               "per_day_cny", "stock_cny", "covered", "first_day_short"});
  const Dataset& dataset = report.dataset;
  for (std::size_t k = 0; k < report.book.cases.size(); ++k) {
    const CoverageCase& one = report.book.cases[k];
    const CoverageOnProduct& result = report.today.products[k];
    for (std::size_t e = 0; e < one.entries.size(); ++e) {
      const ResolvedBackup& backup = report.book.backups[one.entries[e].entry];
      const BackupEntry& entry = report.reg.entries[one.entries[e].entry];
      const EntryOnDay& today = result.entries[e];
      record(csv, {entry.id, count(entry.line), dataset.product(backup.product).id,
                   firm_id(dataset, backup.buyer), firm_id(dataset, backup.maker),
                   backup.region ? dataset.region(*backup.region).code : "", std::string(id_of(entry.status)),
                   entry.registered_on, entry.valid_until, format_number(entry.reserved_cny_a_year),
                   format_number(entry.ready_days), format_number(entry.stock_days),
                   std::string(id_of(today.use)), format_number(one.entries[e].part_left),
                   shared_ids(dataset, one.entries[e]), format_number(today.per_day),
                   format_number(today.stock), flag(result.covered), number(result.shortage.first_day)});
    }
  }
  return csv.take();
}

// Calls row(kind, id, name_zh, name_en, count) for every group.
template <class Row>
void for_each_group(const Dataset& dataset, const CoverageIndicators& at, const Row& row) {
  row("all", "", "", "", at.all);
  for (const ChainCoverage& one : at.chains) {
    const Chain& chain = dataset.chain(one.chain);
    row("chain", chain.id, chain.name_zh, chain.name_en, one.count);
  }
  const auto regions = [&](const char* kind, const std::vector<RegionCoverage>& list) {
    for (const RegionCoverage& one : list) {
      const Region& region = dataset.region(one.region);
      row(kind, region.code, region_name_zh(region), region_name_en(region), one.count);
    }
  };
  regions("province", at.provinces);
  regions("lead_province", at.lead_provinces);
}

std::string groups_csv(const Dataset& dataset, const std::vector<CoverageIndicators>& days) {
  CsvWriter csv;
  record(csv, {"day", "kind", "id", "name_zh", "name_en", "products", "covered", "lasting", "by_stock_alone",
               "not_assessed", "weight", "weight_covered", "weight_lasting", "rate", "rate_lasting",
               "gap_cny_day", "gap_covered_cny_day", "rate_by_value"});
  for (const CoverageIndicators& at : days) {
    for_each_group(
        dataset, at,
        [&](const std::string& kind, const std::string& id, const std::string& zh, const std::string& en,
            const CoverageCount& of) {
          record(csv, {day_text(at.day), kind, id, zh, en, count(of.products), count(of.covered),
                       count(of.lasting), count(of.by_stock_alone), count(of.not_assessed),
                       format_number(of.weight), format_number(of.weight_covered),
                       format_number(of.weight_lasting), number(of.rate()), number(of.rate_lasting()),
                       format_number(of.gap), format_number(of.gap_covered), number(of.rate_by_value())});
        });
  }
  return csv.take();
}

void integer(JsonWriter& json, const char* key, std::size_t value) {
  json.key(key).integer(static_cast<std::int64_t>(value));
}

void write_indicators(JsonWriter& json, const Dataset& dataset, const CoverageIndicators& at) {
  json.begin_object();
  json.key("day").text(day_text(at.day));
  json.key("groups").begin_array();
  for_each_group(dataset, at,
                 [&](const std::string& kind, const std::string& id, const std::string& zh,
                     const std::string& en, const CoverageCount& of) {
                   json.begin_object();
                   json.key("kind").text(kind);
                   json.key("id").text(id);
                   json.key("name_zh").text(zh);
                   json.key("name_en").text(en);
                   integer(json, "products", of.products);
                   integer(json, "covered", of.covered);
                   integer(json, "lasting", of.lasting);
                   integer(json, "by_stock_alone", of.by_stock_alone);
                   integer(json, "not_assessed", of.not_assessed);
                   json.key("weight").number(of.weight);
                   json.key("weight_covered").number(of.weight_covered);
                   json.key("weight_lasting").number(of.weight_lasting);
                   json.key("rate").optional_number(of.rate());
                   json.key("rate_lasting").optional_number(of.rate_lasting());
                   json.key("gap_cny_day").number(of.gap);
                   json.key("gap_covered_cny_day").number(of.gap_covered);
                   json.key("rate_by_value").optional_number(of.rate_by_value());
                   json.end_object();
                 });
  json.end_array();
  json.end_object();
}

void write_entry(JsonWriter& json, const CoverageReport& report, const EntryExposure& exposure,
                 const EntryOnDay& today) {
  const Dataset& dataset = report.dataset;
  const ResolvedBackup& backup = report.book.backups[exposure.entry];
  const BackupEntry& entry = report.reg.entries[exposure.entry];
  json.begin_object();
  json.key("id").text(entry.id);
  integer(json, "line", entry.line);
  json.key("buyer_id").text(firm_id(dataset, backup.buyer));
  json.key("maker_id").text(firm_id(dataset, backup.maker));
  json.key("plant_code").text(backup.region ? dataset.region(*backup.region).code : "");
  json.key("status").text(id_of(entry.status));
  json.key("registered_on").text(entry.registered_on);
  json.key("valid_until").text(entry.valid_until);
  json.key("reserved_cny_a_year").number(entry.reserved_cny_a_year);
  json.key("ready_days").number(entry.ready_days);
  json.key("stock_days").number(entry.stock_days);
  json.key("use").text(id_of(today.use));
  json.key("part_left").number(exposure.part_left);
  json.key("per_day_cny").number(today.per_day);
  json.key("stock_cny").number(today.stock);
  json.key("shared").begin_array();
  for (const SharedExposure& shared : exposure.shared) {
    const Bilingual words = exposure_text(dataset, shared);
    json.begin_object();
    json.key("id").text(exposure_id(dataset, shared));
    json.key("part").number(shared.part);
    json.key("text_zh").text(words.zh);
    json.key("text_en").text(words.en);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_product(JsonWriter& json, const CoverageReport& report, std::size_t k) {
  const CoverageCase& one = report.book.cases[k];
  const CoverageOnProduct& result = report.today.products[k];
  const Product& product = report.dataset.product(one.subject.product);
  const bool known = one.basis == CoverageBasis::kAssessed;
  const auto if_known = [&](double value) { return known ? std::optional(value) : std::nullopt; };
  json.begin_object();
  json.key("product_id").text(product.id);
  json.key("name_zh").text(product.name_zh);
  json.key("name_en").text(product.name_en);
  json.key("chain_id").text(report.dataset.chain(product.chain).id);
  json.key("level").text(level_id(one.subject.level));
  json.key("basis").text(id_of(one.basis));
  json.key("primary_kind").text(known ? root_kind(one.primary.root) : "");
  json.key("primary").text(known ? root_id(report.dataset, one.primary.root) : "");
  json.key("primary_part").optional_number(if_known(one.primary.part));
  json.key("use_cny_day").number(one.use);
  json.key("gap_cny_day").optional_number(if_known(one.gap));
  json.key("survive_days").optional_number(if_known(one.survive_days));
  json.key("survive_simulated").boolean(one.survive_given);
  json.key("covered").boolean(result.covered);
  json.key("lasting").boolean(result.lasting);
  json.key("by_stock_alone").boolean(result.by_stock_alone);
  json.key("first_day_short").optional_number(result.shortage.first_day);
  json.key("short_cny").optional_number(if_known(result.shortage.amount));
  json.key("entries").begin_array();
  for (std::size_t e = 0; e < one.entries.size(); ++e)
    write_entry(json, report, one.entries[e], result.entries[e]);
  json.end_array();
  json.end_object();
}

}  // namespace

std::string coverage_csv(const CoverageReport& report, CoverageRows rows) {
  switch (rows) {
    case CoverageRows::kProducts:
      return products_csv(report);
    case CoverageRows::kEntries:
      return entries_csv(report);
    case CoverageRows::kGroups:
      return groups_csv(report.dataset, {report.indicators});
    case CoverageRows::kSeries:
      return groups_csv(report.dataset, report.series);
  }
  return {};
}

std::string coverage_json(const CoverageReport& report) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("dataset").text(report.source);
  json.key("register").text(report.reg.file);
  json.key("day").text(day_text(report.today.day));
  json.key("scope").text(report.scope);
  json.key("levels").begin_array();
  for (const Level level : report.levels) json.text(id_of(level));
  json.end_array();
  json.key("horizon_days").number(report.book.horizon_days);
  json.key("survive").text(report.simulated ? "simulated" : "days_held");
  integer(json, "entries", report.reg.entries.size());
  json.key("indicators");
  write_indicators(json, report.dataset, report.indicators);
  json.key("products").begin_array();
  for (std::size_t k = 0; k < report.book.cases.size(); ++k) write_product(json, report, k);
  json.end_array();
  json.key("series").begin_array();
  for (const CoverageIndicators& at : report.series) write_indicators(json, report.dataset, at);
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

}  // namespace tenon
