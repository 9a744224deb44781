// The command line: parses, wires, prints. Every option is declared here; every command is one function
// int run_NAME(const NameOptions&) in command_NAME.cpp, and this file alone knows CLI11.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "app/command_analyze.h"
#include "app/command_backup.h"
#include "app/command_check.h"
#include "app/command_esri.h"
#include "app/command_generate.h"
#include "app/command_hazards.h"
#include "app/command_io.h"
#include "app/command_remedy.h"
#include "app/command_simulate.h"
#include "app/command_survive.h"
#include "app/command_whatif.h"
#include "app/output.h"
#include "report/io_report.h"

namespace {

// Options that every command has. The same results come out for any number of threads.
struct CommonOptions {
  unsigned threads = 0;
  std::string out;
};

void add_common_options(CLI::App& command, CommonOptions& common) {
  command
      .add_option("--threads", common.threads, "Worker threads; 0: all cores. Results do not depend on it")
      ->check(CLI::Range(0U, 4096U));
  command.add_option("--out", common.out,
                     "Write the result to this file, whole or not at all, instead of stdout");
}

int run(int argc, char** argv) {
  CLI::App app{"Tenon 榫卯: find where an industrial chain can break"};
  app.set_version_flag("--version", "tenon 0.1.0");
  app.require_subcommand(1);
  CommonOptions common;
  int status = tenon::kExitDone;

  tenon::AnalyzeOptions analyze;
  CLI::App* analyze_command = app.add_subcommand("analyze", "Rank the break points of a dataset");
  analyze_command->add_option("DATASET", analyze.dataset, "Folder of CSV files")->required();
  analyze_command
      ->add_option("--scope", analyze.scope, "Region, by code or name, from inside which is judged")
      ->capture_default_str();
  analyze_command->add_option("--chain", analyze.chain, "Only this chain, by id or Chinese or English name");
  analyze_command->add_option("--top", analyze.top, "Break points listed; 0: all [20 in a table, else all]")
      ->check(CLI::NonNegativeNumber);
  analyze_command->add_option("--html", analyze.html, "Write one self-contained page to this file as well");
  analyze_command->add_option("--format", analyze.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}));
  analyze_command
      ->add_option("--lang", analyze.language,
                   "Names in the table and language the page opens in: zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  analyze_command
      ->add_option("--thresholds", analyze.thresholds, "Scores from which red, orange, yellow and blue start")
      ->delimiter(',');
  analyze_command->add_flag("--synthetic", analyze.use_synthetic,
                            "Compute with the synthetic firms too; else they are only shown");
  add_common_options(*analyze_command, common);
  analyze_command->callback([&] {
    analyze.out = common.out;
    analyze.threads = common.threads;
    status = tenon::run_analyze(analyze);
  });

  tenon::CheckOptions check;
  CLI::App* check_command = app.add_subcommand("check", "Validate a dataset folder");
  check_command->add_option("DATASET", check.dataset, "Folder of CSV files")->required();
  check_command->add_option("--format", check.format, "table or json")
      ->check(CLI::IsMember({"table", "json"}));
  add_common_options(*check_command, common);
  check_command->callback([&] {
    check.out = common.out;
    status = tenon::run_check(check);
  });

  tenon::EsriCommandOptions esri;
  CLI::App* esri_command =
      app.add_subcommand("esri", "Systemic risk (ESRI) of every firm of a supply network");
  esri_command->add_option("EDGES", esri.edges, "Edge list: supplier,customer,weight[,sectors,type]")
      ->required();
  esri_command->add_option("--essential", esri.essential,
                           "Matrix of input classes by sector (0, 1, 2); otherwise the type column of EDGES");
  esri_command->add_option("--sector-map", esri.sector_map,
                           "Translates sector codes of EDGES into the matrix's");
  esri_command->add_option("--replaceability", esri.replaceability, "market (by market share) or none")
      ->check(CLI::IsMember({"market", "none"}))
      ->capture_default_str();
  esri_command
      ->add_option("--epsilon", esri.epsilon, "Stop when no level falls by more than this; 1e-10: converged")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  esri_command->add_option("--max-iterations", esri.max_iterations, "Stop a cascade here and say so")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  esri_command
      ->add_option("--tolerance", esri.tolerance, "Certified relative error allowed in a score; 0: exact")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  auto* esri_firms =
      esri_command->add_option("--firms", esri.firms, "Only the firms in this CSV file (column firm)");
  esri_command->add_option("--sample", esri.sample, "Only so many firms, drawn at random")
      ->excludes(esri_firms);
  esri_command->add_option("--seed", esri.seed, "Of the sample")->capture_default_str();
  esri_command->add_option("--revenue", esri.revenue,
                           "firm,revenue: all sales, so that some leave the network");
  esri_command->add_option("--costs", esri.costs, "firm,costs: all purchases");
  esri_command->add_option("--weights", esri.weights, "firm,weight: what a loss counts; otherwise sales");
  auto* esri_shock = esri_command->add_option(
      "--shock", esri.shock, "firm,remaining: the cascade of this partial or joint shock instead of scores");
  esri_command->add_option("--shock-upstream", esri.shock_upstream, "The same for the upstream channel alone")
      ->needs(esri_shock);
  esri_command
      ->add_option("--stop-check", esri.stop_check,
                   "Firms scored again at epsilon / 100 to see what the stop rule decides; 0: none")
      ->capture_default_str();
  esri_command->add_option("--format", esri.format, "csv, json or table")
      ->check(CLI::IsMember({"csv", "json", "table"}))
      ->capture_default_str();
  esri_command->add_option("--top", esri.top, "Only the worst; 0: all, worst first");
  add_common_options(*esri_command, common);
  esri_command->callback([&] {
    esri.out = common.out;
    esri.threads = common.threads;
    status = tenon::run_esri(esri);
  });

  tenon::GenerateOptions generate;
  CLI::App* generate_command = app.add_subcommand("generate", "Make a synthetic supply network");
  generate_command->add_option("--firms", generate.generator.firms, "Number of firms")->capture_default_str();
  generate_command->add_option("--degree", generate.generator.mean_degree, "Links a firm, mean")
      ->capture_default_str();
  generate_command->add_option("--sectors", generate.generator.sectors, "Number of sectors")
      ->capture_default_str();
  generate_command->add_option("--seed", generate.generator.seed, "Same seed, same network")
      ->capture_default_str();
  generate_command
      ->add_option("--household-only", generate.generator.household_only_share,
                   "Share of firms that sell to households only")
      ->capture_default_str();
  generate_command
      ->add_option("--final-demand", generate.generator.final_demand_share_mean,
                   "Mean share of sales that leaves the network")
      ->capture_default_str();
  generate_command
      ->add_option("--reciprocal", generate.generator.reciprocal_share, "Share of links planned both ways")
      ->capture_default_str();
  generate_command->add_option("--revenue-out", generate.revenue_out,
                               "Write firm,revenue (sales with final demand) to this file");
  add_common_options(*generate_command, common);
  generate_command->get_option("--out")->required();
  generate_command->callback([&] {
    generate.out = common.out;
    generate.threads = common.threads;
    status = tenon::run_generate(generate);
  });

  tenon::IoOptions io;
  CLI::App* io_command = app.add_subcommand(
      "io", "Multipliers, linkages, import shares and extraction from an input-output table");
  io_command->add_option("TABLE", io.table, "CSV file, imports in one block or in a block of their own")
      ->required();
  io_command->add_option("--year", io.year, "Year of the table; otherwise taken from the file name")
      ->check(CLI::Range(1900, 2100));
  io_command->add_option("--format", io.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  io_command->add_option("--top", io.top,
                         "Show this many sectors; 0: all (default: 20 in a table, else all)");
  io_command->add_option("--sort", io.sort, "Measure to rank by, worst first")
      ->check(CLI::IsMember(tenon::io_sort_key_names()))
      ->capture_default_str();
  io_command
      ->add_option("--imports", io.imports,
                   "Whose inputs the measures count: domestic, or total (imported ones as if made at home)")
      ->check(CLI::IsMember({"domestic", "total"}))
      ->capture_default_str();
  io_command->add_flag("--allow-imbalance", io.allow_imbalance,
                       "Go on with a table that does not balance, with warnings");
  add_common_options(*io_command, common);
  io_command->callback([&] {
    io.out = common.out;
    status = tenon::run_io(io);
  });

  tenon::SimulateOptions simulate;
  CLI::App* simulate_command =
      app.add_subcommand("simulate", "Run a scenario day by day: what stops when, what is lost where");
  simulate_command->add_option("SCENARIO", simulate.scenario, "YAML file: events, stocks, policy")
      ->required();
  auto* simulate_dataset = simulate_command->add_option("DATASET", simulate.dataset, "Folder of CSV files");
  simulate_command
      ->add_option("--links", simulate.links, "Edge list instead: supplier,customer,weight[,sectors,type]")
      ->excludes(simulate_dataset);
  auto* simulate_demand = simulate_command->add_option("--final-demand", simulate.final_demand,
                                                       "firm,final_demand: sales that leave the network");
  simulate_command
      ->add_option("--revenue", simulate.revenue, "firm,revenue: all sales; the rest is final demand")
      ->excludes(simulate_demand);
  simulate_command
      ->add_option("--days-in-period", simulate.days_in_period, "Days that the weights of an edge list cover")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  auto* simulate_table =
      simulate_command
          ->add_option("--table", simulate.table,
                       "Multi-regional table instead: flows between industries \"region|sector\", with "
                       "--table-demand; or a national input-output table alone")
          ->excludes(simulate_dataset);
  simulate_command
      ->add_option("--table-demand", simulate.table_demand, "Final demand of the multi-regional table")
      ->needs(simulate_table);
  simulate_command->add_option("--table-unit", simulate.table_unit, "Unit of its money, as \"million USD\"")
      ->needs(simulate_table);
  simulate_command
      ->add_option("--psi", simulate.psi, "Table: part of the stock aimed at below which output is curbed")
      ->needs(simulate_table)
      ->capture_default_str();
  simulate_command
      ->add_option("--restoration-days", simulate.restoration_days,
                   "Table: days over which a gap in stock is ordered")
      ->needs(simulate_table)
      ->capture_default_str();
  simulate_command
      ->add_option("--overproduction-max", simulate.overproduction_max,
                   "Table: capacity that scarcity can build up to, over normal output")
      ->needs(simulate_table)
      ->capture_default_str();
  simulate_command
      ->add_flag("--fixed-shares", simulate.fixed_shares,
                 "Table: orders keep the shares of the table, whatever happens")
      ->needs(simulate_table);
  simulate_command
      ->add_flag("--as-published-program", simulate.as_published_program,
                 "Table: extra capacity goes back as in the published program, not as in its equation")
      ->needs(simulate_table);
  simulate_command
      ->add_flag("--single-precision", simulate.single_precision,
                 "Table: keep flows in 4 bytes, half the memory")
      ->needs(simulate_table);
  simulate_command->add_option("--compare", simulate.compare,
                               "\"switching\": without and with supplier switching; else a second scenario");
  simulate_command->add_option("--edits", simulate.edits,
                               "CSV of what-if edits: run A without, run B with them");
  simulate_command->add_option(
      "--outside", simulate.outside,
      "Firms of the edge list that are abroad (CSV, column firm), for the edit localise");
  simulate_command->add_option("--html", simulate.html, "Write one self-contained page to this file as well");
  simulate_command->add_option("--format", simulate.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  simulate_command->add_option("--what", simulate.what, "Rows of the CSV: days, nodes or breakdown")
      ->check(CLI::IsMember({"days", "nodes", "breakdown"}))
      ->capture_default_str();
  simulate_command
      ->add_option("--lang", simulate.language,
                   "Names in the table and language the page opens in: zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}))
      ->capture_default_str();
  simulate_command->add_option("--top", simulate.top, "Rows of each list in the table; 0: all");
  add_common_options(*simulate_command, common);
  simulate_command->callback([&] {
    simulate.out = common.out;
    simulate.threads = common.threads;
    status = tenon::run_simulate(simulate);
  });

  tenon::HazardsOptions hazards;
  CLI::App* hazards_command = app.add_subcommand(
      "hazards",
      "Monte Carlo: the loss that a year brings when hazards strike as often and as badly as they do");
  hazards_command->add_option("HAZARDS", hazards.hazards, "YAML file: frequencies, severities, correlations")
      ->required();
  hazards_command->add_option("DATASET", hazards.dataset, "Folder of CSV files")->required();
  hazards_command->add_option("--scenario", hazards.scenario,
                              "Policy and stocks from this scenario; its events are not used");
  hazards_command
      ->add_option("--compare", hazards.compare,
                   "switching: the same years without and with supplier switching")
      ->check(CLI::IsMember({"switching"}));
  hazards_command->add_option("--seed", hazards.seed, "Same seed, same years")->capture_default_str();
  hazards_command
      ->add_option("--minimum-years", hazards.minimum_years, "Years simulated before precision is looked at")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  hazards_command->add_option("--years", hazards.maximum_years, "Years simulated at most")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  hazards_command
      ->add_option("--precision", hazards.precision,
                   "Stop when half the interval of the expected loss is at most this part of it, as 0.05")
      ->check(CLI::Range(1e-6, 1.0));
  hazards_command
      ->add_option("--tail-precision", hazards.tail_precision,
                   "The same for conditional value at risk at 95 %")
      ->check(CLI::Range(1e-6, 1.0));
  auto* checkpoint = hazards_command->add_option(
      "--checkpoint", hazards.checkpoint,
      "Keep the years done in this file, once a minute, when stopped and at the end");
  hazards_command
      ->add_flag("--resume", hazards.resume, "Go on from the checkpoint if it exists; the result is the same")
      ->needs(checkpoint);
  hazards_command->add_option("--format", hazards.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  hazards_command
      ->add_option("--what", hazards.what, "Rows of the CSV: figures, hazards, groups, curve or years")
      ->check(CLI::IsMember({"figures", "hazards", "groups", "curve", "years"}))
      ->capture_default_str();
  hazards_command->add_option("--lang", hazards.language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  hazards_command->add_option("--top", hazards.top, "Rows of each list in the table; 0: all");
  add_common_options(*hazards_command, common);
  hazards_command->callback([&] {
    hazards.out = common.out;
    hazards.threads = common.threads;
    status = tenon::run_hazards(hazards);
  });

  tenon::SurviveOptions survive;
  CLI::App* survive_command = app.add_subcommand("survive",
                                                 "Time to survive of every product or firm, by simulation "
                                                 "and by linear program, against time to recover");
  survive_command->add_option("DATASET", survive.dataset, "Folder of CSV files")->required();
  survive_command
      ->add_option("--of", survive.of,
                   "What fails: product (all its sources), import (its sources abroad) or firm")
      ->check(CLI::IsMember({"product", "import", "firm"}))
      ->capture_default_str();
  survive_command->add_option("--scenario", survive.scenario,
                              "Stocks and rules from this scenario; its events are not used");
  survive_command->add_option("--horizon", survive.horizon_days, "Days simulated at most")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  survive_command->add_flag("--synthetic", survive.use_synthetic,
                            "Made-up makers and lead times count as known");
  survive_command
      ->add_option("--assume-recovery", survive.assumed_recovery_days,
                   "Days to recover where they are not known; marked an assumption")
      ->check(CLI::NonNegativeNumber);
  survive_command->add_option("--format", survive.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  survive_command->add_option("--lang", survive.language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  survive_command->add_option("--top", survive.top, "Rows of the table; 0: all");
  add_common_options(*survive_command, common);
  survive_command->callback([&] {
    survive.out = common.out;
    survive.threads = common.threads;
    status = tenon::run_survive(survive);
  });

  tenon::WhatIfOptions whatif;
  CLI::App* whatif_command = app.add_subcommand(
      "whatif",
      "Edit a dataset or a supply network: what changes in break points, or in systemic risk (ESRI)");
  whatif_command
      ->add_option("INPUT", whatif.input,
                   "Folder of CSV files, or edge list: supplier,customer,weight[,sectors,type]")
      ->required();
  whatif_command->add_option("--edits", whatif.edits, "CSV of edits: op,firm,other,weight,share,sector,...")
      ->required();
  std::vector<CLI::Option*> of_dataset = {
      whatif_command
          ->add_option("--scope", whatif.scope,
                       "Dataset: region, by code or name, from inside which is judged")
          ->capture_default_str(),
      whatif_command->add_flag("--synthetic", whatif.use_synthetic,
                               "Dataset: compute with the synthetic firms too"),
      whatif_command->add_option("--lang", whatif.language, "Dataset: names in the table: zh, en or both")
          ->check(CLI::IsMember({"zh", "en", "both"}))};
  std::vector<CLI::Option*> of_links = {
      whatif_command->add_option("--revenue", whatif.revenue,
                                 "Edge list: firm,revenue: all sales, so that some leave the network"),
      whatif_command->add_option("--outside", whatif.outside,
                                 "Edge list: CSV with the column firm: firms abroad, for localise"),
      whatif_command
          ->add_option("--epsilon", whatif.epsilon, "Edge list: stop when no level falls by more than this")
          ->check(CLI::NonNegativeNumber)
          ->capture_default_str(),
      whatif_command
          ->add_option(
              "--tolerance", whatif.tolerance,
              "Edge list: relative error that a score may have without being computed anew; 0: every "
              "score that can change")
          ->check(CLI::Range(0.0, 0.5))
          ->capture_default_str(),
      whatif_command->add_option("--most-effort", whatif.most_effort,
                                 "Edge list: iterations of closures that may be computed anew, about six a "
                                 "firm; other firms keep a bound")};
  whatif_command->add_option("--format", whatif.format, "table, csv or json")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
  whatif_command->add_option("--top", whatif.top, "Rows of the table; 0: all");
  add_common_options(*whatif_command, common);
  whatif_command->callback([&, of_dataset, of_links] {
    whatif.out = common.out;
    whatif.threads = common.threads;
    const bool is_dataset = std::filesystem::is_directory(whatif.input);
    for (const CLI::Option* option : is_dataset ? of_links : of_dataset) {
      if (option->count() == 0) continue;
      throw CLI::ValidationError(option->get_name(),
                                 is_dataset ? "is for edge lists; " + whatif.input + " is a folder"
                                            : "is for datasets; " + whatif.input + " is no folder");
    }
    status = is_dataset ? tenon::run_whatif_on_dataset(whatif) : tenon::run_whatif_on_links(whatif);
  });

  CLI::App* backup_command =
      app.add_subcommand("backup", "Who stands in when a source fails: candidates, plan");
  backup_command->require_subcommand(1);
  tenon::BackupCandidatesCommand candidates;
  CLI::App* candidates_command = backup_command->add_subcommand(
      "candidates", "Who could make a product instead of its primary source, and what would fail along");
  candidates_command->add_option("DATASET", candidates.dataset, "Folder of CSV files")->required();
  candidates_command->add_option("--product", candidates.products,
                                 "Products by id or name; otherwise the break points of --levels");
  candidates_command->add_option("--buyer", candidates.buyer, "For this firm alone, by id or name");
  candidates_command
      ->add_option("--levels", candidates.levels, "Break points: all, or red,orange,yellow,blue,none,unknown")
      ->capture_default_str();
  candidates_command
      ->add_option("--scope", candidates.scope, "Region, by code or name, from inside which is judged")
      ->capture_default_str();
  candidates_command
      ->add_option("--friendly", candidates.friendly, "Codes of countries abroad that count as friendly")
      ->delimiter(',');
  candidates_command->add_option("--scenario", candidates.scenario,
                                 "Stocks and switching times from this scenario");
  candidates_command->add_option("--format", candidates.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  candidates_command->add_option("--lang", candidates.language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  candidates_command->add_option("--top", candidates.top, "Candidates of each product in the table; 0: all");
  add_common_options(*candidates_command, common);
  candidates_command->callback([&] {
    candidates.out = common.out;
    candidates.threads = common.threads;
    status = tenon::run_backup_candidates(candidates);
  });

  tenon::BackupPlanCommand plan;
  CLI::App* plan_command = backup_command->add_subcommand(
      "plan", "Which backups to qualify, how much to reserve and to hold, by integer programming");
  plan_command->add_option("DATASET", plan.dataset, "Folder of CSV files")->required();
  plan_command->add_option("--product", plan.products,
                           "Products by id or name; otherwise the break points of --levels");
  plan_command
      ->add_option("--levels", plan.levels, "Break points: all, or red,orange,yellow,blue,none,unknown")
      ->capture_default_str();
  plan_command->add_option("--chain", plan.chain, "Only this chain, by id or name");
  plan_command->add_option("--scope", plan.scope, "Region, by code or name, from inside which is judged")
      ->capture_default_str();
  plan_command->add_option("--friendly", plan.friendly, "Codes of countries abroad that count as friendly")
      ->delimiter(',');
  plan_command->add_option("--scenario", plan.scenario, "Stocks and switching times from this scenario");
  plan_command
      ->add_option(
          "--goal", plan.goal,
          "cover: no product is short when its primary source fails; loss: least expected loss and CVaR "
          "within --budget")
      ->check(CLI::IsMember({"cover", "loss"}))
      ->capture_default_str();
  plan_command
      ->add_option("--budget", plan.budget, "CNY a year; with goal cover: cover as much as it pays for")
      ->check(CLI::NonNegativeNumber);
  plan_command
      ->add_option("--risk-weight", plan.risk_weight, "Goal loss: weight of CVaR against expected loss")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  plan_command->add_option("--tail-level", plan.tail_level, "Level of CVaR")
      ->check(CLI::Range(0.0, 0.9999))
      ->capture_default_str();
  plan_command->add_option("--horizon", plan.horizon_days, "Days that a source fails")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  plan_command
      ->add_option("--most-stock-days", plan.largest_stock_days,
                   "Stock that may be held on top, days of the gap")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  plan_command
      ->add_option("--most-in-one-place", plan.largest_place_part,
                   "At most this part of what is reserved for a product in one place")
      ->check(CLI::Range(0.01, 1.0))
      ->capture_default_str();
  plan_command->add_option("--local-part", plan.local_part, "At least this part of it inside the scope")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  plan_command
      ->add_option("--least-backups", plan.least_backups, "Goal cover: at least so many makers a product")
      ->capture_default_str();
  plan_command->add_flag("--real-makers-only", plan.real_makers_only, "Leave made-up firms out");
  plan_command->add_option("--solver", plan.solver, "cbc, or glpk where built with it")
      ->capture_default_str();
  plan_command->add_option("--gap", plan.gap, "The search may end when cost and bound differ by this part")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  plan_command->add_option("--time-limit", plan.time_limit_seconds, "Seconds; then the best plan so far")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  plan_command->add_option("--format", plan.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  plan_command->add_option("--lang", plan.language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  plan_command->add_option("--top", plan.top, "Products in the table; 0: all");
  add_common_options(*plan_command, common);
  plan_command->callback([&] {
    plan.out = common.out;
    plan.threads = common.threads;
    status = tenon::run_backup_plan(plan);
  });

  tenon::RemedyCommand remedy;
  CLI::App* remedy_command = app.add_subcommand(
      "remedy", "Measures against break points: loss avoided, score after, cost, time, who acts");
  remedy_command->add_option("DATASET", remedy.dataset, "Folder of CSV files")->required();
  remedy_command->add_option("--break-point", remedy.products,
                             "Products by id or name; otherwise the break points of --levels");
  remedy_command
      ->add_option("--levels", remedy.levels, "Break points: all, or red,orange,yellow,blue,none,unknown")
      ->capture_default_str();
  remedy_command->add_option("--chain", remedy.chain, "Only this chain, by id or name");
  remedy_command->add_option("--scope", remedy.scope, "Region, by code or name, from inside which is judged")
      ->capture_default_str();
  remedy_command->add_option("--scenario", remedy.scenario, "Stocks and policy from this scenario");
  remedy_command
      ->add_option("--failure-days", remedy.failure_days, "Days that the primary source delivers nothing")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  remedy_command->add_option("--horizon", remedy.horizon_days, "Days simulated")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  remedy_command->add_flag("!--no-interval", remedy.with_interval,
                           "Only at the middle of what is known of the dependence: a third of the time");
  remedy_command->add_option(
      "--brief", remedy.briefs,
      "Policy brief to this file as well: .html, .docx or .pdf; in English with --lang en");
  remedy_command->add_option("--format", remedy.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  remedy_command->add_option("--lang", remedy.language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  remedy_command->add_option("--top", remedy.top, "Measures in the list over all break points; 0: all");
  add_common_options(*remedy_command, common);
  remedy_command->callback([&] {
    remedy.out = common.out;
    remedy.threads = common.threads;
    status = tenon::run_remedy(remedy);
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version end with 0, everything else is wrong usage.
    return app.exit(error) == 0 ? tenon::kExitDone : tenon::kExitBadInput;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    return tenon::report_error({tenon::ErrorCode::kIo, error.what()});
  }
}
