#include "app/command_backup.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "app/dataset_names.h"
#include "app/interrupt.h"
#include "app/output.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "remedy/dataset_backup_plan.h"
#include "report/backup_candidates_report.h"
#include "report/backup_plan_report.h"
#include "report/words.h"
#include "risk/break_points.h"
#include "scenario/dataset_network.h"
#include "scenario/name_lookup.h"

namespace tenon {
namespace {

NameLanguage names_of(const std::string& language) {
  return language == "zh"   ? NameLanguage::kChinese
         : language == "en" ? NameLanguage::kEnglish
                            : NameLanguage::kBoth;
}

// Dataset, network and policy that both commands start from.
struct Ground {
  Dataset dataset;
  DatasetNetwork network;
  BackupOptions search;
  BreakPointReport break_points;
};

Result<Ground> ground_of(const std::string& path, const std::string& scope, const std::string& scenario_path,
                         const std::vector<std::string>& friendly, unsigned threads) {
  auto read = read_dataset(path);
  if (!read) return read.error();
  report_faults(read->faults);
  Ground ground;
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
  BreakPointOptions judged;
  judged.scope = *code;
  judged.threads = threads;
  auto found = find_break_points(ground.dataset, judged);
  if (!found) return found.error();
  ground.break_points = std::move(*found);
  return ground;
}

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

// By name, else the break points of these levels, worst first.
Result<std::vector<ProductId>> products_of(const Ground& ground, const std::vector<std::string>& wanted,
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

}  // namespace

int run_backup_candidates(const BackupCandidatesCommand& options) {
  const auto ground =
      ground_of(options.dataset, options.scope, options.scenario, options.friendly, options.threads);
  if (!ground) return report_error(ground.error());
  const Dataset& dataset = ground->dataset;
  const auto products = products_of(*ground, options.products, options.levels, "");
  if (!products) return report_error(products.error());
  std::optional<FirmId> buyer;
  if (!options.buyer.empty()) {
    FaultList faults;
    const auto found = firm_names(dataset).find_one({options.buyer, 0, 0}, "--buyer", "command line", faults);
    if (!found) return report_error({ErrorCode::kNotFound, faults.to_string()});
    buyer = FirmId(*found);
  }
  const auto search = BackupSearch::create(dataset, ground->network, ground->search);
  if (!search) return report_error(search.error());
  std::vector<BackupAnswer> answers;
  for (const ProductId product : *products) {
    auto answer = search->answer({product, buyer});
    if (answer) {
      answers.push_back(std::move(*answer));
    } else if (!options.products.empty()) {
      return report_error({ErrorCode::kNotFound, dataset.product(product).id +
                                                     (buyer ? " is not bought by " + dataset.firm(*buyer).id
                                                            : " is neither made nor used in the network")});
    }
  }
  const BackupCandidatesReport report{dataset, ground->search, options.dataset, answers};
  if (options.format == "json") return write_output(options.out, backup_candidates_json(report));
  if (options.format == "csv") return write_output(options.out, backup_candidates_csv(report));
  BackupCandidatesTableOptions table;
  table.top = options.top.value_or(table.top);
  table.names = names_of(options.language);
  if (options.out.empty()) table.style = style_of_standard_output();
  return write_output(options.out, backup_candidates_table(report, table));
}

int run_backup_plan(const BackupPlanCommand& options) {
  const auto ground =
      ground_of(options.dataset, options.scope, options.scenario, options.friendly, options.threads);
  if (!ground) return report_error(ground.error());
  const auto products = products_of(*ground, options.products, options.levels, options.chain);
  if (!products) return report_error(products.error());
  DatasetPlanOptions plan;
  plan.search = ground->search;
  plan.products = *products;
  plan.largest_stock_days = options.largest_stock_days;
  plan.failures.horizon_days = options.horizon_days;
  plan.use_synthetic = !options.real_makers_only;
  plan.plan.goal = options.goal == "loss" ? PlanGoal::kLoss : PlanGoal::kCover;
  plan.plan.budget = options.budget;
  plan.plan.risk_weight = options.risk_weight;
  plan.plan.tail_level = options.tail_level;
  plan.plan.largest_place_part = options.largest_place_part;
  plan.plan.local_part = options.local_part;
  plan.plan.least_backups = options.least_backups;
  plan.plan.solver = options.solver;
  plan.plan.milp.relative_gap = options.gap;
  plan.plan.milp.time_limit_seconds = options.time_limit_seconds;
  plan.plan.milp.stop = &watch_for_interrupt();
  const auto result = plan_dataset_backups(ground->dataset, ground->network, plan);
  if (!result) return report_error(result.error());
  const BackupPlanReport report{ground->dataset, plan, *result, options.dataset,
                                options.products.empty() ? options.levels : "named products"};
  if (options.format == "json") return write_output(options.out, backup_plan_json(report));
  if (options.format == "csv") return write_output(options.out, backup_plan_csv(report));
  BackupPlanTableOptions table;
  table.top = options.top.value_or(table.top);
  table.names = names_of(options.language);
  if (options.out.empty()) table.style = style_of_standard_output();
  return write_output(options.out, backup_plan_table(report, table));
}

}  // namespace tenon
