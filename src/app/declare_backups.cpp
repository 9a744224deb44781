#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/backup_drill.h"
#include "app/backup_register.h"
#include "app/command_backup.h"
#include "app/command_leaders.h"
#include "app/command_remedy.h"
#include "app/declare.h"

namespace tenon {
namespace {

void add_levels(CLI::App& command, std::string& levels) {
  command.add_option("--levels", levels, "Break points: all, or red,orange,yellow,blue,none,unknown")
      ->capture_default_str();
}

void add_form(CLI::App& command, std::string& format, std::string& language) {
  command.add_option("--format", format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  command.add_option("--lang", language, "zh, en or both")->check(CLI::IsMember({"zh", "en", "both"}));
}

void add_scope(CLI::App& command, std::string& scope) {
  command.add_option("--scope", scope, "Region, by code or name, from inside which is judged")
      ->capture_default_str();
}

void declare_candidates(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<BackupCandidatesCommand>();
  CLI::App* command = parent.add_subcommand(
      "candidates", "Who could make a product instead of its primary source, and what would fail along");
  command->add_option("DATASET", options->dataset, "Folder of CSV files")->required();
  command->add_option("--product", options->products,
                      "Products by id or name; otherwise the break points of --levels");
  command->add_option("--buyer", options->buyer, "For this firm alone, by id or name");
  add_levels(*command, options->levels);
  add_scope(*command, options->scope);
  command->add_option("--friendly", options->friendly, "Codes of countries abroad that count as friendly")
      ->delimiter(',');
  command->add_option("--scenario", options->scenario, "Stocks and switching times from this scenario");
  add_form(*command, options->format, options->language);
  command->add_option("--top", options->top, "Candidates of each product in the table; 0: all");
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    options->threads = common.threads;
    status = run_backup_candidates(*options);
  });
}

void declare_plan(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<BackupPlanCommand>();
  CLI::App* command = parent.add_subcommand(
      "plan", "Which backups to qualify, how much to reserve and to hold, by integer programming");
  command->add_option("DATASET", options->dataset, "Folder of CSV files")->required();
  command->add_option("--product", options->products,
                      "Products by id or name; otherwise the break points of --levels");
  add_levels(*command, options->levels);
  command->add_option("--chain", options->chain, "Only this chain, by id or name");
  add_scope(*command, options->scope);
  command->add_option("--friendly", options->friendly, "Codes of countries abroad that count as friendly")
      ->delimiter(',');
  command->add_option("--scenario", options->scenario, "Stocks and switching times from this scenario");
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
  command->add_option("--horizon", options->horizon_days, "Days that a source fails")
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
  command->add_option("--solver", options->solver, "cbc, or glpk where built with it")->capture_default_str();
  command->add_option("--gap", options->gap, "The search may end when cost and bound differ by this part")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--time-limit", options->time_limit_seconds, "Seconds; then the best plan so far")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--register", options->reg,
                      "Write the plan as a register to this file as well: .csv or .xlsx");
  add_form(*command, options->format, options->language);
  command->add_option("--top", options->top, "Products in the table; 0: all");
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    options->threads = common.threads;
    status = run_backup_plan(*options);
  });
}

void declare_remedy(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<RemedyCommand>();
  CLI::App* command = parent.add_subcommand(
      "remedy", "Measures against break points: loss avoided, score after, cost, time, who acts");
  command->add_option("DATASET", options->dataset, "Folder of CSV files")->required();
  command->add_option("--break-point", options->products,
                      "Products by id or name; otherwise the break points of --levels");
  add_levels(*command, options->levels);
  command->add_option("--chain", options->chain, "Only this chain, by id or name");
  add_scope(*command, options->scope);
  command->add_option("--scenario", options->scenario, "Stocks and policy from this scenario");
  command
      ->add_option("--failure-days", options->failure_days, "Days that the primary source delivers nothing")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  command->add_option("--horizon", options->horizon_days, "Days simulated")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  command->add_flag("!--no-interval", options->with_interval,
                    "Only at the middle of what is known of the dependence: a third of the time");
  command->add_option("--brief", options->briefs,
                      "Policy brief to this file as well: .html, .docx or .pdf; in English with --lang en");
  add_form(*command, options->format, options->language);
  command->add_option("--top", options->top, "Measures in the list over all break points; 0: all");
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    options->threads = common.threads;
    status = run_remedy(*options);
  });
}

void declare_drill(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<BackupDrillCommand>();
  CLI::App* command = parent.add_subcommand(
      "drill", "The primary sources of products fail, one after the other, and the register has to stand in");
  command->add_option("DATASET", options->dataset, "Folder of CSV files")->required();
  command->add_option("REGISTER", options->reg, "Backup register")->required();
  command->add_option("--product", options->products,
                      "Products by id or name; otherwise the break points of --levels");
  add_levels(*command, options->levels);
  command->add_option("--chain", options->chain, "Only this chain, by id or name");
  add_scope(*command, options->scope);
  command->add_option("--friendly", options->friendly, "Codes of countries abroad that count as friendly")
      ->delimiter(',');
  command->add_option("--scenario", options->scenario, "Stocks and policy from this scenario");
  command->add_option("--on", options->day, "Entries that hold on this day, as 2026-11-26; otherwise today");
  command
      ->add_option("--failure-days", options->failure_days, "Days that the primary source delivers nothing")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  command->add_option("--horizon", options->horizon_days, "Days simulated")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
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
  add_form(*command, options->format, options->language);
  command->add_option("--top", options->top, "Protocols printed; 0: all");
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    options->threads = common.threads;
    status = run_backup_drill(*options);
  });
}

void add_register_options(CLI::App& command, BackupRegisterOptions& of) {
  command.add_option("DATASET", of.dataset, "Folder of CSV files")->required();
  command.add_option("REGISTER", of.backups, "Backup register: id,product,buyer,maker,plant,status,...")
      ->required();
  command.add_option("--on", of.on, "Day asked about, as 2026-11-26; otherwise today");
  add_scope(command, of.scope);
  command.add_option("--scenario", of.scenario,
                     "Stocks and rules from this scenario; its events are not used");
  command.add_flag("--simulate", of.simulate,
                   "Times to survive by simulation instead of the days that buyers hold");
  command.add_option("--horizon", of.horizon_days, "Days for which the primary source fails")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_form(command, of.format, of.language);
}

void declare_coverage(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<BackupCoverageOptions>();
  CLI::App* command = parent.add_subcommand(
      "coverage",
      "Share of break-point products that have a backup in time, by chain and province, over time");
  add_register_options(*command, options->common);
  command->add_option("--levels", options->levels, "Levels of break points that count")
      ->delimiter(',')
      ->check(CLI::IsMember({"red", "orange", "yellow", "blue", "none", "unknown"}))
      ->capture_default_str();
  command->add_flag("--synthetic", options->use_synthetic,
                    "Break points are computed with the synthetic firms too");
  command->add_option("--from", options->from, "First day of the series; otherwise the first registration");
  command->add_option("--to", options->to, "Last day of the series; otherwise --on");
  command->add_flag("!--no-series", options->series, "Leave the series out");
  command->add_option("--rows", options->rows, "Rows of the CSV: products, entries, groups or series")
      ->check(CLI::IsMember({"products", "entries", "groups", "series"}))
      ->capture_default_str();
  command->add_option("--top", options->top, "Rows of the list in the table; 0: all");
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->common.out = common.out;
    options->common.threads = common.threads;
    status = run_backup_coverage(*options);
  });
}

void declare_check(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<BackupRegisterOptions>();
  CLI::App* command = parent.add_subcommand("check", "What each entry of a register is worth, and why");
  add_register_options(*command, *options);
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    options->threads = common.threads;
    status = run_backup_register_check(*options);
  });
}

void declare_template(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<BackupTemplateOptions>();
  CLI::App* command =
      parent.add_subcommand("template", "A register to fill in: CSV, or XLSX by the name of --out");
  command->add_option("DATASET", options->dataset, "Folder of CSV files")->required();
  command->add_option("--chain", options->chain, "Only products of this chain, by id or name");
  command->add_flag("--synthetic", options->use_synthetic, "Synthetic firms can be chosen");
  command->add_flag("--lists", options->lists, "Write the values to choose from instead of the sheet");
  command->add_option("--lang", options->language, "Titles and notes: zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    status = run_backup_template(*options);
  });
}

void declare_leaders(CLI::App& parent, CommonOptions& common, int& status) {
  const auto options = std::make_shared<LeadersOptions>();
  CLI::App* command = parent.add_subcommand(
      "leaders",
      "Leading firms of the chains; of one its suppliers, single points of failure and cooperations");
  command->add_option("DATASET", options->dataset, "Folder of CSV files")->required();
  command->add_option("--chain", options->chain, "Only this chain, by id or name");
  command->add_option("--firm", options->firm, "Its supplier circle as well, by id or name");
  add_scope(*command, options->scope);
  command->add_option("--scenario", options->scenario, "Stocks and policy from this scenario");
  command->add_option("--tiers", options->tiers, "Tiers of suppliers")
      ->check(CLI::Range(1, 20))
      ->capture_default_str();
  command->add_option("--stops-at", options->stops_at, "Part of an essential input whose loss stops a line")
      ->check(CLI::Range(0.01, 1.0))
      ->capture_default_str();
  command
      ->add_option("--closure-days", options->closure_days,
                   "Days for which a supplier is closed, short failure")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  command->add_option("--failure-days", options->failure_days, "The same, long failure")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  command
      ->add_option("--test-line-factor", options->test_line_factor,
                   "Shared test line: qualification takes this part of its time (assumption)")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command
      ->add_option("--contract-part", options->contract_part,
                   "Second contract: part of what the supplier delivers")
      ->check(CLI::Range(0.01, 1.0))
      ->capture_default_str();
  command
      ->add_option("--points", options->points, "Single points of failure for which cooperations are sought")
      ->capture_default_str();
  command
      ->add_option("--list", options->list,
                   "Rows of the CSV: leaders, known, supplies, points or cooperations")
      ->check(CLI::IsMember({"leaders", "known", "supplies", "points", "cooperations"}));
  add_form(*command, options->format, options->language);
  command->add_option("--top", options->top, "Rows of each list; 0: all");
  add_common_options(*command, common);
  command->callback([options, &common, &status] {
    options->out = common.out;
    options->threads = common.threads;
    status = run_leaders(*options);
  });
}

}  // namespace

void add_common_options(CLI::App& command, CommonOptions& common) {
  command
      .add_option("--threads", common.threads, "Worker threads; 0: all cores. Results do not depend on it")
      ->check(CLI::Range(0U, 4096U));
  command.add_option("--out", common.out,
                     "Write the result to this file, whole or not at all, instead of stdout");
}

void declare_backups(CLI::App& app, CommonOptions& common, int& status) {
  CLI::App* backup =
      app.add_subcommand("backup", "Who stands in when a source fails: candidates, plan, register, drills");
  backup->require_subcommand(1);
  declare_candidates(*backup, common, status);
  declare_plan(*backup, common, status);
  declare_template(*backup, common, status);
  declare_check(*backup, common, status);
  declare_coverage(*backup, common, status);
  declare_drill(*backup, common, status);
  declare_remedy(app, common, status);
  declare_leaders(app, common, status);
}

}  // namespace tenon
