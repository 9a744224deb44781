// Search over a dataset.
#include <memory>
#include <utility>

#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/view_json.h"
#include "report/names.h"
#include "report/words.h"
#include "service/computed_once.h"
#include "service/search_index.h"

namespace tenon {
namespace {

constexpr std::size_t kKeptIndices = 4;
constexpr std::size_t kMostOfOneKind = 20;

using SearchShelf = ComputedOnce<std::pair<std::string, std::int64_t>, SearchIndex>;

// What the record is called, and where it belongs.
struct Found {
  std::string id;
  Bilingual name;
  std::optional<ChainId> chain;
  std::optional<RegionId> region;
};

Found found(const Dataset& dataset, const SearchHit& hit) {
  switch (hit.kind) {
    case SearchKind::kProduct: {
      const Product& record = dataset.products[hit.index];
      return {record.id, product_name(dataset, ProductId(hit.index)), record.chain, {}};
    }
    case SearchKind::kFirm: {
      const Firm& record = dataset.firms[hit.index];
      return {record.id, firm_name(dataset, FirmId(hit.index)), {}, record.region};
    }
    case SearchKind::kRegion: {
      const Region& record = dataset.regions[hit.index];
      return {record.code, {region_name_zh(record), region_name_en(record)}, {}, record.parent};
    }
    case SearchKind::kChain:
      break;
  }
  const Chain& record = dataset.chains[hit.index];
  return {record.id, {record.name_zh, record.name_en}, {}, record.lead_region};
}

void write_hit(JsonWriter& json, const Dataset& dataset, const SearchHit& hit) {
  const Found one = found(dataset, hit);
  const Chain* chain = one.chain ? &dataset.chain(*one.chain) : nullptr;
  json.begin_object().key("kind").text(id_of(hit.kind)).key("id").text(one.id);
  json.key("name_zh").text(one.name.zh).key("name_en").text(one.name.en);
  write_text_or_null(json, "chain_id", chain != nullptr ? chain->id : "");
  write_text_or_null(json, "chain_zh", chain != nullptr ? chain->name_zh : "");
  write_text_or_null(json, "chain_en", chain != nullptr ? chain->name_en : "");
  write_region(json, "region", dataset, one.region);
  json.key("matched").text(id_of(hit.matched));
  const bool is_marked = hit.matched != SearchField::kId && hit.matched != SearchField::kCode;
  const auto mark = [&](const char* key, std::size_t value) {
    json.key(key);
    if (is_marked) {
      json.integer(static_cast<std::int64_t>(value));
    } else {
      json.null();
    }
  };
  mark("mark_from", hit.mark_from);
  mark("mark_length", hit.mark_length);
  json.end_object();
}

HttpReply search(ApiServices& s, SearchShelf& shelf, const ApiCall& call) {
  const auto version = s.analyses.version(call.text("name"), call.integer("version", 0));
  if (!version) return error_answer(call, version.error());
  const PublicVersion& of = **version;
  const auto index =
      shelf.get({of.name, of.version}, [&] { return Result<SearchIndex>(SearchIndex(of.dataset)); });
  if (!index) return error_answer(call, index.error());
  const SearchResult result = (*index)->find(call.text("q"), kMostOfOneKind);
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(of.version).key("items").begin_array();
  for (const SearchHit& hit : result.hits) write_hit(json, of.dataset, hit);
  json.end_array().key("counts").begin_array();
  for (std::size_t kind = 0; kind < kSearchKindCount; ++kind) {
    json.begin_object().key("kind").text(id_of(static_cast<SearchKind>(kind)));
    write_count(json, "count", result.counts[kind]);
    json.end_object();
  }
  json.end_array().end_object();
  return json_answer(200, json.take());
}

}  // namespace

ApiEndpoints search_endpoints(ApiServices& s) {
  auto shelf = std::make_shared<SearchShelf>(kKeptIndices);
  return {{"search_dataset", [&s, shelf](const ApiCall& call) { return search(s, *shelf, call); },
           [&s](const ApiCall& call) { return locate_dataset(s.database, call); }}};
}

}  // namespace tenon
