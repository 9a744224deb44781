#include <CLI/CLI.hpp>

#include "app/command_leaders.h"
#include "app/command_remedy.h"
#include "app/declare_options.h"

namespace tenon {
namespace {

void declare_remedy(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<RemedyCommand>();
  CLI::App* command = parent.add_subcommand(
      "remedy", "Measures against break points: loss avoided, score after, cost, time, who acts");
  add_dataset(*command, options->dataset);
  add_products(*command, "--break-point", options->products, options->levels);
  add_chain(*command, options->chain);
  add_scope(*command, options->scope);
  add_scenario(*command, options->scenario, "Stocks and policy from this scenario");
  add_failure_days(*command, options->failure_days);
  add_days_simulated(*command, options->horizon_days);
  command->add_flag("!--no-interval", options->with_interval,
                    "Only at the middle of what is known of the dependence: a third of the time");
  command->add_option("--brief", options->briefs,
                      "Policy brief to this file as well: .html, .docx or .pdf; in English with --lang en");
  add_format(*command, options->format);
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Measures in the list over all break points; 0: all");
  on_call(*command, line, options, run_remedy);
}

void declare_leaders(CLI::App& parent, CommandLine& line) {
  const auto options = std::make_shared<LeadersOptions>();
  CLI::App* command = parent.add_subcommand(
      "leaders",
      "Leading firms of the chains; of one its suppliers, single points of failure and cooperations");
  add_dataset(*command, options->dataset);
  add_chain(*command, options->chain);
  command->add_option("--firm", options->firm, "Its supplier circle as well, by id or name");
  add_scope(*command, options->scope);
  add_scenario(*command, options->scenario, "Stocks and policy from this scenario");
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
      ->check(CLI::Range(0.01, 1.0))
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
  add_format(*command, options->format);
  add_language(*command, options->language);
  command->add_option("--top", options->top, "Rows of each list; 0: all");
  on_call(*command, line, options, run_leaders);
}

}  // namespace

void declare_measures(CLI::App& app, CommandLine& line) {
  declare_remedy(app, line);
  declare_leaders(app, line);
}

}  // namespace tenon
