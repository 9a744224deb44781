#include "app/backup_ground.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "app/dataset_names.h"
#include "app/output.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "report/words.h"
#include "scenario/name_lookup.h"

namespace tenon {
namespace {

Result<std::vector<Level>> levels_of(const std::string& text) {
  std::vector<Level> levels;
  std::stringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    const auto known = {Level::kRed,  Level::kOrange, Level::kYellow,
                        Level::kBlue, Level::kNone,   Level::kUnknown};
    const auto* level = std::find_if(known.begin(), known.end(), [&](Level l) { return id_of(l) == word; });
    if (level == known.end())
      return Error{ErrorCode::kInvalidArgument,
                   "--levels: found \"" + word +
                       "\": expected all, or red, orange, yellow, blue, none, unknown "
                       "with commas between"};
    levels.push_back(*level);
  }
  return levels;
}

}  // namespace

NameLanguage names_of(const std::string& language) {
  return language == "zh"   ? NameLanguage::kChinese
         : language == "en" ? NameLanguage::kEnglish
                            : NameLanguage::kBoth;
}

Result<BackupGround> ground_of(const std::string& path, const std::string& scope,
                               const std::string& scenario_path, const std::vector<std::string>& friendly,
                               unsigned threads) {
  auto read = read_dataset(path);
  if (!read) return read.error();
  report_faults(read->faults);
  BackupGround ground;
  ground.dataset = std::move(read->dataset);
  FaultList faults;
  Scenario scenario;
  if (!scenario_path.empty()) {
    auto given = read_scenario(scenario_path, faults);
    if (!given) return Error{ErrorCode::kBadInput, faults.to_string()};
    scenario = std::move(*given);
  }
  auto network = build_dataset_network(ground.dataset, network_options(scenario), faults);
  if (!network) return network.error();
  report_faults(faults);
  ground.network = std::move(*network);
  const auto code = scope_code(ground.dataset, scope);
  if (!code) return code.error();
  ground.search.scope = *code;
  ground.search.friendly = friendly;
  ground.search.policy = scenario.policy.switching;
  ground.policy = scenario.policy;
  ground.network_options = network_options(scenario);
  BreakPointOptions judged;
  judged.scope = *code;
  judged.threads = threads;
  auto found = find_break_points(ground.dataset, judged);
  if (!found) return found.error();
  ground.break_points = std::move(*found);
  return ground;
}

Result<std::vector<ProductId>> products_of(const BackupGround& ground, const std::vector<std::string>& wanted,
                                           const std::string& levels, const std::string& chain) {
  std::vector<ProductId> products;
  if (!wanted.empty()) {
    const NameLookup names = product_names(ground.dataset);
    FaultList faults;
    for (const std::string& name : wanted) {
      if (const auto found = names.find_one({name, 0, 0}, "--product", "command line", faults))
        products.emplace_back(*found);
    }
    if (faults.has_errors()) return Error{ErrorCode::kNotFound, faults.to_string()};
    return products;
  }
  const auto only = chain_id(ground.dataset, chain);
  if (!only) return only.error();
  std::vector<Level> kept;
  if (levels != "all") {
    auto given = levels_of(levels);
    if (!given) return given.error();
    kept = std::move(*given);
  }
  for (const BreakPoint& point : ground.break_points.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    const ProductId product(point.subject.index);
    const bool of_level = levels == "all" || std::find(kept.begin(), kept.end(), point.level) != kept.end();
    if (of_level && (!*only || ground.dataset.product(product).chain == **only)) products.push_back(product);
  }
  if (products.empty())
    return Error{ErrorCode::kNotFound, "no break point of the levels \"" + levels + "\"" +
                                           (chain.empty() ? "" : " in the chain " + chain)};
  return products;
}

}  // namespace tenon
