// Edge lists: any bytes are read whole and in small pieces, with the same result; what was understood is
// written, plain and with every field in quotes, and reads back as the same network.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/csv_writer.h"
#include "base/number.h"
#include "exchange/edge_list_reader.h"
#include "require.h"

namespace {

using tenon::EdgeList;

// By names: the numbers of firms depend on the order of rows.
using Links =
    std::map<std::pair<std::string, std::string>, std::tuple<double, int, std::string, std::string>>;

Links links_of(const EdgeList& list) {
  Links links;
  const tenon::FirmNetwork& network = list.network;
  const auto sector = [&](std::size_t firm) { return list.sectors[network.sector[firm]]; };
  for (std::size_t i = 0; i < network.firm_count; ++i) {
    for (std::size_t e = network.customers.begin(i); e < network.customers.end(i); ++e) {
      const std::size_t j = network.customers.neighbour[e];
      const int input_class =
          network.has_link_classes() ? static_cast<int>(network.customers.input_class[e]) : 1;
      const bool fresh = links
                             .try_emplace({std::string(list.firms[i]), std::string(list.firms[j])},
                                          network.customers.weight[e], input_class, sector(i), sector(j))
                             .second;
      TENON_REQUIRE(fresh);
    }
  }
  return links;
}

void check(const EdgeList& list) {
  const tenon::FirmNetwork& network = list.network;
  TENON_REQUIRE(network.firm_count == list.firms.size() && network.sector_count == list.sectors.size());
  TENON_REQUIRE(network.link_count() > 0 && network.link_count() == network.suppliers.neighbour.size());
  TENON_REQUIRE(network.customers.offsets.size() == network.firm_count + std::size_t{1});
  for (std::size_t i = 0; i < network.firm_count; ++i) {
    TENON_REQUIRE(!list.firms[i].empty() && network.sector[i] < network.sector_count);
    TENON_REQUIRE(std::isfinite(network.out_strength[i]) && std::isfinite(network.in_strength[i]));
  }
  for (std::size_t e = 0; e < network.link_count(); ++e) {
    TENON_REQUIRE(network.customers.weight[e] > 0 && network.customers.neighbour[e] < network.firm_count);
  }
  TENON_REQUIRE(!list.warnings.has_errors());
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    result += c;
    if (c == '"') result += '"';
  }
  return result + "\"";
}

void check_written(const Links& links) {
  tenon::CsvWriter writer;
  std::string all_quoted = "supplier,customer,weight,type,supplier_sector,buyer_sector\n";
  for (const char* name : {"supplier", "customer", "weight", "type", "supplier_sector", "buyer_sector"})
    writer.field(name);
  writer.end_record();
  for (const auto& [firms, link] : links) {
    const auto& [weight, input_class, supplier_sector, customer_sector] = link;
    const std::string number = tenon::format_number(weight);
    const std::string type = std::to_string(input_class);
    for (const std::string& field :
         {firms.first, firms.second, number, type, supplier_sector, customer_sector}) {
      writer.field(field);
    }
    writer.end_record();
    all_quoted += quoted(firms.first) + "," + quoted(firms.second) + "," + number + "," + type + "," +
                  quoted(supplier_sector) + "," + quoted(customer_sector) + "\n";
  }
  for (const std::string& text : {writer.take(), all_quoted}) {
    const auto again = tenon::parse_edge_list(text, "again.csv", {.threads = 1});
    TENON_REQUIRE(again.ok());
    TENON_REQUIRE(again->counts.duplicates == 0 && again->counts.class_conflicts == 0);
    TENON_REQUIRE(links_of(*again) == links);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = tenon::parse_edge_list(bytes, "fuzz.csv", {.threads = 1});
  const auto pieces = tenon::parse_edge_list(bytes, "fuzz.csv", {.threads = 1, .piece_bytes = 1 + size / 7});
  TENON_REQUIRE(whole.ok() == pieces.ok());
  if (!whole) {
    TENON_REQUIRE(!whole.error().message.empty());
    TENON_REQUIRE(whole.error().message == pieces.error().message);
    return 0;
  }
  check(*whole);
  TENON_REQUIRE(whole->warnings.to_string() == pieces->warnings.to_string());
  TENON_REQUIRE(whole->network.customers.neighbour == pieces->network.customers.neighbour);
  TENON_REQUIRE(whole->network.customers.weight == pieces->network.customers.weight);
  TENON_REQUIRE(whole->network.sector == pieces->network.sector && whole->sectors == pieces->sectors);
  const Links links = links_of(*whole);
  // Sums may pass the limit of a single weight.
  if (std::all_of(links.begin(), links.end(),
                  [](const auto& link) { return std::get<0>(link.second) <= 1e290; })) {
    check_written(links);
  }
  return 0;
}
