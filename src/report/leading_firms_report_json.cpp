#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/json_writer.h"
#include "report/leading_firms_report_words.h"
#include "report/names.h"

namespace tenon {
namespace {

class LeadersJson {
 public:
  explicit LeadersJson(const LeadersReport& report) : report_(report), dataset_(report.dataset) {}

  std::string write() {
    json_.begin_object();
    json_.key("dataset").text(report_.source);
    number("output_cny_day", report_.leaders.output);
    json_.key("notes").begin_array();
    for (const Bilingual& note : leaders_notes(report_)) {
      json_.begin_object();
      bilingual(note);
      json_.end_object();
    }
    json_.end_array();
    json_.key("chains").begin_array();
    for (const ChainLeaders& chain : report_.leaders.chains) write_chain(chain);
    json_.end_array();
    if (report_.circle) write_circle(*report_.circle);
    json_.end_object();
    return json_.take() + "\n";
  }

 private:
  void text(std::string_view key, std::string_view value) { json_.key(key).text(value); }
  void number(std::string_view key, double value) { json_.key(key).number(value); }
  void count(std::string_view key, std::size_t value) {
    json_.key(key).integer(static_cast<std::int64_t>(value));
  }
  void bilingual(const Bilingual& value) {
    text("zh", value.zh);
    text("en", value.en);
  }
  void words(std::string_view key, std::string_view id, const Words& value) {
    json_.key(key).begin_object();
    text("id", id);
    text("zh", value.zh);
    text("en", value.en);
    json_.end_object();
  }
  void named(std::string_view key, std::string_view id, const Bilingual& name) {
    json_.key(key).begin_object();
    text("id", id);
    text("name_zh", name.zh);
    text("name_en", name.en);
    json_.end_object();
  }
  void products(const std::vector<ProductId>& ids) {
    json_.key("products").begin_array();
    for (const ProductId id : ids) json_.text(dataset_.product(id).id);
    json_.end_array();
  }
  void firm(FirmId id) {
    text("id", dataset_.firm(id).id);
    text("name_zh", dataset_.firm(id).name_zh);
    text("name_en", dataset_.firm(id).name_en);
  }

  void write_chain(const ChainLeaders& chain) {
    json_.begin_object();
    text("id", dataset_.chain(chain.chain).id);
    text("name_zh", dataset_.chain(chain.chain).name_zh);
    text("name_en", dataset_.chain(chain.chain).name_en);
    count("lines", chain.lines);
    number("output_cny_day", chain.output);
    count("scored", chain.scored);
    count("scored_real", chain.scored_real);
    json_.key("leaders").begin_array();
    for (const LeadingFirm& leader : chain.leaders) write_leader(leader);
    json_.end_array();
    count("makers_without_figures", chain.makers_without_figures);
    json_.key("known_leaders_without_figures").begin_array();
    for (const KnownLeader& known : chain.known_leaders) {
      json_.begin_object();
      firm(known.firm);
      text("control_code", dataset_.firm(known.firm).control_code);
      json_.key("own").boolean(known.own);
      products(known.products);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void write_leader(const LeadingFirm& leader) {
    json_.begin_object();
    firm(leader.group);
    json_.key("synthetic").boolean(leader.synthetic);
    count("rank", leader.rank);
    count("best_rank", leader.best_rank);
    count("worst_rank", leader.worst_rank);
    number("score", leader.score);
    json_.key("parts").begin_object();
    for (std::size_t p = 0; p < kLeaderPartCount; ++p) {
      json_.key(id_of(static_cast<LeaderPart>(p))).begin_object();
      number("value", leader.parts[p].value);
      number("percentile", leader.parts[p].percentile);
      json_.end_object();
    }
    json_.end_object();
    json_.key("esri").begin_object();
    number("combined", leader.esri.combined);
    number("downstream", leader.esri.downstream);
    number("upstream", leader.esri.upstream);
    json_.key("converged").boolean(leader.esri.converged);
    json_.end_object();
    reach("upstream", leader.upstream);
    reach("downstream", leader.downstream);
    json_.key("firms").begin_array();
    for (const FirmId id : leader.firms) json_.text(dataset_.firm(id).id);
    json_.end_array();
    products(leader.products);
    json_.end_object();
  }

  void reach(std::string_view key, const ChainReach& reach) {
    json_.key(key).begin_object();
    count("firms", reach.firms);
    count("products", reach.products);
    number("output_cny_day", reach.output);
    json_.end_object();
  }

  void write_circle(const CircleReport& shown) {
    const SupplierCircle& circle = shown.circle;
    json_.key("circle").begin_object();
    json_.key("leader").begin_object();
    firm(circle.leader);
    json_.end_object();
    json_.key("synthetic").boolean(circle.synthetic);
    number("output_cny_day", circle.output);
    json_.key("options").begin_object();
    count("tiers", shown.options.tiers);
    number("stops_at", shown.options.stops_at);
    json_.key("closure_days").integer(shown.options.closure_days);
    json_.key("failure_days").integer(shown.options.failure_days);
    json_.key("recovery_days").integer(shown.options.recovery_days);
    number("lasting_days", shown.options.lasting_days);
    number("test_line_factor", shown.cooperation.test_line_factor);
    number("contract_part", shown.cooperation.contract_part);
    json_.end_object();
    json_.key("tiers").begin_array();
    for (const CircleTier& tier : circle.tiers) {
      json_.begin_object();
      count("tier", tier.tier);
      count("suppliers", tier.suppliers);
      count("products", tier.products);
      number("for_leader_cny_day", tier.for_leader);
      number("from_abroad_cny_day", tier.from_abroad);
      number("from_unnamed_cny_day", tier.from_unnamed);
      number("within_300_km_cny_day", tier.within_300_km);
      json_.end_object();
    }
    json_.end_array();
    json_.key("supplies").begin_array();
    for (const CircleSupply& supply : circle.supplies) {
      json_.begin_object();
      identify(supply);
      json_.key("synthetic").boolean(supply.synthetic);
      number("flow_cny_day", supply.flow);
      number("part", supply.part);
      number("for_leader_cny_day", supply.for_leader);
      json_.key("essential").boolean(supply.essential);
      number("cover_days", supply.cover_days);
      text("region_code", supply.region ? dataset_.region(*supply.region).code : std::string());
      json_.key("distance_km").optional_number(supply.distance_km);
      number("line_stopped", supply.line_stopped);
      number("output_stopped", supply.output_stopped);
      json_.end_object();
    }
    json_.end_array();
    json_.key("points").begin_array();
    for (const SinglePoint& point : circle.points) write_point(circle, point);
    json_.end_array();
    json_.key("cooperations").begin_array();
    for (const Cooperation& one : shown.cooperations) write_cooperation(circle, one);
    json_.end_array();
    json_.end_object();
  }

  void identify(const CircleSupply& supply) {
    json_.key("tier").integer(supply.tier);
    text("root_kind", id_of(supply.root.kind));
    named("supplier", root_id(dataset_, supply.root), root_name(dataset_, supply.root));
    named("product", dataset_.product(supply.product).id, product_name(dataset_, supply.product));
  }

  void loss(std::string_view key, const std::optional<CircleLoss>& loss) {
    if (!loss) {
      json_.key(key).null();
      return;
    }
    json_.key(key).begin_object();
    number("leader_cny", loss->leader);
    number("network_cny", loss->network);
    json_.key("leader_stopped_days").integer(loss->leader_stopped_days);
    json_.key("leader_first_hit_day")
        .optional_integer(loss->leader_first_hit_day < 0 ? std::nullopt
                                                         : std::optional(loss->leader_first_hit_day));
    json_.end_object();
  }

  void alternative(const CircleAlternative& one) {
    json_.begin_object();
    firm(one.firm);
    json_.key("synthetic").boolean(one.synthetic);
    text("status", id_of(one.status));
    number("spare_cny_day", one.spare);
    number("ready_days", one.ready_days);
    number("qualification_days", one.qualification_days);
    number("part_left", one.part_left);
    json_.key("unit_cost").optional_number(one.unit_cost);
    json_.end_object();
  }

  void write_point(const SupplierCircle& circle, const SinglePoint& point) {
    const CircleSupply& supply = circle.supplies[point.supply];
    json_.begin_object();
    identify(supply);
    words("reason", id_of(point.reason), words_of(point.reason));
    number("line_stopped", supply.line_stopped);
    number("output_stopped", supply.output_stopped);
    number("cover_days", supply.cover_days);
    number("part_in_time", point.part_in_time);
    number("short_cny", point.shortage.amount);
    json_.key("first_short_day").optional_number(point.shortage.first_day);
    count("makers_without_figures", point.makers_without_figures);
    json_.key("alternatives").begin_array();
    for (const CircleAlternative& one : point.alternatives) alternative(one);
    json_.end_array();
    loss("closure", point.loss);
    loss("failure", point.long_loss);
    json_.end_object();
  }

  void write_cooperation(const SupplierCircle& circle, const Cooperation& one) {
    json_.begin_object();
    words("kind", id_of(one.kind), words_of(one.kind));
    count("point", one.point + 1);
    identify(circle.supplies[circle.points[one.point].supply]);
    json_.key("partners").begin_array();
    for (const CircleAlternative& partner : one.partners) alternative(partner);
    json_.end_array();
    number("ready_days_before", one.ready_days_before);
    number("ready_days_after", one.ready_days_after);
    json_.key("contract_cny_day")
        .optional_number(one.kind == CooperationKind::kSecondSource ? std::optional(one.contract)
                                                                    : std::nullopt);
    loss("without", one.without);
    loss("with", one.with);
    number("leader_avoided_cny", one.leader_avoided());
    number("network_avoided_cny", one.network_avoided());
    json_.key("extra_cost_cny_year").optional_number(one.extra_cost);
    const Words acts = acts_of(one.kind);
    json_.key("who_acts").begin_object();
    text("zh", acts.zh);
    text("en", acts.en);
    json_.key("firms").begin_array();
    for (const FirmId id : one.actors) json_.text(dataset_.firm(id).id);
    json_.end_array();
    json_.key("provinces").begin_array();
    for (const RegionId region : one.provinces) json_.text(dataset_.region(region).code);
    json_.end_array();
    json_.end_object();
    json_.key("caveats").begin_array();
    for (const CooperationCaveat caveat : one.caveats) {
      const Words said = words_of(caveat);
      json_.begin_object();
      text("id", id_of(caveat));
      text("zh", said.zh);
      text("en", said.en);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  const LeadersReport& report_;
  const Dataset& dataset_;
  JsonWriter json_{JsonWriter::Layout::kIndented};
};

}  // namespace

std::string leaders_json(const LeadersReport& report) {
  return LeadersJson(report).write();
}

}  // namespace tenon
