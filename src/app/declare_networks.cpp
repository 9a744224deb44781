#include <CLI/CLI.hpp>
#include <filesystem>
#include <vector>

#include "app/command_esri.h"
#include "app/command_generate.h"
#include "app/command_whatif.h"
#include "app/declare_options.h"

namespace tenon {
namespace {

void declare_esri(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<EsriCommandOptions>();
  CLI::App* command = app.add_subcommand("esri", "Systemic risk (ESRI) of every firm of a supply network");
  command->add_option("EDGES", options->edges, "Edge list: supplier,customer,weight[,sectors,type]")
      ->required();
  command->add_option("--essential", options->essential,
                      "Matrix of input classes by sector (0, 1, 2); otherwise the type column of EDGES");
  command->add_option("--sector-map", options->sector_map,
                      "Translates sector codes of EDGES into the matrix's");
  command->add_option("--replaceability", options->replaceability, "market (by market share) or none")
      ->check(CLI::IsMember({"market", "none"}))
      ->capture_default_str();
  command
      ->add_option("--epsilon", options->epsilon,
                   "Stop when no level falls by more than this; 1e-10: converged")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--max-iterations", options->max_iterations, "Stop a cascade here and say so")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      ->add_option("--tolerance", options->tolerance, "Certified relative error allowed in a score; 0: exact")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  auto* firms =
      command->add_option("--firms", options->firms, "Only the firms in this CSV file (column firm)");
  command->add_option("--sample", options->sample, "Only so many firms, drawn at random")->excludes(firms);
  command->add_option("--seed", options->seed, "Of the sample")->capture_default_str();
  command->add_option("--revenue", options->revenue,
                      "firm,revenue: all sales, so that some leave the network");
  command->add_option("--costs", options->costs, "firm,costs: all purchases");
  command->add_option("--weights", options->weights, "firm,weight: what a loss counts; otherwise sales");
  auto* shock =
      command->add_option("--shock", options->shock,
                          "firm,remaining: the cascade of this partial or joint shock instead of scores");
  command->add_option("--shock-upstream", options->shock_upstream, "The same for the upstream channel alone")
      ->needs(shock);
  command
      ->add_option("--stop-check", options->stop_check,
                   "Firms scored again at epsilon / 100 to see what the stop rule decides; 0: none")
      ->capture_default_str();
  command->add_option("--format", options->format, "csv, json or table")
      ->check(CLI::IsMember({"csv", "json", "table"}))
      ->capture_default_str();
  command->add_option("--top", options->top, "Only the worst; 0: all, worst first");
  on_call(*command, line, options, run_esri);
}

void declare_generate(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<GenerateOptions>();
  CLI::App* command = app.add_subcommand("generate", "Make a synthetic supply network");
  command->add_option("--firms", options->generator.firms, "Number of firms")->capture_default_str();
  command->add_option("--degree", options->generator.mean_degree, "Links a firm, mean")
      ->capture_default_str();
  command->add_option("--sectors", options->generator.sectors, "Number of sectors")->capture_default_str();
  command->add_option("--seed", options->generator.seed, "Same seed, same network")->capture_default_str();
  command
      ->add_option("--household-only", options->generator.household_only_share,
                   "Share of firms that sell to households only")
      ->capture_default_str();
  command
      ->add_option("--final-demand", options->generator.final_demand_share_mean,
                   "Mean share of sales that leaves the network")
      ->capture_default_str();
  command->add_option("--reciprocal", options->generator.reciprocal_share, "Share of links planned both ways")
      ->capture_default_str();
  command->add_option("--revenue-out", options->revenue_out,
                      "Write firm,revenue (sales with final demand) to this file");
  on_call(*command, line, options, run_generate);
  command->get_option("--out")->required();
}

void declare_whatif(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<WhatIfOptions>();
  CLI::App* command = app.add_subcommand(
      "whatif",
      "Edit a dataset or a supply network: what changes in break points, or in systemic risk (ESRI)");
  command
      ->add_option("INPUT", options->input,
                   "Folder of CSV files, or edge list: supplier,customer,weight[,sectors,type]")
      ->required();
  command->add_option("--edits", options->edits, "CSV of edits: op,firm,other,weight,share,sector,...")
      ->required();
  std::vector<CLI::Option*> of_dataset = {
      command
          ->add_option("--scope", options->scope,
                       "Dataset: region, by code or name, from inside which is judged")
          ->capture_default_str(),
      command->add_flag("--synthetic", options->use_synthetic,
                        "Dataset: compute with the synthetic firms too"),
      add_language(*command, options->language, "Dataset: names in the table: zh, en or both")};
  std::vector<CLI::Option*> of_links = {
      command->add_option("--revenue", options->revenue,
                          "Edge list: firm,revenue: all sales, so that some leave the network"),
      command->add_option("--outside", options->outside,
                          "Edge list: CSV with the column firm: firms abroad, for localise"),
      command
          ->add_option("--epsilon", options->epsilon, "Edge list: stop when no level falls by more than this")
          ->check(CLI::NonNegativeNumber)
          ->capture_default_str(),
      command
          ->add_option(
              "--tolerance", options->tolerance,
              "Edge list: relative error that a score may have without being computed anew; 0: every "
              "score that can change")
          ->check(CLI::Range(0.0, 0.5))
          ->capture_default_str(),
      command->add_option("--most-effort", options->most_effort,
                          "Edge list: iterations of closures that may be computed anew, about six a "
                          "firm; other firms keep a bound")};
  add_format(*command, options->format);
  command->add_option("--top", options->top, "Rows of the table; 0: all");
  on_call(*command, line, options, [of_dataset, of_links](const WhatIfOptions& given) {
    const bool is_dataset = std::filesystem::is_directory(given.input);
    for (const CLI::Option* option : is_dataset ? of_links : of_dataset) {
      if (option->count() == 0) continue;
      throw CLI::ValidationError(option->get_name(),
                                 is_dataset ? "is for edge lists; " + given.input + " is a folder"
                                            : "is for datasets; " + given.input + " is no folder");
    }
    return is_dataset ? run_whatif_on_dataset(given) : run_whatif_on_links(given);
  });
}

}  // namespace

void declare_networks(CLI::App& app, CommandLine& line) {
  declare_esri(app, line);
  declare_generate(app, line);
  declare_whatif(app, line);
}

}  // namespace tenon
