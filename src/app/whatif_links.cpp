#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "app/command_whatif.h"
#include "app/output.h"
#include "exchange/edge_list_reader.h"
#include "exchange/firm_values_reader.h"
#include "exchange/network_edit_reader.h"
#include "remedy/esri_update.h"
#include "remedy/named_edits.h"
#include "report/what_if_report.h"

namespace tenon {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Firms that the edits name, as they are numbered after the edit; ascending, each once.
std::vector<std::uint32_t> firms_named(const std::vector<NetworkEdit>& edits, std::uint32_t firm_count) {
  std::vector<std::uint32_t> firms;
  for (const NetworkEdit& edit : edits) {
    if (const auto* link = std::get_if<AddLink>(&edit))
      firms.insert(firms.end(), {link->supplier, link->customer});
    if (const auto* link = std::get_if<RemoveLink>(&edit))
      firms.insert(firms.end(), {link->supplier, link->customer});
    if (const auto* merger = std::get_if<MergeFirms>(&edit))
      firms.insert(firms.end(), {merger->keep, merger->absorb});
    if (const auto* plant = std::get_if<BuildPlant>(&edit)) {
      firms.push_back(firm_count++);
      if (plant->like) firms.push_back(*plant->like);
    }
  }
  std::sort(firms.begin(), firms.end());
  firms.erase(std::unique(firms.begin(), firms.end()), firms.end());
  return firms;
}

}  // namespace

int run_whatif_on_links(const WhatIfOptions& options) {
  const auto edges =
      read_edge_list(options.input, {.threads = options.threads, .progress = stderr_progress("reading")});
  if (!edges) return report_error(edges.error());
  report_faults(edges->warnings);
  FaultList faults;
  const auto named = read_network_edits(options.edits, faults);
  if (!named) return report_error(named.error());
  for (const NamedEdit& edit : named->edits) {
    if (edit.kind != EditKind::kScaleCapacity && edit.kind != EditKind::kScaleStock) continue;
    faults.add({Severity::kWarning, options.edits, edit.line, 0, "op", "",
                "an edit of links or firms: this one matters to scenarios only (simulate --edits)"});
  }
  const auto edits = resolve_edits(*named, edges->firms, edges->sectors, faults);
  if (!edits) return report_error(edits.error());
  report_faults(faults);
  std::vector<double> revenue;
  if (!options.revenue.empty()) {
    auto read = read_firm_values(options.revenue, edges->firms, "revenue");
    if (!read) return report_error(read.error());
    report_faults(read->warnings);
    revenue = std::move(read->values);
    for (const std::uint32_t firm : read->missing) revenue[firm] = edges->network.out_strength[firm];
  }
  std::vector<std::uint8_t> is_outside;
  if (!options.outside.empty()) {
    const auto firms = read_firm_list(options.outside, edges->firms);
    if (!firms) return report_error(firms.error());
    is_outside.assign(edges->network.firm_count, 0);
    for (const std::uint32_t firm : *firms) is_outside[firm] = 1;
  }
  EditedEconomy economy;
  economy.network = &edges->network;
  economy.revenue = revenue;
  economy.is_outside = is_outside;
  economy.name_of = [&](std::uint32_t firm) {
    return firm < edges->firms.size() ? std::string(edges->firms[firm])
                                      : "plant " + std::to_string(firm - edges->firms.size() + 1);
  };
  const auto edited = apply_edits(economy, *edits);
  if (!edited) return report_error(edited.error());

  EsriInputs inputs;
  inputs.network = &edges->network;
  inputs.revenue = revenue;
  EsriOptions esri;
  esri.epsilon = options.epsilon;
  esri.threads = options.threads;
  esri.progress = stderr_progress("scoring all firms before the edit");
  auto start = Clock::now();
  const auto baseline = compute_esri_baseline(inputs, esri);
  if (!baseline) return report_error(baseline.error());
  WhatIfReport report;
  report.baseline_seconds = seconds_since(start);
  EsriUpdateOptions update;
  update.tolerance = options.tolerance;
  update.threads = options.threads;
  if (options.most_effort) update.max_effort = *options.most_effort;
  update.wanted = firms_named(*edits, edges->network.firm_count);
  start = Clock::now();
  const auto after = update_esri(*baseline, inputs, *edited, update);
  if (!after) return report_error(after.error());
  report.update_seconds = seconds_since(start);

  report.source = options.input;
  report.edits = options.edits;
  report.edit_count = edits->size();
  report.name_of = [&](std::uint32_t firm) {
    return firm < edges->firms.size() ? std::string(edges->firms[firm])
                                      : edited->plant_names[firm - edges->firms.size()];
  };
  report.before = &baseline->scores;
  report.after = &*after;
  report.edited = update.wanted;
  report.tolerance = options.tolerance;
  report.epsilon = options.epsilon;
  if (options.format == "json") return write_output(options.out, what_if_json(report));
  if (options.format == "csv") return write_output(options.out, what_if_csv(report));
  std::size_t top = options.top.value_or(20);
  if (top == 0) top = edited->network.firm_count;
  const TableStyle style = options.out.empty() ? style_of_standard_output() : TableStyle{};
  return write_output(options.out, what_if_table(report, top, style));
}

}  // namespace tenon
