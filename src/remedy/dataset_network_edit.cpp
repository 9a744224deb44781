#include "remedy/dataset_network_edit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "remedy/named_edits.h"
#include "scenario/name_lookup.h"

namespace tenon {
namespace {

class Resolver {
 public:
  Resolver(const Dataset& dataset, const DatasetNetwork& network, const NamedEdits& edits, FaultList& faults)
      : dataset_(dataset),
        file_(edits.file),
        faults_(faults),
        firms_(firm_names(dataset)),
        products_(product_names(dataset)),
        regions_(region_names(dataset)),
        next_node_(static_cast<std::uint32_t>(network.nodes.size())) {
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      if (network.nodes[n].firm)
        lines_[network.nodes[n].firm->value].push_back({network.nodes[n].product.value, n});
    }
  }

  void resolve(const NamedEdit& edit) {
    switch (edit.kind) {
      case EditKind::kAddLink: {
        const auto supplier = one_line(edit.firm, edit_column::kFirm, edit.sector);
        const auto customer = one_line(edit.other, edit_column::kOther, edit.other_sector);
        if (!supplier || !customer) return;
        AddSupplier add{*supplier, *customer, edit.weight.value_or(0) / kDaysAYear, edit.share.value_or(1)};
        add.new_input_essential = !edit.input_class || *edit.input_class == 2;
        edits.push_back(add);
        return;
      }
      case EditKind::kRemoveLink: {
        const auto supplier = one_line(edit.firm, edit_column::kFirm, edit.sector);
        const auto customer = one_line(edit.other, edit_column::kOther, edit.other_sector);
        if (!supplier || !customer) return;
        edits.push_back(RemoveSupplier{*supplier, *customer,
                                       edit.drop ? RemovedFlow::kDrop : RemovedFlow::kRedistribute});
        return;
      }
      case EditKind::kScaleCapacity:
        for (const std::uint32_t node : lines_of(edit.firm, edit_column::kFirm, edit.sector)) {
          edits.push_back(ScaleNodeCapacity{node, edit.factor.value_or(1)});
        }
        return;
      case EditKind::kScaleStock:
        scale_stock(edit);
        return;
      case EditKind::kMergeFirms:
        merge(edit);
        return;
      case EditKind::kBuildPlant:
        build(edit);
        return;
      case EditKind::kLocalise:
        if (const auto product = products_.find_one(edit.sector, edit_column::kSector, file_, faults_)) {
          edits.push_back(LocaliseMarket{*product, edit.share.value_or(0)});
        }
        return;
    }
  }

  std::vector<SupplyEdit> edits;
  std::vector<NetworkNode> plants;

 private:
  struct Line {
    std::uint32_t product = 0;
    std::uint32_t node = 0;
  };

  std::string product_id(std::uint32_t product) const { return dataset_.products[product].id; }

  // Nodes of a firm, of the product if one is named; empty: an error was added.
  std::vector<std::uint32_t> lines_of(const PlacedName& firm, const char* column, const PlacedName& product) {
    if (const auto plant = plants_by_name_.find(firm.text); plant != plants_by_name_.end())
      return {plant->second};
    const auto found = firms_.find_one(firm, column, file_, faults_);
    if (!found) return {};
    std::optional<std::uint32_t> wanted;
    if (!product.text.empty()) {
      wanted = products_.find_one(product, edit_column::kSector, file_, faults_);
      if (!wanted) return {};
    }
    std::vector<std::uint32_t> nodes;
    for (const Line& line : lines_[*found]) {
      if (!wanted || line.product == *wanted) nodes.push_back(line.node);
    }
    if (nodes.empty()) {
      faults_.add(name_fault(firm, column, file_,
                             wanted ? "a firm with a line of " + product_id(*wanted)
                                    : std::string("a firm with lines in the network")));
    }
    return nodes;
  }

  std::optional<std::uint32_t> one_line(const PlacedName& firm, const char* column,
                                        const PlacedName& product) {
    const std::vector<std::uint32_t> nodes = lines_of(firm, column, product);
    if (nodes.size() == 1) return nodes.front();
    if (nodes.size() > 1) {
      faults_.add(name_fault(
          firm, column, file_,
          "one line: this firm has " + std::to_string(nodes.size()) + " that fit, name the product of one"));
    }
    return std::nullopt;
  }

  // The column sector names what is held, not the line that holds it: all lines of the firm.
  void scale_stock(const NamedEdit& edit) {
    std::optional<std::uint32_t> held;
    if (!edit.sector.text.empty()) {
      held = products_.find_one(edit.sector, edit_column::kSector, file_, faults_);
      if (!held) return;
    }
    for (const std::uint32_t node : lines_of(edit.firm, edit_column::kFirm, {})) {
      edits.push_back(ScaleNodeStock{node, edit.factor.value_or(1), edit.days, held});
    }
  }

  void merge(const NamedEdit& edit) {
    const auto keep = firms_.find_one(edit.firm, edit_column::kFirm, file_, faults_);
    const auto absorb = firms_.find_one(edit.other, edit_column::kOther, file_, faults_);
    if (!keep || !absorb) return;
    bool any = false;
    for (const Line& line : lines_[*absorb]) {
      const auto& of_keep = lines_[*keep];
      const auto same = std::find_if(of_keep.begin(), of_keep.end(),
                                     [&](const Line& l) { return l.product == line.product; });
      if (same == of_keep.end() || same->node == line.node) continue;
      edits.push_back(MergeNodes{same->node, line.node});
      any = true;
    }
    if (!any) {
      faults_.add(name_fault(edit.other, edit_column::kOther, file_,
                             "a firm with a line in the network (its output is known) of a product of which "
                             "the first has one too"));
    }
  }

  void build(const NamedEdit& edit) {
    const auto product = products_.find_one(edit.sector, edit_column::kSector, file_, faults_);
    const auto region = regions_.find_one(edit.location, edit_column::kLocation, file_, faults_);
    if (!firms_.find(edit.name.text).empty() || plants_by_name_.contains(edit.name.text)) {
      faults_.add(name_fault(edit.name, edit_column::kName, file_, "a name that no other firm has"));
      return;
    }
    plants_by_name_[edit.name.text] = next_node_++;
    if (!product || !region) return;
    BuildNode plant{*product, {}, edit.share.value_or(0), edit.weight.value_or(0) / kDaysAYear};
    if (!edit.firm.text.empty()) {
      plant.like = one_line(edit.firm, edit_column::kFirm, edit.sector);
      if (!plant.like) return;
    }
    edits.push_back(plant);
    NetworkNode node;
    node.kind = plant.like ? NodeKind::kLine : NodeKind::kStandbyLine;
    node.product = ProductId(*product);
    node.region = RegionId(*region);
    node.synthetic = true;
    node.plan = edit.name.text;
    plants.push_back(std::move(node));
  }

  const Dataset& dataset_;
  std::string file_;
  FaultList& faults_;
  NameLookup firms_;
  NameLookup products_;
  NameLookup regions_;
  std::map<std::uint32_t, std::vector<Line>> lines_;  // by firm
  std::map<std::string, std::uint32_t> plants_by_name_;
  std::uint32_t next_node_;
};

}  // namespace

Result<DatasetNetwork> edit_dataset_network(const Dataset& dataset, const DatasetNetwork& network,
                                            const NamedEdits& edits, const SwitchingPolicy& policy,
                                            FaultList& faults) {
  const std::size_t errors = faults.error_count();
  Resolver resolver(dataset, network, edits, faults);
  for (const NamedEdit& edit : edits.edits) resolver.resolve(edit);
  if (faults.error_count() > errors) return Error{ErrorCode::kBadInput, faults.to_string()};

  std::vector<std::uint8_t> is_abroad;
  for (const NetworkNode& node : network.nodes)
    is_abroad.push_back(node.is_outside && node.side != SourceSide::kHome);
  EditedSupplyInput input;
  input.network = &network.network;
  input.is_outside = is_abroad;
  input.name_of = [&](std::uint32_t node) {
    if (node >= network.nodes.size()) return "plant " + std::to_string(node - network.nodes.size() + 1);
    const NetworkNode& named = network.nodes[node];
    const std::string product = dataset.product(named.product).id;
    return named.firm ? dataset.firm(*named.firm).id + " (" + product + ")" : "a source of " + product;
  };
  auto edited = apply_supply_edits(input, resolver.edits);
  if (!edited) return edited.error();

  DatasetNetwork result = network;
  result.network = std::move(edited->network);
  for (NetworkNode& plant : resolver.plants) {
    result.nodes.push_back(std::move(plant));
    result.switching.ready_after_days.push_back(policy.default_lead_time_days);
  }
  std::vector<std::uint32_t> need_of_group;
  for (const std::uint64_t before : edited->group_before) {
    need_of_group.push_back(before == EditedSupply::kNewGroup ? DatasetNetwork::kNoNeed
                                                              : network.need_of_group[before]);
  }
  result.need_of_group = std::move(need_of_group);
  result.assumptions.push_back({"what_if_edits",
                                "本次推演所用网络含设想中的改动，并非现状",
                                "this network holds edits that are supposed, not facts",
                                edits.edits.size(),
                                {}});
  return result;
}

Result<std::vector<SupplyEdit>> supply_edits_of_links(std::span<const NetworkEdit> edits,
                                                      double days_in_period) {
  std::vector<SupplyEdit> result;
  for (const NetworkEdit& edit : edits) {
    if (const auto* add = std::get_if<AddLink>(&edit)) {
      AddSupplier supplier{add->supplier, add->customer, add->weight / days_in_period, add->taken_share};
      supplier.new_input_essential = !add->input_class || *add->input_class == InputClass::kEssential;
      result.push_back(supplier);
    } else if (const auto* removal = std::get_if<RemoveLink>(&edit)) {
      result.push_back(RemoveSupplier{removal->supplier, removal->customer, removal->flow});
    } else if (const auto* capacity = std::get_if<ScaleCapacity>(&edit)) {
      result.push_back(ScaleNodeCapacity{capacity->firm, capacity->factor});
    } else if (const auto* stock = std::get_if<ScaleStock>(&edit)) {
      result.push_back(ScaleNodeStock{stock->firm, stock->factor, stock->days, stock->sector});
    } else if (const auto* merger = std::get_if<MergeFirms>(&edit)) {
      if (merger->across_sectors) {
        return Error{ErrorCode::kInvalidArgument,
                     "a merger across sectors cannot be simulated: a firm makes for one market"};
      }
      result.push_back(MergeNodes{merger->keep, merger->absorb});
    } else if (const auto* plant = std::get_if<BuildPlant>(&edit)) {
      result.push_back(
          BuildNode{plant->sector, plant->like, plant->taken_share, plant->capacity / days_in_period});
    } else if (const auto* localise = std::get_if<Localise>(&edit)) {
      result.push_back(LocaliseMarket{localise->sector, localise->share});
    }
  }
  return result;
}

}  // namespace tenon
