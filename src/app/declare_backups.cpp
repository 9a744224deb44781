#include <CLI/CLI.hpp>

#include "app/backup_drill.h"
#include "app/backup_register.h"
#include "app/command_backup.h"
#include "app/declare_options.h"

namespace tenon {
namespace {

void declare_candidates(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<BackupCandidatesCommand>();
  CLI::App* command = parent.add_subcommand(
      "candidates", "Who could make a product instead of its primary source, and what would fail along");
  add_dataset(*command, options->dataset);
  command->add_option("--product", options->products,
                      "Products by id or name; otherwise the break points of --levels");
  command->add_option("--buyer", options->buyer, "For this firm alone, by id or name");
  add_levels(*command, options->levels);
  add_scope(*command, options->scope);
  add_friendly(*command, options->friendly);
  add_scenario(*command, options->scenario, "Stocks and switching times from this scenario");
  add_format(*command, options->format);
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Candidates of each product in the table; 0: all");
  on_call(*command, line, options, run_backup_candidates);
}

void add_plan_costs(CLI::App& command, BackupPlanCommand& of) {
  const auto amount = [&](const char* name, double& value, const char* what) {
    command.add_option(name, value, what)
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->group("Costs and rates (assumed unless given)");
  };
  amount("--qualify-qualified", of.costs.qualify_qualified, "Qualifying a maker in volume, CNY once");
  amount("--qualify-trial", of.costs.qualify_trial,
         "Qualifying a maker in trial, or of unknown status, CNY once");
  amount("--qualify-potential", of.costs.qualify_potential, "Developing a potential maker, CNY once");
  amount("--qualify-years", of.costs.years, "Years over which these are spread");
  amount("--reservation-rate", of.costs.reservation_rate, "A year, of what the reserved capacity could make");
  amount("--stock-rate", of.costs.stock_rate, "A year, of the value held");
  amount("--least-order", of.costs.least_order, "CNY a year: makers reserve nothing smaller");
  amount("--country-failures", of.failures.country, "Failures a year of a country abroad as a source");
  amount("--firm-failures", of.failures.group, "Failures a year of a firm at home as a source");
}

void add_plan_rules(CLI::App& command, BackupPlanCommand& of) {
  constexpr const char* kGroup = "Rules of the whole plan";
  command
      .add_option("--province", of.rules.provinces,
                  "A backup in each of these at least, by code or name; \"each\": in each of the scope")
      ->group(kGroup);
  command
      .add_option("--most-with-one-firm", of.largest_firm_part,
                  "At most this part of all that is reserved with one firm")
      ->check(CLI::Range(0.01, 1.0))
      ->capture_default_str()
      ->group(kGroup);
  command.add_option("--lock", of.rules.locked, "PRODUCT:FIRM that must be in the plan")->group(kGroup);
  command.add_option("--ban", of.rules.banned, "PRODUCT:FIRM that must not be in the plan")->group(kGroup);
}

void declare_plan(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<BackupPlanCommand>();
  CLI::App* command = parent.add_subcommand(
      "plan", "Which backups to qualify, how much to reserve and to hold, by integer programming");
  add_dataset(*command, options->dataset);
  add_products(*command, "--product", options->products, options->levels);
  add_chain(*command, options->chain);
  add_scope(*command, options->scope);
  add_friendly(*command, options->friendly);
  add_scenario(*command, options->scenario, "Stocks and switching times from this scenario");
  command
      ->add_option(
          "--goal", options->goal,
          "cover: no product is short when its primary source fails; loss: least expected loss and CVaR "
          "within --budget")
      ->check(CLI::IsMember({"cover", "loss"}))
      ->capture_default_str();
  command
      ->add_option("--budget", options->budget, "CNY a year; with goal cover: cover as much as it pays for")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--risk-weight", options->risk_weight, "Goal loss: weight of CVaR against expected loss")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--tail-level", options->tail_level, "Level of CVaR")
      ->check(CLI::Range(0.0, 0.9999))
      ->capture_default_str();
  command
      ->add_option(
          "--buyers", options->buyers,
          "Plan for each of so many largest buyers of a product, who share what makers can spare; 0: "
          "for all buyers together")
      ->capture_default_str();
  command->add_option("--horizon", options->failures.horizon_days, "Days that a source fails")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      ->add_option("--most-stock-days", options->largest_stock_days,
                   "Stock that may be held on top, days of the gap")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_option("--most-in-one-place", options->largest_place_part,
                   "At most this part of what is reserved for a product in one place")
      ->check(CLI::Range(0.01, 1.0))
      ->capture_default_str();
  command->add_option("--local-part", options->local_part, "At least this part of it inside the scope")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command
      ->add_option("--least-backups", options->least_backups, "Goal cover: at least so many makers a product")
      ->capture_default_str();
  command->add_flag("--real-makers-only", options->real_makers_only, "Leave made-up firms out");
  add_plan_rules(*command, *options);
  command->add_option("--solver", options->solver, "cbc, or glpk where built with it")->capture_default_str();
  command->add_option("--gap", options->gap, "The search may end when cost and bound differ by this part")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--time-limit", options->time_limit_seconds, "Seconds; then the best plan so far")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_plan_costs(*command, *options);
  command->add_option("--register", options->reg,
                      "Write the plan as a register to this file as well: .csv or .xlsx");
  add_format(*command, options->format);
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Products in the table; 0: all");
  on_call(*command, line, options, run_backup_plan);
}

void declare_drill(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<BackupDrillCommand>();
  CLI::App* command = parent.add_subcommand(
      "drill", "The primary sources of products fail, one after the other, and the register has to stand in");
  add_dataset(*command, options->dataset);
  command->add_option("REGISTER", options->reg, "Backup register")->required();
  add_products(*command, "--product", options->products, options->levels);
  add_chain(*command, options->chain);
  add_scope(*command, options->scope);
  add_friendly(*command, options->friendly);
  add_scenario(*command, options->scenario, "Stocks and policy from this scenario");
  command->add_option("--on", options->day, "Entries that hold on this day, as 2026-11-26; otherwise today");
  add_failure_days(*command, options->failure_days);
  add_days_simulated(*command, options->horizon_days);
  command
      ->add_option("--tolerance", options->tolerance,
                   "A drill passes while users make at least 1 less this part")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_flag("--whole-root", options->whole_root, "The source fails with all it makes");
  command->add_flag("!--no-proposals", options->propose, "Do not seek what would make failing drills pass");
  command
      ->add_option("--most-reserve-factor", options->largest_reserve_factor,
                   "Proposals: reserves raised at most so many times")
      ->check(CLI::Range(1.0, 1000.0))
      ->capture_default_str();
  command->add_option("--most-stock-days", options->largest_stock_days, "Proposals: days of stock at most")
      ->check(CLI::Range(0, 3650))
      ->capture_default_str();
  command->add_option("--most-candidates", options->most_candidates, "Proposals: new makers tried at most")
      ->capture_default_str();
  command->add_flag("--real-makers-only", options->real_makers_only, "Propose no made-up firms");
  add_format(*command, options->format);
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Protocols printed; 0: all");
  on_call(*command, line, options, run_backup_drill);
}

void add_register_options(CLI::App& command, BackupRegisterOptions& of) {
  add_dataset(command, of.dataset);
  command.add_option("REGISTER", of.backups, "Backup register: id,product,buyer,maker,plant,status,...")
      ->required();
  command.add_option("--on", of.on, "Day asked about, as 2026-11-26; otherwise today");
  add_scope(command, of.scope);
  add_scenario(command, of.scenario, "Stocks and rules from this scenario; its events are not used");
  command.add_flag("--simulate", of.simulate,
                   "Times to survive by simulation instead of the days that buyers hold");
  command.add_option("--horizon", of.horizon_days, "Days for which the primary source fails")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_format(command, of.format);
  add_language(command, of.language);
}

void declare_coverage(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<BackupCoverageOptions>();
  CLI::App* command = parent.add_subcommand(
      "coverage",
      "Share of break-point products that have a backup in time, by chain and province, over time");
  add_register_options(*command, *options);
  add_levels(*command, options->levels);
  command->add_flag("--synthetic", options->use_synthetic,
                    "Break points are computed with the synthetic firms too");
  command->add_option("--from", options->from, "First day of the series; otherwise the first registration");
  command->add_option("--to", options->to, "Last day of the series; otherwise --on");
  command->add_flag("!--no-series", options->series, "Leave the series out");
  command->add_option("--rows", options->rows, "Rows of the CSV: products, entries, groups or series")
      ->check(CLI::IsMember({"products", "entries", "groups", "series"}))
      ->capture_default_str();
  command->add_option("--top", options->top, "Rows of the list in the table; 0: all");
  on_call(*command, line, options, run_backup_coverage);
}

void declare_check(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<BackupRegisterOptions>();
  CLI::App* command = parent.add_subcommand("check", "What each entry of a register is worth, and why");
  add_register_options(*command, *options);
  on_call(*command, line, options, run_backup_register_check);
}

void declare_template(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<BackupTemplateOptions>();
  CLI::App* command =
      parent.add_subcommand("template", "A register to fill in: CSV, or XLSX by the name of --out");
  add_dataset(*command, options->dataset);
  add_chain(*command, options->chain);
  command->add_flag("--synthetic", options->use_synthetic, "Synthetic firms can be chosen");
  command->add_flag("--lists", options->lists, "Write the values to choose from instead of the sheet");
  add_language(*command, options->language, "Titles and notes: zh, en or both");
  on_call(*command, line, options, run_backup_template);
}

}  // namespace

void declare_backups(CLI::App& app, CommandLine& line) {
  CLI::App* backup =
      app.add_subcommand("backup", "Who stands in when a source fails: candidates, plan, register, drills");
  backup->require_subcommand(1);
  declare_candidates(*backup, line);
  declare_plan(*backup, line);
  declare_template(*backup, line);
  declare_check(*backup, line);
  declare_coverage(*backup, line);
  declare_drill(*backup, line);
}

}  // namespace tenon
