// Events meet a network: names become nodes and links, and what an event hits is told.
//
// Names are ids or names in either language, in any letter case; one that does not exist or is not unique is
// an error with its place and the nearest, or those that fit. What each kind hits in a dataset's network:
//   capacity  plants at home that fit: lines, standby lines, makers that are not listed. Sources abroad only
//             where the event names their firm or the region abroad where they stand.
//   import    sources abroad. A real firm without numbers acts with its published share.
//   link      deliveries; products, chains and sectors are those of what is delivered.
//   demand    final demand of lines.
// A region contains what lies in it, up to the customs border. Sectors of a dataset are codes of GB/T 4754
// and stand for all that begins so. In a network of links every node is a firm, and products, chains, regions
// and countries do not exist.
//
// Shock k is that of event k; overlaps multiply in the engine. Pure; O(names + nodes and links hit), plus one
// pass over the links for each event on links.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "network/name_table.h"
#include "scenario/dataset_network.h"
#include "scenario/shock.h"
#include "scenario/supply_network.h"

namespace tenon {

// What an event hits of one product.
struct ProductHit {
  ProductId product;
  std::size_t nodes = 0;      // 0 for events on links
  double amount = 0;          // money/day: normal output; deliveries for links; final demand for demand
  double share_of_use = 0;    // sources outside the lists and links: of what all lines need of the product
  double share_of_lines = 0;  // lines: of the output of all lines of the product (demand: of final demand)
  // Sources outside: the share of the country's use by the evidence alone, not by the network's flows.
  PartRange evidence_share;
  bool has_evidence = false;         // evidence_share is filled
  bool rests_on_assumption = false;  // some of it is an equal split over countries, or a guess from makers
  Provenance provenance;             // of the largest part with a source
  double unknown_origin = 0;         // imports: part of use whose country nobody knows; it is not hit
};

struct EventHit {
  std::size_t nodes = 0;
  std::size_t links = 0;
  double amount = 0;                 // money/day, as in ProductHit
  double outside_amount = 0;         // the part of it from sources outside the lists
  bool synthetic = false;            // some of it rests on made-up numbers
  std::vector<ProductHit> products;  // largest amount first; empty in a network of links
};

struct ResolvedEvents {
  Shocks shocks;               // one an event
  std::vector<EventHit> hits;  // one an event
};

struct ResolveOptions {
  bool empty_is_error = true;  // an event that hits nothing; else a warning and a shock without targets
};

// Where the events stand: "events" of a scenario, "hazards" of a set.
struct EventList {
  std::string file;
  std::string path = "events";
  std::span<const ScenarioEvent> events;
};

// kBadInput: the message lists all errors, which are in `faults` too; warnings only in `faults`.
Result<ResolvedEvents> resolve_events(const EventList& list, const Dataset& dataset,
                                      const DatasetNetwork& network, FaultList& faults,
                                      const ResolveOptions& options = {});

// Names of the nodes and sectors of a network of links; what is pointed to must outlive the call.
struct LinkNames {
  const NameTable& firms;                    // one a node
  std::span<const std::string> sectors;      // one a market
  std::span<const std::uint32_t> sector_of;  // one a node
};
Result<ResolvedEvents> resolve_events(const EventList& list, const SupplyNetwork& network,
                                      const LinkNames& names, FaultList& faults,
                                      const ResolveOptions& options = {});

// Days of stock by sector for network_of_links.h, 0 where the scenario sets none. Errors: sectors that do not
// exist, targets by product.
std::vector<double> stock_days_of_sectors(const Scenario& scenario, std::span<const std::string> sectors,
                                          FaultList& faults);

// What sources outside the lists provide of one product hit, for people:
// "日本供应KrF光刻胶用量的46%（0%–92%）， B级，2024年", "Japan provides 46 % of KrF photoresist used (0–92
// %), B, 2024". Empty where there is no evidence_share.
struct BilingualText {
  std::string zh;
  std::string en;
};
BilingualText describe_hit(const Dataset& dataset, const DatasetNetwork& network, const Shock& shock,
                           const ProductHit& hit);

}  // namespace tenon
