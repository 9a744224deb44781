// The parts of the simulation page that are written without the script, so that it can be read, searched and
// printed where scripts are off. Both languages are in the markup; a style rule shows one of them.
#pragma once

#include <span>
#include <string>

#include "report/simulation_lists.h"

namespace tenon {

// Nodes listed beside the products that were hit; the CSV has all.
inline constexpr std::size_t kListedNodes = 250;

// <li> of the outcomes; with two runs both values, A first.
std::string html_outcomes(const SimulationReport& report, std::span<const RunSummary> summaries);

// Head and rows of the list of what stopped or fell: products, then nodes, with what the script filters and
// sorts by as data-.
std::string html_hit_head(const SimulationReport& report, const HitList& hits);
std::string html_hit_rows(const SimulationReport& report, const HitList& hits);

// Output lost by chain (rows) and province (columns) as a table, sums at the edges; by chain alone where
// there are no provinces.
std::string html_loss_table(const SimulationReport& report);

// Table of the inputs that differ and of all outcomes; empty with one run.
std::string html_comparison(const SimulationReport& report, std::span<const RunSummary> summaries);

// The events of the scenario with what they hit and where their figures come from, those of one run alone
// with its letter; the policy of the first run.
std::string html_events(const SimulationReport& report);
std::string html_policy(const SimulationReport& report);

// <li> of each text.
std::string html_items(std::span<const Bilingual> texts);
std::string html_sources(const SimulationReport& report);

}  // namespace tenon
