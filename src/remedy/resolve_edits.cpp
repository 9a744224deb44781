#include "remedy/resolve_edits.h"

#include <optional>
#include <utility>

#include "scenario/name_lookup.h"

namespace tenon {
namespace {

class Resolver {
 public:
  Resolver(const NamedEdits& named, const EditNames& names, FaultList& faults)
      : file_(named.file),
        faults_(faults),
        firms_("firm"),
        sectors_("sector"),
        next_firm_(static_cast<std::uint32_t>(names.firms.size())) {
    for (std::uint32_t i = 0; i < names.firms.size(); ++i) firms_.add_id(i, names.firms[i]);
    for (std::uint32_t k = 0; k < names.sectors.size(); ++k) sectors_.add_id(k, names.sectors[k]);
  }

  std::optional<NetworkEdit> resolve(const NamedEdit& edit) {
    switch (edit.kind) {
      case EditKind::kAddLink:
        return with_two(edit, [&](std::uint32_t firm, std::uint32_t other) {
          AddLink link{firm, other, edit.weight.value_or(0), edit.share.value_or(1), {}};
          if (edit.input_class) link.input_class = static_cast<InputClass>(*edit.input_class);
          return link;
        });
      case EditKind::kRemoveLink:
        return with_two(edit, [&](std::uint32_t firm, std::uint32_t other) {
          return RemoveLink{firm, other, edit.drop ? RemovedFlow::kDrop : RemovedFlow::kRedistribute};
        });
      case EditKind::kMergeFirms:
        return with_two(edit, [&](std::uint32_t firm, std::uint32_t other) {
          return MergeFirms{firm, other, edit.across_sectors};
        });
      case EditKind::kScaleCapacity:
      case EditKind::kScaleStock:
        refuse(edit, "an edit that a network of links can follow: it knows neither capacity nor stock");
        return std::nullopt;
      case EditKind::kBuildPlant:
        return build(edit);
      case EditKind::kLocalise: {
        const auto sector = sectors_.find_one(edit.sector, "sector", file_, faults_);
        if (!sector) return std::nullopt;
        return Localise{*sector, edit.share.value_or(0)};
      }
    }
    return std::nullopt;
  }

 private:
  template <class Make>
  std::optional<NetworkEdit> with_two(const NamedEdit& edit, Make make) {
    const auto firm = firms_.find_one(edit.firm, "firm", file_, faults_);
    const auto other = firms_.find_one(edit.other, "other", file_, faults_);
    if (!firm || !other) return std::nullopt;
    return make(*firm, *other);
  }

  std::optional<NetworkEdit> build(const NamedEdit& edit) {
    const auto sector = sectors_.find_one(edit.sector, "sector", file_, faults_);
    std::optional<std::uint32_t> like;
    if (!edit.firm.text.empty()) {
      like = firms_.find_one(edit.firm, "firm", file_, faults_);
      if (!like) return std::nullopt;
    }
    if (!firms_.find(edit.name.text).empty()) {
      faults_.add(name_fault(edit.name, "name", file_, "a name that no firm has"));
      return std::nullopt;
    }
    firms_.add_id(next_firm_++, edit.name.text);
    if (!sector) return std::nullopt;
    return BuildPlant{edit.name.text, edit.location.text, *sector, like, edit.share.value_or(0)};
  }

  void refuse(const NamedEdit& edit, const char* expected) {
    Fault fault;
    fault.file = file_;
    fault.line = edit.line;
    fault.column_name = "op";
    fault.expected = expected;
    faults_.add(std::move(fault));
  }

  std::string file_;
  FaultList& faults_;
  NameLookup firms_;
  NameLookup sectors_;
  std::uint32_t next_firm_;
};

}  // namespace

Result<std::vector<NetworkEdit>> resolve_edits(const NamedEdits& named, const EditNames& names,
                                               FaultList& faults) {
  Resolver resolver(named, names, faults);
  std::vector<NetworkEdit> edits;
  for (const NamedEdit& edit : named.edits) {
    if (auto resolved = resolver.resolve(edit)) edits.push_back(std::move(*resolved));
  }
  if (faults.has_errors()) return Error{ErrorCode::kBadInput, faults.to_string()};
  return edits;
}

}  // namespace tenon
