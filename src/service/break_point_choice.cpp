#include "service/break_point_choice.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/text.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kShownBytes = 200;  // of what was typed
constexpr Level kLevels[] = {Level::kRed,  Level::kOrange, Level::kYellow,
                             Level::kBlue, Level::kNone,   Level::kUnknown};

Result<void> set_thresholds(const std::vector<double>& thresholds, const char* option,
                            BreakPointOptions& options) {
  if (thresholds.empty()) return {};
  bool falls = thresholds.size() == 4;
  for (std::size_t i = 0; falls && i < thresholds.size(); ++i) {
    falls = thresholds[i] > 0 && thresholds[i] <= 1 && (i == 0 || thresholds[i] < thresholds[i - 1]);
  }
  if (!falls) {
    return Error{ErrorCode::kInvalidArgument,
                 std::string(option) +
                     " takes four falling numbers in (0, 1] for red, orange, yellow and blue, "
                     "for example 0.6,0.45,0.3,0.15"};
  }
  options.red_at = thresholds[0];
  options.orange_at = thresholds[1];
  options.yellow_at = thresholds[2];
  options.blue_at = thresholds[3];
  return {};
}

}  // namespace

Result<std::vector<Level>> levels_of(const std::string& text, const char* option) {
  if (text == "all") return std::vector<Level>(std::begin(kLevels), std::end(kLevels));
  std::vector<Level> levels;
  std::stringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    const auto* level =
        std::find_if(std::begin(kLevels), std::end(kLevels), [&](Level l) { return id_of(l) == word; });
    if (level == std::end(kLevels))
      return Error{ErrorCode::kInvalidArgument,
                   std::string(option) + ": found \"" + printable(word, kShownBytes) +
                       "\": expected all, or red, orange, yellow, blue, none, unknown with commas between"};
    levels.push_back(*level);
  }
  return levels;
}

Result<std::vector<ProductId>> chosen_products(const Dataset& dataset, const BreakPointReport& report,
                                               const BreakPointChoice& choice, const char* option,
                                               const char* levels_option, const char* place) {
  if (!choice.products.empty()) return product_ids(dataset, choice.products, option, place);
  const auto only = chain_id(dataset, choice.chain);
  if (!only) return only.error();
  const auto kept = levels_of(choice.levels, levels_option);
  if (!kept) return kept.error();
  std::vector<ProductId> products;
  for (const BreakPoint& point : report.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    const ProductId product(point.subject.index);
    const bool of_level = std::find(kept->begin(), kept->end(), point.level) != kept->end();
    if (of_level && (!*only || dataset.product(product).chain == **only)) products.push_back(product);
  }
  if (products.empty())
    return Error{ErrorCode::kNotFound, "no break point of the levels \"" + choice.levels + "\"" +
                                           (choice.chain.empty() ? "" : " in the chain " + choice.chain)};
  return products;
}

Result<BreakPointOptions> break_point_options(const Dataset& dataset, const JudgingWords& words,
                                              const char* thresholds_option) {
  BreakPointOptions options;
  const auto scope = scope_code(dataset, words.scope);
  if (!scope) return scope.error();
  options.scope = *scope;
  const auto chain = chain_id(dataset, words.chain);
  if (!chain) return chain.error();
  options.chain = *chain;
  const auto thresholds = set_thresholds(words.thresholds, thresholds_option, options);
  if (!thresholds) return thresholds.error();
  return options;
}

}  // namespace tenon
