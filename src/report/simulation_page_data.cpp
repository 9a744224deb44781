#include "report/simulation_page_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "report/chain_data.h"
#include "report/city_activity.h"
#include "report/figures.h"
#include "report/html_escape.h"
#include "report/json_writer.h"
#include "report/level_codes.h"
#include "report/scenario_text.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

std::int64_t as_integer(std::size_t value) {
  return static_cast<std::int64_t>(value);
}

std::int64_t or_minus_one(std::uint32_t position) {
  return position == kNoPosition ? -1 : static_cast<std::int64_t>(position);
}

// Six significant digits: what a float holds, and all that is ever printed.
double short_value(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double scale = std::pow(10.0, 5 - std::floor(std::log10(std::fabs(value))));
  return std::round(value * scale) / scale;
}

void write_pair(JsonWriter& json, const Bilingual& text) {
  json.begin_array().text(text.zh).text(text.en).end_array();
}

class PageWriter {
 public:
  PageWriter(const SimulationReport& report, std::span<const RunSummary> summaries,
             std::span<const Causes> causes, const std::string& language)
      : report_(report), summaries_(summaries), causes_(causes), language_(language) {
    choose_nodes();
    for (std::uint32_t at = 0; at < chosen_.size(); ++at) place_of_node_[chosen_[at]] = at;
  }

  std::string text() {
    json_.begin_object();
    write_head();
    write_segments(json_);
    write_groups();
    write_products();
    write_layouts();
    json_.key("runs").begin_array();
    for (std::size_t run = 0; run < report_.runs.size(); ++run) write_run(run);
    json_.end_array();
    write_nodes();
    json_.end_object();
    return json_.take();
  }

 private:
  // Those that lost most in any run; those that speak for a product or a city; then all that their causes
  // lead to.
  void choose_nodes() {
    std::vector<std::pair<double, std::uint32_t>> hit;
    for (std::uint32_t node = 0; node < report_.nodes.size(); ++node) {
      double lost = 0;
      bool is_hit = false;
      for (const SimulationRun& run : report_.runs) {
        const auto& nodes = run.simulation->nodes;
        if (node >= nodes.size() || nodes[node].first_hit_day < 0) continue;
        is_hit = true;
        lost = std::max(lost, nodes[node].lost_output);
      }
      if (is_hit) hit.emplace_back(-lost, node);
    }
    hit_count_ = hit.size();
    std::sort(hit.begin(), hit.end());
    if (hit.size() > kPageNodes) hit.resize(kPageNodes);
    std::set<std::uint32_t> wanted;
    std::vector<std::uint32_t> queue;
    const auto want = [&](std::uint32_t node) {
      if (node != kNoPosition && wanted.insert(node).second) queue.push_back(node);
    };
    for (const auto& [lost, node] : hit) want(node);
    for (const Causes& causes : causes_) {
      for (std::uint32_t p = 0; p < size_of(dimension::kProduct); ++p) want(causes.node_of_product(p));
      for (std::uint32_t c = 0; c < size_of(dimension::kCity); ++c) want(causes.node_of_city(c));
    }
    while (!queue.empty()) {
      const std::uint32_t node = queue.back();
      queue.pop_back();
      for (std::size_t run = 0; run < report_.runs.size(); ++run) {
        if (node >= report_.runs[run].simulation->nodes.size()) continue;
        want(causes_[run].hit_step(node).next);
        want(causes_[run].stop_step(node).next);
      }
    }
    chosen_.assign(wanted.begin(), wanted.end());
  }

  [[nodiscard]] std::size_t size_of(std::string_view id) const {
    const auto at = find_dimension(report_, id);
    return at ? report_.dimensions[*at].groups.size() : 0;
  }

  [[nodiscard]] std::int64_t place(std::uint32_t node) const {
    const auto found = place_of_node_.find(node);
    return found == place_of_node_.end() ? -1 : static_cast<std::int64_t>(found->second);
  }

  void write_head() {
    json_.key("dataset").text(report_.dataset).key("generated").text(format_utc(report_.generated_at));
    json_.key("language").text(language_).key("currency").text(report_.currency);
    json_.key("partial").boolean(is_partial(report_)).key("synthetic").boolean(report_.synthetic);
    json_.key("scope");
    write_pair(json_, report_.scope);
    json_.key("inside").boolean(!summaries_.empty() && summaries_[0].inside);
    json_.key("nodeCount").integer(as_integer(hit_count_));
  }

  void write_groups() {
    const auto list = [&](std::string_view key, std::string_view id, auto more) {
      const DimensionView view = dimension_view(report_, 0, id);
      json_.key(key).begin_array();
      for (std::size_t g = 0; g < view.size(); ++g) {
        const GroupLabel& label = view.labels->groups[g];
        const Bilingual name = group_name(label);
        json_.begin_object().key("id").text(label.id).key("zh").text(name.zh).key("en").text(name.en);
        json_.key("normal").number(short_value(view.series->normal_output[g]));
        more(label);
        json_.end_object();
      }
      json_.end_array();
    };
    list("chains", dimension::kChain, [](const GroupLabel&) {});
    list("provinces", dimension::kProvince, [](const GroupLabel&) {});
    list("cities", dimension::kCity, [&](const GroupLabel& label) {
      json_.key("province").integer(or_minus_one(label.province)).key("tile");
      if (const auto tile = tile_of_city(label.id)) {
        json_.begin_array().integer(tile->column).integer(tile->row).end_array();
      } else {
        json_.null();
      }
    });
  }

  void write_products() {
    const DimensionView view = dimension_view(report_, 0, dimension::kProduct);
    std::map<std::string_view, int> segment;
    if (report_.chain_data != nullptr) {
      for (const Product& product : report_.chain_data->products) {
        segment[product.id] = static_cast<int>(product.segment);
      }
    }
    json_.key("products").begin_array();
    for (std::size_t g = 0; g < view.size(); ++g) {
      const GroupLabel& label = view.labels->groups[g];
      const Bilingual name = group_name(label);
      const auto found = segment.find(label.id);
      product_place_[label.id] = as_integer(g);
      json_.begin_array().text(label.id).text(name.zh).text(name.en).integer(or_minus_one(label.chain));
      json_.integer(found == segment.end() ? -1 : found->second);
      json_.number(short_value(view.series->normal_output[g])).end_array();
    }
    json_.end_array();
  }

  void write_layouts() {
    const Dataset empty;
    const Dataset& dataset = report_.chain_data == nullptr ? empty : *report_.chain_data;
    const ProductPlace place = [&](ProductId product) -> std::int64_t {
      const auto found = product_place_.find(dataset.product(product).id);
      return found == product_place_.end() ? -1 : found->second;
    };
    write_inputs(json_, dataset, place);
    std::map<std::string_view, std::size_t> chain_place;
    const auto chains = find_dimension(report_, dimension::kChain);
    for (std::size_t g = 0; chains && g < report_.dimensions[*chains].groups.size(); ++g) {
      chain_place[report_.dimensions[*chains].groups[g].id] = g;
    }
    json_.key("drawn").begin_array();
    for (std::size_t c = 0; c < dataset.chains.size(); ++c) {
      const auto found = chain_place.find(dataset.chains[c].id);
      if (found == chain_place.end()) continue;
      json_.begin_object().key("chain").integer(as_integer(found->second));
      write_layout(json_, layout_chain(dataset, ChainId(c)), place);
      json_.end_object();
    }
    json_.end_array();
  }

  // Levels of every group of one dimension by day.
  void write_levels(std::string_view key, std::size_t run, std::string_view id, int characters) {
    const DimensionView view = dimension_view(report_, run, id);
    const auto days = static_cast<std::size_t>(report_.runs[run].simulation->days);
    std::vector<double> levels(days);
    json_.key(key).begin_array();
    for (std::size_t g = 0; g < view.size(); ++g) {
      const double normal = view.series->normal_output[g];
      if (!(normal > 0)) {
        json_.text("");
        continue;
      }
      for (std::size_t day = 0; day < days; ++day) {
        levels[day] = static_cast<double>(view.series->output[day * view.size() + g]) / normal;
      }
      json_.text(encode_levels(levels, characters));
    }
    json_.end_array();
  }

  void write_totals(std::size_t run) {
    const Simulation& simulation = *report_.runs[run].simulation;
    const auto line = [&](std::string_view key, double DayTotals::*value) {
      const double normal = simulation.normal.*value;
      std::vector<double> levels;
      for (const DayTotals& totals : simulation.totals)
        levels.push_back(normal > 0 ? totals.*value / normal : 1);
      json_.key(key).begin_object().key("normal").number(short_value(normal));
      json_.key("levels").text(encode_levels(levels, 3)).end_object();
    };
    json_.key("output").begin_object().key("normal").number(short_value(summaries_[run].normal_output));
    json_.key("levels").text(encode_levels(summaries_[run].output_level, 3)).end_object();
    line("valueAdded", &DayTotals::value_added);
    line("finalConsumption", &DayTotals::final_consumption);
  }

  void write_events(std::size_t run) {
    const SimulationRun& one = report_.runs[run];
    json_.key("events").begin_array();
    for (std::size_t e = 0; e < one.scenario->events.size(); ++e) {
      const ScenarioEvent& event = one.scenario->events[e];
      const Bilingual name = event_name(event);
      json_.begin_object().key("zh").text(name.zh).key("en").text(name.en).key("text");
      write_pair(json_, event_sentence(event));
      json_.key("hit");
      write_pair(json_, e < one.hits.size() ? one.hits[e].text : Bilingual{});
      json_.key("start").integer(event.start_day);
      json_.key("end").integer(event.start_day + std::max(1, event.duration_days) - 1);
      json_.key("last").integer(last_day_drawn(event, one.scenario->horizon_days)).end_object();
    }
    json_.end_array();
  }

  void write_run(std::size_t run) {
    const SimulationRun& one = report_.runs[run];
    json_.begin_object().key("letter").text(run_letter(run));
    json_.key("zh").text(one.label.zh).key("en").text(one.label.en);
    json_.key("days").integer(one.simulation->days).key("horizon").integer(one.scenario->horizon_days);
    json_.key("partial").boolean(one.simulation->is_partial);
    json_.key("worst").integer(summaries_[run].worst_day);
    write_totals(run);
    write_levels("chain", run, dimension::kChain, 3);
    write_levels("province", run, dimension::kProvince, 3);
    write_levels("city", run, dimension::kCity, 3);
    write_levels("product", run, dimension::kProduct, 2);
    const DimensionView products = dimension_view(report_, run, dimension::kProduct);
    json_.key("stops").begin_array();
    for (std::size_t g = 0; g < products.size(); ++g) json_.integer(products.series->first_stop_day[g]);
    json_.end_array().key("nodeOfProduct").begin_array();
    for (std::uint32_t g = 0; g < products.size(); ++g) json_.integer(place(causes_[run].node_of_product(g)));
    json_.end_array().key("nodeOfCity").begin_array();
    for (std::uint32_t g = 0; g < size_of(dimension::kCity); ++g)
      json_.integer(place(causes_[run].node_of_city(g)));
    json_.end_array();
    write_events(run);
    json_.end_object();
  }

  void write_outcome(std::size_t run, std::uint32_t node) {
    const auto& nodes = report_.runs[run].simulation->nodes;
    if (node >= nodes.size() || nodes[node].first_hit_day < 0) {
      json_.integer(0);
      return;
    }
    const NodeOutcome& outcome = nodes[node];
    json_.begin_array().integer(outcome.first_hit_day).integer(outcome.first_stop_day);
    json_.integer(outcome.stopped_days).integer(outcome.worst_day);
    json_.number(std::round(static_cast<double>(outcome.worst_level) * 1e4) / 1e4);
    json_.number(short_value(outcome.lost_output));
    write_cause(causes_[run].hit_step(node));
    if (outcome.first_stop_day >= 0) write_cause(causes_[run].stop_step(node));
    json_.end_array();
  }

  // [cause, next node, event, [input products]]
  void write_cause(const CauseStep& step) {
    json_.begin_array().integer(static_cast<int>(step.cause)).integer(place(step.next));
    json_.integer(step.event ? as_integer(*step.event) : -1).begin_array();
    for (const std::uint32_t product : step.inputs) json_.integer(product);
    json_.end_array().end_array();
  }

  void write_nodes() {
    json_.key("nodes").begin_array();
    for (const std::uint32_t node : chosen_) {
      const NodeLabel& label = report_.nodes[node];
      const Bilingual name = node_name(report_, node);
      json_.begin_array().integer(node).text(name.zh).text(name.en == name.zh ? "" : name.en);
      json_.integer(or_minus_one(label.product)).integer(or_minus_one(label.city));
      json_.integer((label.is_outside ? 1 : 0) + (label.synthetic ? 2 : 0));
      for (std::size_t run = 0; run < report_.runs.size(); ++run) write_outcome(run, node);
      json_.end_array();
    }
    json_.end_array();
  }

  const SimulationReport& report_;
  std::span<const RunSummary> summaries_;
  std::span<const Causes> causes_;
  const std::string& language_;
  JsonWriter json_{JsonWriter::Layout::kScript};
  std::size_t hit_count_ = 0;
  std::vector<std::uint32_t> chosen_;  // ascending
  std::map<std::uint32_t, std::uint32_t> place_of_node_;
  std::map<std::string_view, std::int64_t> product_place_;
};

}  // namespace

std::string simulation_page_data(const SimulationReport& report, std::span<const RunSummary> summaries,
                                 std::span<const Causes> causes, const std::string& language) {
  return PageWriter(report, summaries, causes, language).text();
}

}  // namespace tenon
