// The cities of the scope, and one with what is made there.
#include <algorithm>
#include <map>

#include "api/dataset_place.h"
#include "api/view_ground.h"
#include "api/view_json.h"
#include "api/view_makers.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kMostCandidates = 30;

void write_city(JsonWriter& json, const Dataset& dataset, const CityMeasures& city) {
  const Region& record = dataset.region(city.activity.city);
  json.begin_object().key("code").text(record.code);
  json.key("name_zh").text(region_name_zh(record)).key("name_en").text(region_name_en(record));
  write_region(json, "province", dataset, city.activity.province);
  write_rounded(json, "lon", record.lon);
  write_rounded(json, "lat", record.lat);
  const auto tile = tile_of_city(record.code);
  json.key("tile_column").optional_integer(tile ? std::optional(tile->column) : std::nullopt);
  json.key("tile_row").optional_integer(tile ? std::optional(tile->row) : std::nullopt);
  write_text_or_null(json, "worst_level", city.worst ? id_of(*city.worst) : "");
  json.key("metrics").begin_array();
  for (std::size_t m = 0; m < kCityMetricCount; ++m) {
    const auto metric = static_cast<CityMetric>(m);
    json.begin_object().key("id").text(words_of(metric).id);
    write_rounded(json, "value", city[metric].value);
    write_rounded(json, "low", city[metric].low);
    write_rounded(json, "high", city[metric].high);
    write_rank(json, "rank", city[metric].rank);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_metrics(JsonWriter& json) {
  json.key("metrics").begin_array();
  for (std::size_t m = 0; m < kCityMetricCount; ++m) {
    const CityMetricWords& words = words_of(static_cast<CityMetric>(m));
    json.begin_object().key("id").text(words.id);
    json.key("name_zh").text(words.name_zh).key("name_en").text(words.name_en);
    json.key("unit").text(words.unit);
    json.key("meaning_zh").text(words.meaning_zh).key("meaning_en").text(words.meaning_en).end_object();
  }
  json.end_array();
}

// What is made there, in the order of the break points.
void write_products(JsonWriter& json, const AnalysedVersion& view, const CityMeasures& city,
                    bool shows_makers) {
  const Dataset& dataset = view.dataset();
  std::map<ProductId, std::vector<const Capability*>> entries;
  for (const Capability& capability : dataset.capabilities) {
    if (capability_region(dataset, capability) == city.activity.city &&
        !dataset.firm(capability.firm).synthetic)
      entries[capability.product].push_back(&capability);
  }
  json.key("products").begin_array();
  for (const BreakPoint& point : view.result.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    const ProductId product(point.subject.index);
    const auto made = city.made_by.find(product);
    if (made == city.made_by.end()) continue;
    json.begin_object();
    write_product(json, dataset, product);
    json.key("segment").text(id_of(dataset.product(product).segment));
    write_rank(json, "rank", point.rank);
    json.key("level").text(id_of(point.level));
    write_interval(json, "exposure", point.exposure);
    write_count(json, "city_maker_count", made->second.size());
    write_count(json, "scope_maker_count", view.makers[product.index()].scope);
    json.key("makers");
    if (shows_makers) {
      json.begin_array();
      for (const Capability* capability : entries[product]) write_maker(json, view, *capability);
      json.end_array();
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array();
}

void write_candidates(JsonWriter& json, const AnalysedVersion& view, const CityMeasures& city) {
  struct Candidate {
    const BreakPoint* point;
    double density;
  };
  std::vector<Candidate> candidates;
  for (const BreakPoint& point : view.result.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    const ProductId product(point.subject.index);
    if (city.made_by.count(product) > 0) continue;
    const double density = view.related.density(city.activity.city, product);
    if (density > 0) candidates.push_back({&point, density});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.density > b.density; });
  if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
  json.key("could_make").begin_array();
  for (const Candidate& candidate : candidates) {
    json.begin_object();
    write_product(json, view.dataset(), ProductId(candidate.point->subject.index));
    json.key("level").text(id_of(candidate.point->level));
    write_rounded(json, "density", candidate.density);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

HttpReply cities_view(ApiServices&, const ApiCall& call, const AnalysedVersion& view) {
  return answer_of_chain(call, view.dataset(), [&](std::optional<ChainId> chain) -> HttpReply {
    const auto of_chain = chain ? city_measures(view.analysis(), chain) : std::vector<CityMeasures>();
    JsonWriter json(JsonWriter::Layout::kCompact);
    json.begin_object();
    write_about(json, view);
    write_metrics(json);
    json.key("cities").begin_array();
    for (const CityMeasures& city : chain ? of_chain : view.cities) write_city(json, view.dataset(), city);
    json.end_array().end_object();
    return json_answer(200, json.take());
  });
}

HttpReply city_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view) {
  const auto place = locate_dataset(s.database, call);
  if (!place) return error_answer(call, place.error());
  const std::vector<CityMeasures>& cities = view.cities;
  const auto city = std::find_if(cities.begin(), cities.end(), [&](const CityMeasures& one) {
    return view.dataset().region(one.activity.city).code == call.text("code");
  });
  if (city == cities.end()) return problem_answer(call, problem_of("not_found"));
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_about(json, view);
  write_city(json.key("city"), view.dataset(), *city);
  const bool shows_makers = call.decide(Permission::kDatasetRead, *place).allowed();
  write_products(json, view, *city, shows_makers);
  write_candidates(json, view, *city);
  write_shares(json, view.dataset(), shows_makers, [&](const Share& share) {
    const auto region = share.firm ? view.dataset().firm(*share.firm).region : share.region;
    return region == city->activity.city;
  });
  write_count(json, "synthetic_maker_count", city->synthetic_entries);
  json.end_object();
  return json_answer(200, json.take());
}

}  // namespace tenon
