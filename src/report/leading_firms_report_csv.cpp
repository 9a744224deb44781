#include <initializer_list>
#include <string>
#include <string_view>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/html_escape.h"
#include "report/leading_firms_report_words.h"
#include "report/names.h"

namespace tenon {
namespace {

class Rows {
 public:
  explicit Rows(std::initializer_list<const char*> columns) {
    for (const char* column : columns) csv_.field(column);
    csv_.end_record();
  }
  Rows& text(std::string_view value) {
    csv_.field(with_valid_utf8(value));
    return *this;
  }
  Rows& number(double value) { return text(format_number(value)); }
  Rows& number(const std::optional<double>& value) { return value ? number(*value) : text(""); }
  Rows& count(std::size_t value) { return text(std::to_string(value)); }
  Rows& flag(bool value) { return text(value ? "1" : "0"); }
  void end() { csv_.end_record(); }
  std::string take() { return csv_.take(); }

 private:
  CsvWriter csv_;
};

std::string joined_ids(const Dataset& dataset, const std::vector<ProductId>& products) {
  std::string ids;
  for (const ProductId product : products) ids += (ids.empty() ? "" : " ") + dataset.product(product).id;
  return ids;
}

std::string leaders(const LeadersReport& report) {
  Rows rows{"chain_id",
            "rank",
            "best_rank",
            "worst_rank",
            "firm_id",
            "name_zh",
            "name_en",
            "synthetic",
            "products",
            "score",
            "output_cny_day",
            "risk",
            "reach_cny_day",
            "influence",
            "chains",
            "output_pct",
            "risk_pct",
            "reach_pct",
            "influence_pct",
            "chains_pct",
            "esri",
            "esri_downstream",
            "esri_upstream",
            "upstream_firms",
            "upstream_products",
            "upstream_cny_day",
            "downstream_firms",
            "downstream_products",
            "downstream_cny_day"};
  for (const ChainLeaders& chain : report.leaders.chains) {
    for (const LeadingFirm& leader : chain.leaders) {
      const Firm& firm = report.dataset.firm(leader.group);
      rows.text(report.dataset.chain(chain.chain).id).count(leader.rank).count(leader.best_rank);
      rows.count(leader.worst_rank).text(firm.id).text(firm.name_zh).text(firm.name_en);
      rows.flag(leader.synthetic).text(joined_ids(report.dataset, leader.products)).number(leader.score);
      for (const LeaderFigure& part : leader.parts) rows.number(part.value);
      for (const LeaderFigure& part : leader.parts) rows.number(part.percentile);
      rows.number(leader.esri.combined).number(leader.esri.downstream).number(leader.esri.upstream);
      for (const ChainReach* reach : {&leader.upstream, &leader.downstream})
        rows.count(reach->firms).count(reach->products).number(reach->output);
      rows.end();
    }
  }
  return rows.take();
}

std::string known(const LeadersReport& report) {
  Rows rows{"chain_id", "firm_id", "name_zh", "name_en", "control_code", "own", "products"};
  for (const ChainLeaders& chain : report.leaders.chains) {
    for (const KnownLeader& leader : chain.known_leaders) {
      const Firm& firm = report.dataset.firm(leader.firm);
      rows.text(report.dataset.chain(chain.chain).id).text(firm.id).text(firm.name_zh).text(firm.name_en);
      rows.text(firm.control_code).flag(leader.own).text(joined_ids(report.dataset, leader.products)).end();
    }
  }
  return rows.take();
}

// Tier, root and product of a supply.
void identify(const Dataset& dataset, const CircleSupply& supply, Rows& rows) {
  const Bilingual root = root_name(dataset, supply.root);
  const Product& product = dataset.product(supply.product);
  rows.count(supply.tier).text(id_of(supply.root.kind)).text(root_id(dataset, supply.root));
  rows.text(root.zh).text(root.en).text(product.id).text(product.name_zh).text(product.name_en);
}

std::string supplies(const LeadersReport& report) {
  Rows rows{"tier",       "root_kind",  "supplier_id", "supplier_zh",  "supplier_en",  "product_id",
            "product_zh", "product_en", "synthetic",   "flow_cny_day", "part",         "for_leader_cny_day",
            "essential",  "cover_days", "region_code", "distance_km",  "line_stopped", "output_stopped"};
  if (!report.circle) return rows.take();
  for (const CircleSupply& supply : report.circle->circle.supplies) {
    identify(report.dataset, supply, rows);
    rows.flag(supply.synthetic).number(supply.flow).number(supply.part).number(supply.for_leader);
    rows.flag(supply.essential).number(supply.cover_days);
    rows.text(supply.region ? report.dataset.region(*supply.region).code : std::string());
    rows.number(supply.distance_km).number(supply.line_stopped).number(supply.output_stopped).end();
  }
  return rows.take();
}

std::string points(const LeadersReport& report) {
  Rows rows{"point",
            "tier",
            "root_kind",
            "supplier_id",
            "supplier_zh",
            "supplier_en",
            "product_id",
            "product_zh",
            "product_en",
            "reason",
            "line_stopped",
            "output_stopped",
            "cover_days",
            "part_in_time",
            "short_cny",
            "first_short_day",
            "alternatives",
            "makers_without_figures",
            "leader_loss_cny",
            "network_loss_cny",
            "leader_long_loss_cny",
            "network_long_loss_cny"};
  if (!report.circle) return rows.take();
  std::size_t number = 0;
  for (const SinglePoint& point : report.circle->circle.points) {
    const CircleSupply& supply = report.circle->circle.supplies[point.supply];
    rows.count(++number);
    identify(report.dataset, supply, rows);
    rows.text(id_of(point.reason)).number(supply.line_stopped).number(supply.output_stopped);
    rows.number(supply.cover_days).number(point.part_in_time).number(point.shortage.amount);
    rows.number(point.shortage.first_day)
        .count(point.alternatives.size())
        .count(point.makers_without_figures);
    for (const std::optional<CircleLoss>* loss : {&point.loss, &point.long_loss}) {
      rows.number(*loss ? std::optional((*loss)->leader) : std::nullopt);
      rows.number(*loss ? std::optional((*loss)->network) : std::nullopt);
    }
    rows.end();
  }
  return rows.take();
}

std::string cooperations(const LeadersReport& report) {
  Rows rows{"rank",
            "point",
            "tier",
            "root_kind",
            "supplier_id",
            "supplier_zh",
            "supplier_en",
            "product_id",
            "product_zh",
            "product_en",
            "kind",
            "partner_ids",
            "partners_zh",
            "partners_en",
            "ready_days_before",
            "ready_days_after",
            "contract_cny_day",
            "leader_loss_without_cny",
            "leader_avoided_cny",
            "network_loss_without_cny",
            "network_avoided_cny",
            "extra_cost_cny_year",
            "actor_ids",
            "province_codes",
            "caveats"};
  if (!report.circle) return rows.take();
  std::size_t rank = 0;
  for (const Cooperation& one : report.circle->cooperations) {
    const SinglePoint& point = report.circle->circle.points[one.point];
    rows.count(++rank).count(one.point + 1);
    identify(report.dataset, report.circle->circle.supplies[point.supply], rows);
    const auto joined = [](const auto& all, auto text) {
      std::string result;
      for (const auto& each : all) {
        if (!result.empty()) result += ' ';
        result += text(each);
      }
      return result;
    };
    const Bilingual partners = names_of_partners(report.dataset, one);
    rows.text(id_of(one.kind));
    rows.text(
        joined(one.partners, [&](const CircleAlternative& p) { return report.dataset.firm(p.firm).id; }));
    rows.text(partners.zh).text(partners.en).number(one.ready_days_before).number(one.ready_days_after);
    rows.number(one.kind == CooperationKind::kSecondSource ? std::optional(one.contract) : std::nullopt);
    rows.number(one.without.leader).number(one.leader_avoided());
    rows.number(one.without.network).number(one.network_avoided()).number(one.extra_cost);
    rows.text(joined(one.actors, [&](FirmId firm) { return report.dataset.firm(firm).id; }));
    rows.text(joined(one.provinces, [&](RegionId region) { return report.dataset.region(region).code; }));
    rows.text(joined(one.caveats, [](CooperationCaveat caveat) { return std::string(id_of(caveat)); })).end();
  }
  return rows.take();
}

}  // namespace

std::string leaders_csv(const LeadersReport& report, LeadersList list) {
  switch (list) {
    case LeadersList::kLeaders:
      return leaders(report);
    case LeadersList::kKnown:
      return known(report);
    case LeadersList::kSupplies:
      return supplies(report);
    case LeadersList::kPoints:
      return points(report);
    case LeadersList::kCooperations:
      return cooperations(report);
  }
  return {};
}

}  // namespace tenon
