#include "service/dataset_firm_network.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace tenon {
namespace {

constexpr std::size_t kGroupLength = 4;  // "C397" of "C3972": a letter and three digits

std::string sector_code(const Firm& firm) {
  return firm.gbt4754.substr(0, kGroupLength);
}

// What the products of each firm need, and how much.
class Needs {
 public:
  explicit Needs(const Dataset& dataset) {
    for (const Input& input : dataset.inputs) {
      bool& essential = essential_[{input.input.value, input.product.value}];
      essential = essential || input.essential;
    }
    products_.resize(dataset.firms.size());
    for (const Capability& capability : dataset.capabilities)
      products_[capability.firm.index()].insert(capability.product.value);
  }

  // kNegligible: nothing that the firm makes is known to need it.
  [[nodiscard]] InputClass of(FirmId buyer, ProductId input) const {
    InputClass strictest = InputClass::kNegligible;
    for (const std::uint32_t product : products_[buyer.index()]) {
      const auto found = essential_.find({input.value, product});
      if (found == essential_.end()) continue;
      strictest = std::max(strictest, found->second ? InputClass::kEssential : InputClass::kNonEssential);
    }
    return strictest;
  }

 private:
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> essential_;  // (input, product)
  std::vector<std::set<std::uint32_t>> products_;                      // of each firm
};

}  // namespace

Result<DatasetFirmNetwork> dataset_firm_network(const Dataset& dataset) {
  if (dataset.supplies.empty())
    return Error{ErrorCode::kInvalidArgument, "the dataset has no supplies between firms"};
  DatasetFirmNetwork result;
  std::map<std::string, std::uint32_t> position;
  for (const Firm& firm : dataset.firms) position.emplace(sector_code(firm), 0U);
  for (auto& [code, at] : position) {
    at = static_cast<std::uint32_t>(result.sectors.size());
    result.sectors.push_back(code);
  }
  std::vector<std::uint32_t> sector;
  for (const Firm& firm : dataset.firms) sector.push_back(position.at(sector_code(firm)));

  const Needs needs(dataset);
  std::map<std::pair<std::uint32_t, std::uint32_t>, InputClass> class_of;  // (buyer, supplier's sector)
  LinkList links;
  for (const Supply& supply : dataset.supplies) {
    InputClass of_supply = needs.of(supply.customer, supply.product);
    if (of_supply == InputClass::kNegligible) {
      ++result.unclassified_links;
      of_supply = InputClass::kNonEssential;
    }
    InputClass& strictest = class_of[{supply.customer.value, sector[supply.supplier.index()]}];
    strictest = std::max(strictest, of_supply);
    links.supplier.push_back(supply.supplier.value);
    links.customer.push_back(supply.customer.value);
    links.weight.push_back(supply.annual_value_cny);
  }
  for (std::size_t k = 0; k < links.supplier.size(); ++k)
    links.input_class.push_back(class_of.at({links.customer[k], sector[links.supplier[k]]}));
  auto built = build_firm_network(std::move(links), std::move(sector),
                                  static_cast<std::uint32_t>(result.sectors.size()));
  if (!built) return built.error();
  result.network = std::move(built->network);
  return result;
}

}  // namespace tenon
