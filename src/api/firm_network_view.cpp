#include "api/firm_network_view.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/conditional_answer.h"
#include "api/view_json.h"
#include "api/visible_supplies.h"
#include "http/compression.h"
#include "report/column_file.h"
#include "report/firm_layout.h"
#include "report/names.h"
#include "service/digest.h"

namespace tenon {
namespace {

// One column: an array of what `write` writes of each.
template <class Range, class Write>
void write_column(JsonWriter& json, std::string_view key, const Range& range, Write write) {
  json.key(key).begin_array();
  for (const auto& one : range) write(one);
  json.end_array();
}

void write_firms(JsonWriter& json, const Dataset& dataset, const FirmLayout& layout) {
  const auto column = [&](std::string_view key, const auto& write) {
    write_column(json, key, layout.spots, write);
  };
  const auto count = [&](std::string_view key, auto member) {
    column(key, [&](const FirmSpot& spot) { json.integer(spot.*member); });
  };
  json.key("firms").begin_object();
  column("id", [&](const FirmSpot& spot) { json.text(dataset.firm(spot.firm).id); });
  column("name_zh", [&](const FirmSpot& spot) { json.text(firm_name(dataset, spot.firm).zh); });
  column("name_en", [&](const FirmSpot& spot) { json.text(firm_name(dataset, spot.firm).en); });
  column("product", [&](const FirmSpot& spot) {
    json.integer(spot.product ? static_cast<std::int64_t>(spot.product->index()) : -1);
  });
  count("tier", &FirmSpot::tier);
  count("place", &FirmSpot::band);
  count("x", &FirmSpot::x);
  count("y", &FirmSpot::y);
  column("sales_cny", [&](const FirmSpot& spot) { json.number(spot.sales_cny); });
  column("purchases_cny", [&](const FirmSpot& spot) { json.number(spot.purchases_cny); });
  column("is_synthetic",
         [&](const FirmSpot& spot) { json.integer(dataset.firm(spot.firm).synthetic ? 1 : 0); });
  json.end_object();
}

// Of each firm of the dataset, where it is among the spots; of the others 0.
std::vector<std::uint32_t> places_of_firms(const Dataset& dataset, const FirmLayout& layout) {
  std::vector<std::uint32_t> place(dataset.firms.size(), 0);
  for (std::size_t i = 0; i < layout.spots.size(); ++i)
    place[layout.spots[i].firm.index()] = static_cast<std::uint32_t>(i);
  return place;
}

void write_links(JsonWriter& json, const Dataset& dataset, const FirmLayout& layout,
                 const std::vector<std::size_t>& seen) {
  const std::vector<std::uint32_t> place = places_of_firms(dataset, layout);
  const auto column = [&](std::string_view key, const auto& value) {
    write_column(json, key, seen, [&](std::size_t at) {
      json.integer(static_cast<std::int64_t>(value(dataset.supplies[at])));
    });
  };
  json.key("links").begin_object();
  column("from", [&](const Supply& supply) { return place[supply.supplier.index()]; });
  column("to", [&](const Supply& supply) { return place[supply.customer.index()]; });
  column("product", [](const Supply& supply) { return supply.product.index(); });
  write_column(json, "value_cny", seen,
               [&](std::size_t at) { json.number(dataset.supplies[at].annual_value_cny); });
  json.end_object();
}

// What is neither of firms nor of links.
void write_frame(JsonWriter& json, const ShelvedDataset& loaded, const FirmLayout& layout) {
  const Dataset& dataset = *loaded.dataset;
  json.key("version").integer(loaded.version);
  write_count(json, "supply_count", dataset.supplies.size());
  write_column(json, "tiers", layout.tiers, [&](const FirmTier& tier) {
    json.begin_object();
    write_count(json, "firm_count", tier.firm_count);
    json.key("x").integer(tier.x).key("width").integer(tier.width).end_object();
  });
  write_column(json, "places", layout.bands, [&](const FirmBand& band) {
    json.begin_object();
    write_region(json, "region", dataset, band.region);
    write_count(json, "firm_count", band.firm_count);
    json.key("y").integer(band.y).key("height").integer(band.height).end_object();
  });
  json.key("products").begin_array();
  for (std::size_t i = 0; i < dataset.products.size(); ++i) {
    json.begin_object();
    write_product(json, dataset, ProductId(i));
    json.end_object();
  }
  json.end_array();
}

std::string in_json(const ShelvedDataset& loaded, const FirmLayout& layout,
                    const std::vector<std::size_t>& seen) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_frame(json, loaded, layout);
  write_firms(json, *loaded.dataset, layout);
  write_links(json, *loaded.dataset, layout, seen);
  json.end_object();
  return json.take();
}

// A column of numbers or texts with value(one) of each of `range`.
template <class Range, class Value>
void add_column(ColumnFile& file, const std::string& name, const Range& range, Value value) {
  using T = std::remove_cvref_t<decltype(value(*range.begin()))>;
  std::vector<T> values;
  values.reserve(range.size());
  for (const auto& one : range) values.push_back(value(one));
  if constexpr (std::is_same_v<T, std::string>) {
    file.add_texts(name, values);
  } else {
    file.add(name, std::span<const T>(values));
  }
}

void add_firms(ColumnFile& file, const Dataset& dataset, const FirmLayout& layout) {
  const auto column = [&](const char* name, const auto& value) {
    add_column(file, std::string("firms.") + name, layout.spots, value);
  };
  const auto member = [&](const char* name, auto of) {
    column(name, [&](const FirmSpot& spot) { return spot.*of; });
  };
  column("id", [&](const FirmSpot& spot) { return dataset.firm(spot.firm).id; });
  column("name_zh", [&](const FirmSpot& spot) { return firm_name(dataset, spot.firm).zh; });
  column("name_en", [&](const FirmSpot& spot) { return firm_name(dataset, spot.firm).en; });
  column("product", [](const FirmSpot& spot) {
    return spot.product ? static_cast<std::int32_t>(spot.product->index()) : -1;
  });
  member("tier", &FirmSpot::tier);
  member("place", &FirmSpot::band);
  member("x", &FirmSpot::x);
  member("y", &FirmSpot::y);
  member("sales_cny", &FirmSpot::sales_cny);
  member("purchases_cny", &FirmSpot::purchases_cny);
  column("is_synthetic", [&](const FirmSpot& spot) {
    return static_cast<std::uint8_t>(dataset.firm(spot.firm).synthetic ? 1 : 0);
  });
}

void add_links(ColumnFile& file, const Dataset& dataset, const FirmLayout& layout,
               const std::vector<std::size_t>& seen) {
  const std::vector<std::uint32_t> place = places_of_firms(dataset, layout);
  const auto column = [&](const char* name, const auto& value) {
    add_column(file, std::string("links.") + name, seen,
               [&](std::size_t at) { return value(dataset.supplies[at]); });
  };
  column("from", [&](const Supply& supply) { return place[supply.supplier.index()]; });
  column("to", [&](const Supply& supply) { return place[supply.customer.index()]; });
  column("product", [](const Supply& supply) { return supply.product.value; });
  column("value_cny", [](const Supply& supply) { return supply.annual_value_cny; });
}

std::string in_columns(const ShelvedDataset& loaded, const FirmLayout& layout,
                       const std::vector<std::size_t>& seen) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_frame(json, loaded, layout);
  json.end_object();
  ColumnFile file;
  file.note("network", json.take());
  add_firms(file, *loaded.dataset, layout);
  add_links(file, *loaded.dataset, layout, seen);
  return file.bytes();
}

}  // namespace

HttpReply firm_network_view(ApiServices& s, FirmNetworks& networks, const ApiCall& call,
                            FirmNetworkForm form) {
  auto loaded = s.shelf.load(call.text("name"), call.integer("version", 0), call.caller().actor, call.time);
  if (!loaded) return error_answer(call, loaded.error());
  const std::vector<std::size_t> seen = visible_supplies(call, *loaded->dataset);
  const Digest256 what_is_seen =
      sha256({reinterpret_cast<const char*>(seen.data()), seen.size() * sizeof(std::size_t)});
  std::string key(form == FirmNetworkForm::kJson ? "json" : "columns");
  key += accepts_gzip(call.http) ? " short\n" : "\n";
  key += loaded->name + '@' + std::to_string(loaded->version) + '\n' + std::string(bytes_of(what_is_seen));
  auto drawn = networks.get(key, [&]() -> Result<HttpResponse> {
    const FirmLayout layout = layout_firms(*loaded->dataset, seen);
    HttpResponse response =
        form == FirmNetworkForm::kJson
            ? make_response(200, "application/json", in_json(*loaded, layout, seen))
            : make_response(200, "application/octet-stream", in_columns(*loaded, layout, seen));
    tag_answer(response);
    shorten_any(call.http, response);
    return response;
  });
  if (!drawn) return error_answer(call, drawn.error());
  return **drawn;
}

}  // namespace tenon
