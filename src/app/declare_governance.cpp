#include <CLI/CLI.hpp>

#include "app/command_governance.h"
#include "app/declare_options.h"

namespace tenon {
namespace {

// A subcommand of tenon governance with the options that all of them have.
template <class Options, class Run>
std::pair<CLI::App*, std::shared_ptr<Options>> declare_one(CLI::App& app, CommandLine& line, const char* name,
                                                           const char* help, Run run) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("--db", options->address,
                      "Database: a file, or postgresql://…; otherwise $TENON_DB, else tenon.db");
  command->add_option("--by", options->by, "Who does it; otherwise the user of the machine");
  command->add_option("--dataset", options->dataset, "Folder of CSV files, or db:NAME[@VERSION]: its chains")
      ->capture_default_str();
  command
      ->add_option("--artefacts", options->artefacts,
                   "Kinds of artefacts, where the store has none of its own")
      ->capture_default_str();
  command->add_option("--on", options->on, "Day, as in 2026-11-26; otherwise today");
  command->add_option("--format", options->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  add_language(*command, options->language);
  on_call(*command, line, options, run);
  return {command, options};
}

void add_chain_name(CLI::App& command, GovernanceOptions& options) {
  command.add_option("CHAIN", options.chain, "Chain, by id or Chinese or English name")->required();
}

void add_expected(CLI::App& command, GovernanceSetCommand& options) {
  command.add_option("--expect", options.expected,
                     "Revision that was seen, 0 for none; refused if another is newest");
  command.add_option("--note", options.note, "Why, for those who read the revisions later");
}

void declare_reading(CLI::App& app, CommandLine& line) {
  declare_one<GovernanceOptions>(app, line, "list", "Chains with lead, chair, artefacts, what is overdue",
                                 run_governance_list);
  const auto show = declare_one<GovernanceOptions>(
      app, line, "show", "Leads, participants, chair, artefacts and work plan of a chain",
      run_governance_show);
  add_chain_name(*show.first, *show.second);
  const auto check = declare_one<GovernanceOptions>(
      app, line, "check", "What is overdue; exit code 1 if anything is", run_governance_check);
  check.first->add_option("CHAIN", check.second->chain, "Chain; otherwise all");
}

void declare_writing(CLI::App& app, CommandLine& line) {
  const auto set = declare_one<GovernanceSetCommand>(
      app, line, "set", "Keep the governance of a chain from a file", run_governance_set);
  add_chain_name(*set.first, *set.second);
  set.first->add_option("FILE", set.second->file, "YAML or JSON")->required();
  add_expected(*set.first, *set.second);
  const auto plan = declare_one<GovernanceSetCommand>(
      app, line, "plan", "Work plan of a chain; with FILE: keep it", run_governance_plan);
  add_chain_name(*plan.first, *plan.second);
  plan.first->add_option("FILE", plan.second->file, "YAML or JSON");
  plan.first->add_option("--year", plan.second->year, "Year to show; otherwise the newest");
  add_expected(*plan.first, *plan.second);
  const auto artefact = declare_one<GovernanceArtefactCommand>(
      app, line, "artefact", "State, due day and file of an artefact of a chain", run_governance_artefact);
  add_chain_name(*artefact.first, *artefact.second);
  artefact.first->add_option("TYPE", artefact.second->type, "Kind of artefact")->required();
  artefact.first->add_option("--state", artefact.second->state, "missing, draft, in_review or approved");
  artefact.first->add_option("--due", artefact.second->due, "Day, as in 2026-11-26");
  artefact.first->add_option("--file", artefact.second->file, "The document; the store keeps its bytes");
  artefact.first->add_option("--record", artefact.second->record, "Record of the store that it is");
  artefact.first->add_option("--remark", artefact.second->remark, "Remark");
  const auto sign = declare_one<GovernanceSignCommand>(
      app, line, "countersign", "Consent of a province that takes part", run_governance_countersign);
  add_chain_name(*sign.first, *sign.second);
  sign.first->add_option("--region", sign.second->region, "Code of the province")->required();
  sign.first->add_option("--year", sign.second->year, "Sign the work plan of this year");
  sign.first->add_option("--expect", sign.second->expected, "Revision that was read and is signed")
      ->required();
}

void declare_lists(CLI::App& app, CommandLine& line) {
  const auto dictionaries = declare_one<GovernanceFilesCommand>(
      app, line, "dictionaries", "Terms without an official text; with FILE: keep them",
      run_governance_dictionaries);
  dictionaries.first->add_option("FILE", dictionaries.second->file,
                                 "YAML, as data/governance/dictionaries.yaml");
  const auto types = declare_one<GovernanceFilesCommand>(
      app, line, "types", "Kinds of artefacts of the store; with FILE: keep them", run_governance_types);
  types.first->add_option("FILE", types.second->file, "YAML, as data/governance/artefacts.yaml");
}

}  // namespace

void declare_governance(CLI::App& app, CommandLine& line) {
  CLI::App* all = app.add_subcommand("governance", "Who leads which chain, and what is missing or overdue");
  all->require_subcommand(1);
  declare_reading(*all, line);
  declare_writing(*all, line);
  declare_lists(*all, line);
}

}  // namespace tenon
