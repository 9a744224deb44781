#include "remedy/named_edits.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/nearest_word.h"
#include "scenario/name_lookup.h"

namespace tenon {
namespace {

// Looking for the nearest of a million names takes a tenth of a second: not for every one of a long list.
constexpr std::size_t kMostSuggestions = 5;

class Resolver {
 public:
  Resolver(const NamedEdits& edits, const NameTable& firms, std::span<const std::string> sectors,
           FaultList& faults)
      : edits_(edits), firms_(firms), sectors_(sectors), faults_(faults), index_(firms) {
    for (std::uint32_t s = 0; s < sectors.size(); ++s) sector_index_.try_emplace(sectors[s], s);
  }

  std::vector<NetworkEdit> resolve() {
    std::vector<NetworkEdit> resolved;
    for (const NamedEdit& edit : edits_.edits) {
      const std::size_t errors = faults_.error_count();
      NetworkEdit result = resolve(edit);
      if (faults_.error_count() == errors) resolved.push_back(std::move(result));
    }
    return resolved;
  }

 private:
  NetworkEdit resolve(const NamedEdit& edit) {
    switch (edit.kind) {
      case EditKind::kAddLink: {
        refuse(edit.sector, edit_column::kSector);
        refuse(edit.other_sector, edit_column::kOtherSector);
        AddLink add{firm(edit.firm, edit_column::kFirm), firm(edit.other, edit_column::kOther),
                    edit.weight.value_or(0), edit.share.value_or(1), std::nullopt};
        if (edit.input_class) add.input_class = static_cast<InputClass>(*edit.input_class);
        return add;
      }
      case EditKind::kRemoveLink:
        refuse(edit.sector, edit_column::kSector);
        refuse(edit.other_sector, edit_column::kOtherSector);
        return RemoveLink{firm(edit.firm, edit_column::kFirm), firm(edit.other, edit_column::kOther),
                          edit.drop ? RemovedFlow::kDrop : RemovedFlow::kRedistribute};
      case EditKind::kScaleCapacity:
        refuse(edit.sector, edit_column::kSector);
        return ScaleCapacity{firm(edit.firm, edit_column::kFirm), edit.factor.value_or(1)};
      case EditKind::kScaleStock: {
        ScaleStock scale{firm(edit.firm, edit_column::kFirm), edit.factor.value_or(1), edit.days, {}};
        if (!edit.sector.text.empty()) scale.sector = sector(edit.sector);
        return scale;
      }
      case EditKind::kMergeFirms:
        return MergeFirms{firm(edit.firm, edit_column::kFirm), firm(edit.other, edit_column::kOther),
                          edit.across_sectors};
      case EditKind::kBuildPlant: {
        BuildPlant plant{edit.name.text,         edit.location.text,     sector(edit.sector), {},
                         edit.share.value_or(0), edit.weight.value_or(0)};
        if (!edit.firm.text.empty()) plant.like = firm(edit.firm, edit_column::kFirm);
        if (index_.find(edit.name.text) || plants_.contains(edit.name.text)) {
          add(edit.name, edit_column::kName, "a name that no other firm has");
        } else {
          plants_[edit.name.text] = static_cast<std::uint32_t>(firms_.size() + plants_.size());
        }
        return plant;
      }
      case EditKind::kLocalise:
        break;
    }
    return Localise{sector(edit.sector), edit.share.value_or(0)};
  }

  std::uint32_t firm(const PlacedName& name, const char* column) {
    if (const auto found = index_.find(name.text)) return *found;
    if (const auto plant = plants_.find(name.text); plant != plants_.end()) return plant->second;
    std::string suggestion;
    if (suggestions_++ < kMostSuggestions) {
      NearestWord nearest(name.text);
      for (std::size_t f = 0; f < firms_.size(); ++f) nearest.offer(firms_[f]);
      for (const auto& [plant, number] : plants_) nearest.offer(plant);
      suggestion = nearest.suggestion();
    }
    add(name, column, "the name of a firm of the network or of a plant built above" + suggestion);
    return 0;
  }

  std::uint32_t sector(const PlacedName& name) {
    if (const auto found = sector_index_.find(name.text); found != sector_index_.end()) return found->second;
    NearestWord nearest(name.text);
    for (const std::string& known : sectors_) nearest.offer(known);
    add(name, edit_column::kSector, "a sector of the network" + nearest.suggestion());
    return 0;
  }

  void refuse(const PlacedName& name, const char* column) {
    if (!name.text.empty()) add(name, column, "nothing: in a network of links every firm makes one thing");
  }
  void add(const PlacedName& name, const char* column, std::string expected) {
    faults_.add(name_fault(name, column, edits_.file, std::move(expected)));
  }

  const NamedEdits& edits_;
  const NameTable& firms_;
  std::span<const std::string> sectors_;
  FaultList& faults_;
  NameIndex index_;
  std::unordered_map<std::string, std::uint32_t> sector_index_;
  std::map<std::string, std::uint32_t> plants_;
  std::size_t suggestions_ = 0;
};

}  // namespace

Result<std::vector<NetworkEdit>> resolve_edits(const NamedEdits& edits, const NameTable& firms,
                                               std::span<const std::string> sectors, FaultList& faults) {
  const std::size_t errors = faults.error_count();
  auto resolved = Resolver(edits, firms, sectors, faults).resolve();
  if (faults.error_count() == errors) return resolved;
  std::string message = faults.to_string();
  if (!message.empty() && message.back() == '\n') message.pop_back();
  return Error{ErrorCode::kBadInput, std::move(message)};
}

}  // namespace tenon
