#include "remedy/dataset_edit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "model/figure_basis.h"
#include "model/firm_group.h"
#include "remedy/named_edits.h"
#include "risk/concentration.h"
#include "risk/dependency.h"
#include "risk/evidence.h"
#include "risk/evidence_scope.h"
#include "risk/recovery_makers.h"
#include "scenario/name_lookup.h"

namespace tenon {
namespace {

constexpr double kPercent = 100;

bool is_foreign(const Dataset& data, const ScopeView& scope, const Share& share) {
  if (share.region) return !scope.in_country[share.region->index()];
  if (!share.firm) return true;
  const Firm& firm = data.firm(*share.firm);
  if (!firm.control_code.empty()) return firm.control_code != scope.country_code;
  return !firm.region || !scope.in_country[firm.region->index()];
}

class Editor {
 public:
  Editor(const Dataset& dataset, const NamedEdits& edits, const BreakPointOptions& options,
         const ScopeView& scope, FaultList& faults)
      : data(dataset),
        file_(edits.file),
        options_(options),
        scope_(scope),
        faults_(faults),
        firms_(firm_names(dataset)),
        products_(product_names(dataset)),
        regions_(region_names(dataset)) {
    if (options_.current_year == 0) options_.current_year = newest_year(dataset);
  }

  void apply(const NamedEdit& edit) {
    switch (edit.kind) {
      case EditKind::kAddLink:
        return add_link(edit);
      case EditKind::kRemoveLink:
        return remove_link(edit);
      case EditKind::kScaleCapacity:
        return scale_capacity(edit);
      case EditKind::kScaleStock:
        return scale_stock(edit);
      case EditKind::kMergeFirms:
        return merge(edit);
      case EditKind::kBuildPlant:
        return build(edit);
      case EditKind::kLocalise:
        return localise(edit);
    }
  }

  Dataset data;
  std::vector<ProductId> touched;

 private:
  void refuse(const PlacedName& name, const char* column, std::string expected) {
    faults_.add(name_fault(name, column, file_, std::move(expected)));
  }
  void warn(const PlacedName& name, const char* column, std::string note) {
    Fault fault = name_fault(name, column, file_, std::move(note));
    fault.severity = Severity::kWarning;
    faults_.add(std::move(fault));
  }
  void warn_if_synthetic(const NamedEdit& edit, FirmId firm) {
    if (!data.firm(firm).synthetic || options_.use_synthetic) return;
    warn(edit.firm, edit_column::kFirm,
         "a real firm: figures of a synthetic one do not enter break points unless the synthetic layer is "
         "computed with");
  }
  Provenance supposed(const NamedEdit& edit, char grade) const {
    return {"what-if " + file_ + ":" + std::to_string(edit.line), "", options_.current_year, grade};
  }

  std::optional<FirmId> firm_of(const PlacedName& name, const char* column) {
    if (const auto plant = plants_.find(name.text); plant != plants_.end()) return plant->second;
    const auto found = firms_.find_one(name, column, file_, faults_);
    return found ? std::optional(FirmId(*found)) : std::nullopt;
  }
  std::optional<ProductId> product_of(const PlacedName& name, const char* column) {
    const auto found = products_.find_one(name, column, file_, faults_);
    return found ? std::optional(ProductId(*found)) : std::nullopt;
  }

  // The product named, else the only one that the firm makes.
  std::optional<ProductId> product_of_firm(const PlacedName& firm_name, FirmId firm,
                                           const PlacedName& product) {
    if (!product.text.empty()) return product_of(product, edit_column::kSector);
    std::optional<ProductId> only;
    for (const Capability& row : data.capabilities) {
      if (row.firm != firm || only == row.product) continue;
      if (only) {
        refuse(firm_name, edit_column::kFirm, "a firm that makes one product: name the product of this one");
        return std::nullopt;
      }
      only = row.product;
    }
    if (!only) refuse(firm_name, edit_column::kFirm, "a firm with a product");
    return only;
  }

  // Adds `value` to what the customer buys of the product from all suppliers but this one, in proportion.
  // False: it buys from no other.
  bool spread(FirmId supplier, FirmId customer, ProductId product, double value) {
    double sum = 0;
    for (const Supply& row : data.supplies) {
      if (row.customer == customer && row.product == product && row.supplier != supplier)
        sum += row.annual_value_cny;
    }
    if (sum <= 0) return false;
    const double factor = std::max(0.0, 1 + value / sum);
    for (Supply& row : data.supplies) {
      if (row.customer == customer && row.product == product && row.supplier != supplier)
        row.annual_value_cny *= factor;
    }
    return true;
  }

  void add_link(const NamedEdit& edit) {
    const auto supplier = firm_of(edit.firm, edit_column::kFirm);
    const auto customer = firm_of(edit.other, edit_column::kOther);
    if (!supplier || !customer) return;
    const auto product = product_of_firm(edit.firm, *supplier, edit.sector);
    if (!product) return;
    touched.push_back(*product);
    const double value = edit.weight.value_or(0);
    const double taken = value * edit.share.value_or(1);
    if (taken > 0) spread(*supplier, *customer, *product, -taken);
    warn_if_synthetic(edit, *supplier);
    for (Supply& row : data.supplies) {
      if (row.supplier == *supplier && row.customer == *customer && row.product == *product) {
        row.annual_value_cny += value;
        return;
      }
    }
    Supply row;
    row.supplier = *supplier;
    row.customer = *customer;
    row.product = *product;
    row.annual_value_cny = value;
    row.source = supposed(edit, 'A').source;
    data.supplies.push_back(std::move(row));
  }

  void remove_link(const NamedEdit& edit) {
    const auto supplier = firm_of(edit.firm, edit_column::kFirm);
    const auto customer = firm_of(edit.other, edit_column::kOther);
    if (!supplier || !customer) return;
    std::optional<ProductId> wanted;
    if (!edit.sector.text.empty()) {
      wanted = product_of(edit.sector, edit_column::kSector);
      if (!wanted) return;
    }
    std::map<std::uint32_t, double> lost;  // by product
    const auto gone = [&](const Supply& row) {
      return row.supplier == *supplier && row.customer == *customer && (!wanted || row.product == *wanted);
    };
    for (const Supply& row : data.supplies) {
      if (gone(row)) lost[row.product.value] += row.annual_value_cny;
    }
    if (lost.empty()) return refuse(edit.other, edit_column::kOther, "a customer of that firm");
    for (const auto& [product, value] : lost) {
      touched.push_back(ProductId(product));
      if (!edit.drop && !spread(*supplier, *customer, ProductId(product), value)) {
        return refuse(edit.other, edit_column::kOther,
                      "a customer with another supplier of " + data.products[product].id +
                          ", or mode drop: it buys less");
      }
    }
    warn_if_synthetic(edit, *supplier);
    std::erase_if(data.supplies, gone);
  }

  void scale_capacity(const NamedEdit& edit) {
    const auto firm = firm_of(edit.firm, edit_column::kFirm);
    if (!firm) return;
    std::optional<ProductId> wanted;
    if (!edit.sector.text.empty()) {
      wanted = product_of(edit.sector, edit_column::kSector);
      if (!wanted) return;
    }
    bool makes = false;
    bool known = false;
    for (Capability& row : data.capabilities) {
      if (row.firm != *firm || (wanted && row.product != *wanted)) continue;
      makes = true;
      touched.push_back(row.product);
      if (!row.annual_capacity) continue;
      known = true;
      row.annual_capacity =
          std::max(*row.annual_capacity * edit.factor.value_or(1), row.annual_output.value_or(0));
    }
    if (!makes) return refuse(edit.firm, edit_column::kFirm, "a firm that makes it");
    if (!known) return warn(edit.firm, edit_column::kFirm, "a firm whose capacity is known: nothing changes");
    warn_if_synthetic(edit, *firm);
  }

  void scale_stock(const NamedEdit& edit) {
    const auto firm = firm_of(edit.firm, edit_column::kFirm);
    if (!firm) return;
    std::optional<ProductId> held;
    if (!edit.sector.text.empty()) {
      held = product_of(edit.sector, edit_column::kSector);
      if (!held) return;
    }
    for (Supply& row : data.supplies) {
      if (row.customer != *firm || (held && row.product != *held)) continue;
      touched.push_back(row.product);
      if (edit.days) {
        row.inventory_days = edit.days;
      } else if (row.inventory_days) {
        row.inventory_days = *row.inventory_days * edit.factor.value_or(1);
      }
    }
    warn(edit.firm, edit_column::kFirm,
         "an edit of makers: what one firm holds does not enter break points, only losses and times to "
         "survive");
  }

  void merge(const NamedEdit& edit) {
    const auto keep = firm_of(edit.firm, edit_column::kFirm);
    const auto absorb = firm_of(edit.other, edit_column::kOther);
    if (!keep || !absorb) return;
    const FirmId head = top_parent(data, *keep);
    const FirmId joined = top_parent(data, *absorb);
    if (head == joined)
      return refuse(edit.other, edit_column::kOther,
                    "a firm that is not in one group with the first already");
    for (const Capability& row : data.capabilities) {
      if (row.firm == *absorb || row.firm == *keep) touched.push_back(row.product);
    }
    // The firm itself changes hands, not the group that held it.
    Firm& firm = data.firms[absorb->index()];
    firm.parent = head;
    firm.control_code = data.firm(head).control_code;
    firm.control_note.clear();
    warn_if_synthetic(edit, *keep);
  }

  void build(const NamedEdit& edit) {
    const auto product = product_of(edit.sector, edit_column::kSector);
    const auto region = regions_.find_one(edit.location, edit_column::kLocation, file_, faults_);
    if (!firms_.find(edit.name.text).empty() || plants_.contains(edit.name.text))
      return refuse(edit.name, edit_column::kName, "a name that no other firm has");
    if (!product || !region) return;
    Firm firm;
    firm.id = edit.name.text;
    firm.name_zh = edit.name.text;
    firm.name_en = edit.name.text;
    firm.region = RegionId(*region);
    firm.role = "what_if";
    firm.source = supposed(edit, 'A').source;
    Capability plant;
    plant.product = *product;
    plant.region = firm.region;
    plant.status = CapabilityStatus::kQualified;
    plant.provenance = supposed(edit, 'A');
    if (!edit.firm.text.empty()) {
      const auto like = firm_of(edit.firm, edit_column::kFirm);
      if (!like) return;
      const double share = edit.share.value_or(0);
      const auto moved = [&](std::optional<double>& from, std::optional<double>& to) {
        if (!from) return;
        to = to.value_or(0) + *from * share;
        from = *from * (1 - share);
      };
      bool makes = false;
      for (Capability& row : data.capabilities) {
        if (row.firm != *like || row.product != *product) continue;
        makes = true;
        moved(row.annual_capacity, plant.annual_capacity);
        moved(row.annual_output, plant.annual_output);
      }
      if (!makes)
        return refuse(edit.firm, edit_column::kFirm, "a firm that makes " + data.product(*product).id);
      firm.synthetic = data.firm(*like).synthetic;
      warn_if_synthetic(edit, *like);
    } else if (edit.weight) {
      plant.annual_capacity = edit.weight;
      plant.annual_output = 0;
    }
    plant.firm = FirmId(data.firms.size());
    plants_[edit.name.text] = plant.firm;
    touched.push_back(*product);
    data.firms.push_back(std::move(firm));
    data.capabilities.push_back(std::move(plant));
  }

  void localise(const NamedEdit& edit) {
    const auto product = product_of(edit.sector, edit_column::kSector);
    if (!product) return;
    touched.push_back(*product);
    const Dependence before = dependence_of(data, *product, scope_, options_);
    if (before.basis == DependenceBasis::kNone)
      return warn(edit.sector, edit_column::kSector,
                  "a product whose dependence is known: nothing to compare the share with, nothing changes");
    const double left = 1 - edit.share.value_or(0);
    if (before.country.value <= left) return;
    data = suppose_dependence(data, *product, left, options_, scope_,
                              supposed(edit, before.published ? 'A' : 'C'));
  }

  std::string file_;
  BreakPointOptions options_;
  const ScopeView& scope_;
  FaultList& faults_;
  NameLookup firms_;
  NameLookup products_;
  NameLookup regions_;
  std::map<std::string, FirmId> plants_;
};

}  // namespace

Dataset suppose_dependence(const Dataset& dataset, ProductId product, double dependence,
                           const BreakPointOptions& requested, const ScopeView& scope,
                           const Provenance& source) {
  BreakPointOptions options = requested;
  if (options.current_year == 0) options.current_year = newest_year(dataset);
  const Dependence before = dependence_of(dataset, product, scope, options);
  Dataset data = dataset;
  if (before.basis == DependenceBasis::kNone) return data;
  std::erase_if(data.fact_uses, [&](const FactUse& use) {
    const bool of_dependence =
        use.indicator == Indicator::kExternalDependence || use.indicator == Indicator::kDomesticSupply ||
        use.indicator == Indicator::kWorldSupplyInside || use.indicator == Indicator::kWorldSupplyOutside;
    const BasisFit fit = basis_fit(data, scope, use.basis_region);
    return of_dependence && data.facts[use.fact].product == product &&
           (fit == BasisFit::kCountry || fit == BasisFit::kWorld);
  });
  const double d = before.country.value;
  const double abroad = d > 0 ? dependence / d : 1;
  const double home = d < 1 ? (1 - dependence) / (1 - d) : 1;
  for (Share& row : data.shares) {
    if (row.product != product || share_basis(data, row.scope) != scope.country_code) continue;
    const double factor = is_foreign(data, scope, row) ? abroad : home;
    row.low = std::min(kPercent, row.low * factor);
    row.high = std::min(kPercent, row.high * factor);
  }
  Fact fact;
  fact.product = product;
  fact.metric = "supposed_domestic_supply";
  fact.low = fact.high = kPercent * (1 - dependence);
  fact.unit = "%";
  fact.scope = "假设 supposed";
  fact.provenance = source;
  FactUse use;
  use.fact = data.facts.size();
  use.indicator = Indicator::kDomesticSupply;
  use.basis_region = data.region(scope.country).code;
  data.facts.push_back(std::move(fact));
  data.fact_uses.push_back(std::move(use));
  return data;
}

Result<EditedDataset> edit_dataset(const Dataset& dataset, const NamedEdits& edits,
                                   const BreakPointOptions& options, FaultList& faults) {
  const auto scope = make_scope_view(dataset, options.scope);
  if (!scope) return scope.error();
  const std::size_t errors = faults.error_count();
  Editor editor(dataset, edits, options, *scope, faults);
  for (const NamedEdit& edit : edits.edits) editor.apply(edit);
  if (faults.error_count() > errors) return Error{ErrorCode::kBadInput, faults.to_string()};
  std::vector<ProductId>& touched = editor.touched;
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  return EditedDataset{std::move(editor.data), std::move(touched)};
}

}  // namespace tenon
