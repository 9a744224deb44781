#include <CLI/CLI.hpp>

#include "app/command_hazards.h"
#include "app/command_simulate.h"
#include "app/command_survive.h"
#include "app/declare_options.h"
#include "scenario/drawn_runs.h"

namespace tenon {
namespace {

void declare_simulate(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<SimulateOptions>();
  CLI::App* command =
      app.add_subcommand("simulate", "Run a scenario day by day: what stops when, what is lost where");
  command->add_option("SCENARIO", options->scenario, "YAML file: events, stocks, policy")->required();
  auto* dataset = command->add_option("DATASET", options->dataset, "Folder of CSV files");
  command->add_option("--links", options->links, "Edge list instead: supplier,customer,weight[,sectors,type]")
      ->excludes(dataset);
  auto* demand = command->add_option("--final-demand", options->final_demand,
                                     "firm,final_demand: sales that leave the network");
  command->add_option("--revenue", options->revenue, "firm,revenue: all sales; the rest is final demand")
      ->excludes(demand);
  command
      ->add_option("--days-in-period", options->days_in_period, "Days that the weights of an edge list cover")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  auto* table =
      command
          ->add_option("--table", options->table,
                       "Multi-regional table instead: flows between industries \"region|sector\", with "
                       "--table-demand; or a national input-output table alone")
          ->excludes(dataset);
  command->add_option("--table-demand", options->table_demand, "Final demand of the multi-regional table")
      ->needs(table);
  command->add_option("--table-unit", options->table_unit, "Unit of its money, as \"million USD\"")
      ->needs(table);
  command->add_option("--psi", options->psi, "Table: part of the stock aimed at below which output is curbed")
      ->needs(table)
      ->capture_default_str();
  command
      ->add_option("--restoration-days", options->restoration_days,
                   "Table: days over which a gap in stock is ordered")
      ->needs(table)
      ->capture_default_str();
  command
      ->add_option("--overproduction-max", options->overproduction_max,
                   "Table: capacity that scarcity can build up to, over normal output")
      ->needs(table)
      ->capture_default_str();
  command
      ->add_flag("--fixed-shares", options->fixed_shares,
                 "Table: orders keep the shares of the table, whatever happens")
      ->needs(table);
  command
      ->add_flag("--as-published-program", options->as_published_program,
                 "Table: extra capacity goes back as in the published program, not as in its equation")
      ->needs(table);
  command
      ->add_flag("--single-precision", options->single_precision,
                 "Table: keep flows in 4 bytes, half the memory")
      ->needs(table);
  auto* draws = command
                    ->add_option("--draws", options->draws,
                                 "Repeat the runs of a dataset so many times with stocks and events drawn at "
                                 "random: bands and intervals")
                    ->check(CLI::Range(kFewestDraws, kMostDraws))
                    ->needs(dataset);
  command->add_option("--seed", options->seed, "Same seed, same draws")->needs(draws)->capture_default_str();
  command->add_flag("--fixed-stocks", options->fixed_stocks, "Draw events alone, stocks are as they are")
      ->needs(draws);
  const auto width = [&](const char* name, double& value, const char* what) {
    command
        ->add_option(name, value,
                     std::string("Draws: ") + what + " from (1 - width) to (1 + width) of the figure")
        ->check(CLI::Range(0.0, 1.0))
        ->needs(draws)
        ->capture_default_str();
  };
  width("--loss-width", options->loss_width, "losses");
  width("--duration-width", options->duration_width, "durations");
  width("--recovery-width", options->recovery_width, "days of recovery");
  command->add_option("--compare", options->compare,
                      "\"switching\": without and with supplier switching; else a second scenario");
  command->add_option("--edits", options->edits, "CSV of what-if edits: run A without, run B with them");
  command->add_option("--outside", options->outside,
                      "Firms of the edge list that are abroad (CSV, column firm), for the edit localise");
  command->add_option("--html", options->html, "Write one self-contained page to this file as well");
  add_format(*command, options->format);
  command->add_option("--what", options->what, "Rows of the CSV: days, nodes or breakdown")
      ->check(CLI::IsMember({"days", "nodes", "breakdown"}))
      ->capture_default_str();
  add_language(*command, options->language, kNamesAndPage);
  command->add_option("--top", options->top, "Rows of each list in the table; 0: all");
  on_call(*command, line, options, run_simulate);
}

void declare_hazards(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<HazardsOptions>();
  CLI::App* command = app.add_subcommand(
      "hazards",
      "Monte Carlo: the loss that a year brings when hazards strike as often and as badly as they do");
  command->add_option("HAZARDS", options->hazards, "YAML file: frequencies, severities, correlations")
      ->required();
  add_dataset(*command, options->dataset);
  add_scenario(*command, options->scenario, "Policy and stocks from this scenario; its events are not used");
  command
      ->add_option("--compare", options->compare,
                   "switching: the same years without and with supplier switching")
      ->check(CLI::IsMember({"switching"}));
  command->add_option("--seed", options->seed, "Same seed, same years")->capture_default_str();
  command
      ->add_option("--minimum-years", options->minimum_years, "Years simulated before precision is looked at")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--years", options->maximum_years, "Years simulated at most")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      ->add_option("--precision", options->precision,
                   "Stop when half the interval of the expected loss is at most this part of it, as 0.05")
      ->check(CLI::Range(1e-6, 1.0));
  command
      ->add_option("--tail-precision", options->tail_precision,
                   "The same for conditional value at risk at 95 %")
      ->check(CLI::Range(1e-6, 1.0));
  auto* checkpoint =
      command->add_option("--checkpoint", options->checkpoint,
                          "Keep the years done in this file, once a minute, when stopped and at the end");
  command
      ->add_flag("--resume", options->resume,
                 "Go on from the checkpoint if it exists; the result is the same")
      ->needs(checkpoint);
  add_format(*command, options->format);
  command->add_option("--what", options->what, "Rows of the CSV: figures, hazards, groups, curve or years")
      ->check(CLI::IsMember({"figures", "hazards", "groups", "curve", "years"}))
      ->capture_default_str();
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Rows of each list in the table; 0: all");
  on_call(*command, line, options, run_hazards);
}

void declare_survive(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<SurviveOptions>();
  CLI::App* command = app.add_subcommand("survive",
                                         "Time to survive of every product or firm, by simulation "
                                         "and by linear program, against time to recover");
  add_dataset(*command, options->dataset);
  command
      ->add_option("--of", options->of,
                   "What fails: product (all its sources), import (its sources abroad) or firm")
      ->check(CLI::IsMember({"product", "import", "firm"}))
      ->capture_default_str();
  add_scenario(*command, options->scenario, "Stocks and rules from this scenario; its events are not used");
  command->add_option("--horizon", options->horizon_days, "Days simulated at most")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_flag("--synthetic", options->use_synthetic, "Made-up makers and lead times count as known");
  command
      ->add_option("--assume-recovery", options->assumed_recovery_days,
                   "Days to recover where they are not known; marked an assumption")
      ->check(CLI::NonNegativeNumber);
  add_format(*command, options->format);
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Rows of the table; 0: all");
  on_call(*command, line, options, run_survive);
}

}  // namespace

void declare_simulations(CLI::App& app, CommandLine& line) {
  declare_simulate(app, line);
  declare_hazards(app, line);
  declare_survive(app, line);
}

}  // namespace tenon
