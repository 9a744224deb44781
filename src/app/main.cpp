// The command line: parses, wires, prints. Options are declared here and in declare_backups.cpp; every
// command is one function int run_NAME(const NameOptions&) in command_NAME.cpp, and only this file and
// declare_*.cpp know CLI11.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "app/command_analyze.h"
#include "app/command_check.h"
#include "app/command_esri.h"
#include "app/command_generate.h"
#include "app/command_hazards.h"
#include "app/command_io.h"
#include "app/command_simulate.h"
#include "app/command_survive.h"
#include "app/command_whatif.h"
#include "app/declare.h"
#include "app/output.h"
#include "report/io_report.h"

namespace {

using tenon::add_common_options;
using tenon::CommonOptions;

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

  tenon::declare_backups(app, common, status);

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
