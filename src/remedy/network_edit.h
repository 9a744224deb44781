// What-if edits of a firm network: another supplier, a link less, a merger, a new plant, localisation.
//
// Edits are plain data, applied in order; each sees what those before it have done. Firms keep their numbers:
// an absorbed firm stays as a firm without links, new plants are appended. What a firm sells to and buys from
// outside the network (revenue - sales, costs - purchases) stays as it is, except where an edit says so.
//
// Nobody's production changes by itself: an edit moves or adds the flows that it names and no others. The
// definitions, edit by edit, are in docs/methods_what_if.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "network/firm_network.h"

namespace tenon {

// The customer buys `weight` more from the supplier. taken_share of it is what it buys less from its other
// suppliers of the same sector, in proportion; the rest is additional.
struct AddLink {
  std::uint32_t supplier = 0;
  std::uint32_t customer = 0;
  double weight = 0;       // money/period, > 0
  double taken_share = 1;  // [0, 1]
  // Of the new (customer, supplier's sector) pair, where the network has classes by link; empty: that of the
  // pair if it exists, else non-essential.
  std::optional<InputClass> input_class{};
};

enum class RemovedFlow {
  kRedistribute,  // to the customer's other suppliers of the same sector, in proportion
  kDrop,          // the customer buys less
};

struct RemoveLink {
  std::uint32_t supplier = 0;
  std::uint32_t customer = 0;
  RemovedFlow flow = RemovedFlow::kRedistribute;
};

// Matter to scenarios only (supply_network_edit.h): ESRI knows neither capacity nor stock.
struct ScaleCapacity {
  std::uint32_t firm = 0;
  double factor = 1;  // of full load, > 0
};
struct ScaleStock {
  std::uint32_t firm = 0;                 // who holds it
  double factor = 1;                      // of the days held, > 0
  std::optional<double> days{};           // > 0: set to so many instead
  std::optional<std::uint32_t> sector{};  // of what; empty: of everything
};

// `absorb` becomes part of `keep`: its links, its sales outside, its purchases outside. What the two sold to
// each other is internal from now on and leaves the network. Products of another sector become products of
// keep's sector, which only across_sectors permits.
struct MergeFirms {
  std::uint32_t keep = 0;
  std::uint32_t absorb = 0;
  bool across_sectors = false;
};

// A new firm. With `like` it takes over `taken_share` of that firm's sales, to every customer and outside,
// and of its purchases; without, it has no links until AddLink gives it some.
struct BuildPlant {
  std::string name;
  std::string location;
  std::uint32_t sector = 0;
  std::optional<std::uint32_t> like{};
  double taken_share = 0;  // (0, 1) with `like`
  double capacity = 0;     // money/period that it can make at least; matters to scenarios only
};

// Customers inside buy at least `share` of what they buy of this sector from makers inside. Every purchase
// from makers outside is reduced by the same factor; what is missing goes to the makers inside from which the
// customer buys already, in proportion to their capacity, or, where it buys from none, to all of them, such
// that together they get amounts in proportion to their capacity over as few links as possible. Nothing
// happens where the share is met.
struct Localise {
  std::uint32_t sector = 0;
  double share = 0;  // [0, 1]
};

using NetworkEdit =
    std::variant<AddLink, RemoveLink, ScaleCapacity, ScaleStock, MergeFirms, BuildPlant, Localise>;

// add_link, remove_link, scale_capacity, scale_stock, merge_firms, build_plant, localise.
std::string_view name_of_edit(const NetworkEdit& edit);

// What is edited. Spans may be empty; otherwise they hold one value a firm.
struct EditedEconomy {
  const FirmNetwork* network = nullptr;
  std::span<const double> revenue{};  // r, money/period
  std::span<const double> costs{};    // c, money/period
  std::span<const double> weights{};  // v; a merged firm has the sum, a plant its share of `like`'s or 0
  std::span<const std::uint8_t> is_outside{};  // 1: a firm abroad; needed by Localise
  std::span<const double> capacity{};          // for Localise; default: revenue, else sales in the network
  std::function<std::string(std::uint32_t firm)> name_of{};  // for messages; default: "firm 17"
};

struct ChangedLink {
  std::uint32_t supplier = 0;
  std::uint32_t customer = 0;
  double before = 0;  // money/period; 0: the link is new
  double after = 0;   // 0: the link is gone

  bool operator==(const ChangedLink&) const = default;
};

struct EditedNetwork {
  FirmNetwork network;
  std::vector<double> revenue;  // empty where none was given; the same below
  std::vector<double> costs;
  std::vector<double> weights;
  std::vector<std::uint8_t> is_outside;

  std::vector<ChangedLink> changed_links;        // by supplier, then customer
  std::vector<std::uint32_t> changed_suppliers;  // with a changed sale or revenue, ascending
  std::vector<std::uint32_t> changed_customers;  // with a changed purchase or costs, ascending
  std::vector<std::uint32_t> changed_sectors;    // of changed_suppliers, ascending
  std::vector<std::string> plant_names;          // of the firms appended
  std::vector<std::string> plant_locations;
  double internalised = 0;  // money/period that mergers took out of the network
  double localised = 0;     // money/period moved from makers outside to makers inside
};

// The network is what build_firm_network makes of the edited list of links, bit for bit. O(links) to copy it,
// everything else by what is touched. kInvalidArgument, naming all edits at fault: a firm or sector out of
// range, an absorbed firm, a link that does not exist or is to its own firm, an amount out of range, more
// taken than bought, nobody to take over a removed or localised flow, classes where the network has none, a
// class other than the pair's, a merger across sectors unasked, Localise without is_outside.
Result<EditedNetwork> apply_edits(const EditedEconomy& economy, std::span<const NetworkEdit> edits);

}  // namespace tenon
