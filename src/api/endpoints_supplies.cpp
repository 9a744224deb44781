// Supplies between firms: restricted. Everybody sees those of the own firm or region, in lists, counts, pages
// and exports alike; the centre sees sums. Each reading is in the audit chain.
#include <algorithm>
#include <cmath>
#include <memory>

#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/firm_network_view.h"
#include "api/page.h"
#include "api/supply_export.h"
#include "api/visible_supplies.h"
#include "base/csv_writer.h"
#include "base/number.h"
#include "service/approval_desk.h"
#include "service/dataset_import.h"
#include "service/supply_aggregate.h"

namespace tenon {
namespace {

HttpReply supplies(ApiServices& s, const ApiCall& call) {
  auto loaded = s.shelf.load(call.text("name"), call.integer("version", 0), call.caller().actor, call.time);
  if (!loaded) return error_answer(call, loaded.error());
  const Dataset& dataset = *loaded->dataset;
  const std::vector<std::size_t> seen = visible_supplies(call, dataset);
  const auto page = page_of(call);
  if (!page) return error_answer(call, page.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(loaded->version);
  json.key("count").integer(static_cast<std::int64_t>(seen.size()));
  write_page(json, *page, seen.size(), [&](std::size_t i) {
    const Supply& supply = dataset.supplies[seen[i]];
    json.begin_object().key("supplier_id").text(dataset.firm(supply.supplier).id);
    json.key("customer_id").text(dataset.firm(supply.customer).id);
    json.key("product_id").text(dataset.product(supply.product).id);
    json.key("annual_value_cny").number(supply.annual_value_cny);
    json.key("inventory_days").optional_number(supply.inventory_days).key("source").text(supply.source);
    json.key("synthetic")
        .boolean(dataset.firm(supply.supplier).synthetic || dataset.firm(supply.customer).synthetic);
    json.end_object();
  });
  json.end_object();
  return json_answer(200, json.take());
}

// Who counts as one firm: the topmost parent.
std::string controlling_firm(const Dataset& dataset, FirmId firm) {
  for (std::size_t steps = 0; dataset.firm(firm).parent && steps < dataset.firms.size(); ++steps) {
    firm = *dataset.firm(firm).parent;
  }
  return dataset.firm(firm).id;
}

HttpReply aggregates(ApiServices& s, const ApiCall& call) {
  auto loaded = s.shelf.load(call.text("name"), call.integer("version", 0), call.caller().actor, call.time,
                             "supply.read_aggregate");
  if (!loaded) return error_answer(call, loaded.error());
  const Dataset& dataset = *loaded->dataset;
  std::vector<SupplyRow> supply_rows;
  supply_rows.reserve(dataset.supplies.size());
  for (const Supply& supply : dataset.supplies) {
    // Cities are two digits below their province (GB/T 2260).
    std::string province = region_code(dataset, supply.supplier).substr(0, 2);
    if (!province.empty()) province += "0000";
    supply_rows.push_back({{province, dataset.product(supply.product).id},
                           controlling_firm(dataset, supply.supplier),
                           controlling_firm(dataset, supply.customer),
                           std::llround(supply.annual_value_cny * 100)});
  }
  auto groups = aggregate_supplies(supply_rows);
  if (!groups) return error_answer(call, groups.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(loaded->version).key("items").begin_array();
  for (const SupplyGroup& group : *groups) {
    if (group.state != GroupState::kShown) continue;
    std::string name;
    for (const std::string& key : group.keys) name += (name.empty() ? "" : "/") + key;
    json.begin_object().key("group").text(name);
    json.key("suppliers").integer(static_cast<std::int64_t>(group.suppliers));
    json.key("customers").integer(static_cast<std::int64_t>(group.customers));
    json.key("value_cny").number(static_cast<double>(group.value_fen) / 100);
    json.key("is_rest").boolean(group.is_rest).end_object();
  }
  json.end_array().end_object();
  return json_answer(200, json.take());
}

HttpReply export_csv(ApiServices& s, const ApiCall& call) {
  const std::string name = call.text("name");
  const std::int64_t version = *call.integer_field("version");
  auto loaded = s.shelf.load(name, version, call.caller().actor, call.time);
  if (!loaded) return error_answer(call, loaded.error());
  const Dataset& dataset = *loaded->dataset;
  const std::vector<std::size_t> seen = visible_supplies(call, dataset);
  CsvWriter csv;
  for (const char* column :
       {"supplier_id", "customer_id", "product_id", "annual_value_cny", "inventory_days", "source"}) {
    csv.field(column);
  }
  csv.end_record();
  for (const std::size_t i : seen) {
    const Supply& supply = dataset.supplies[i];
    csv.field(dataset.firm(supply.supplier).id);
    csv.field(dataset.firm(supply.customer).id);
    csv.field(dataset.product(supply.product).id);
    csv.field(format_number(supply.annual_value_cny));
    csv.field(supply.inventory_days ? format_number(*supply.inventory_days) : "");
    csv.field(supply.source);
    csv.end_record();
  }
  // The approval is used up in the transaction that tells the audit chain.
  ApprovedAct act{call.field("approval"), FourEyesAction::kExportFirmLevel, "dataset", name,
                  supply_export_content(*call.identity, name, version)};
  auto used =
      run_transaction(s.database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
        if (auto good = use_approval_in(connection, act, call.caller()); !good) return good;
        AuditEvent event =
            event_of(call.caller().actor, call.time, "export.firm_level", "dataset",
                     name + "@" + std::to_string(version), R"({"rows":)" + std::to_string(seen.size()) + "}");
        event.classification = Classification::kRestricted;
        return audit_step(std::move(event))(connection);
      });
  if (!used) return error_answer(call, used.error());
  HttpResponse response = make_response(200, "text/csv; charset=utf-8", csv.take());
  response.headers.set("content-disposition", "attachment; filename=\"supplies.csv\"");
  return response;
}

}  // namespace

std::string supply_export_content(const Identity& identity, const std::string& dataset,
                                  std::int64_t version) {
  const SupplyViewer viewer = supply_viewer(identity);
  return "supplies of " + dataset + "@" + std::to_string(version) + " as seen by " +
         (identity.organisation ? identity.organisation->id : std::string("nobody")) + " (" +
         std::string(id_of(viewer.kind)) + " " + viewer.region_code + viewer.firm_id + ")";
}

ApiEndpoints supply_endpoints(ApiServices& s) {
  const auto own = [](const ApiCall& call) -> Result<AccessObject> {
    return own_object(*call.identity, Classification::kRestricted);
  };
  // The dataset must be one that the caller may read at all.
  const auto own_of_readable = [&s, own](const ApiCall& call) -> Result<AccessObject> {
    auto place = locate_dataset(s.database, call);
    if (!place) return place;
    if (!call.decide(Permission::kDatasetRead, *place).allowed()) {
      return Error{ErrorCode::kNotFound, "no dataset '" + call.text("name") + "'"};
    }
    return own(call);
  };
  constexpr std::size_t kKeptNetworks = 6;
  const auto networks = std::make_shared<FirmNetworks>(kKeptNetworks);
  return {
      {"list_supplies", [&s](const ApiCall& call) { return supplies(s, call); }, own_of_readable},
      {"aggregate_supplies", [&s](const ApiCall& call) { return aggregates(s, call); }, own_of_readable},
      {"read_firm_network",
       [&s, networks](const ApiCall& call) {
         return firm_network_view(s, *networks, call, FirmNetworkForm::kJson);
       },
       own_of_readable},
      {"read_firm_network_columns",
       [&s, networks](const ApiCall& call) {
         return firm_network_view(s, *networks, call, FirmNetworkForm::kColumns);
       },
       own_of_readable},
      {"export_supplies", [&s](const ApiCall& call) { return export_csv(s, call); }, own_of_readable},
  };
}

}  // namespace tenon
