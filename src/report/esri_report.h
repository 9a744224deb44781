// Scores of systemic risk as CSV, JSON or a table for terminals, each with what must be known to read them:
// the stop rule, the iterations it took, and how much of the sales leaves the network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/terminal_table.h"
#include "risk/esri.h"
#include "risk/esri_stop_check.h"

namespace tenon {

struct EsriReport {
  std::string source;  // file name of the edge list
  std::function<std::string_view(std::uint32_t firm)> name_of;
  std::span<const std::uint32_t> firms;  // in the order in which they are to stand
  std::span<const EsriScore> scores;     // one a firm
  EsriSummary summary;
  EsriOptions options;
  bool replaceable = true;
  std::size_t firm_count = 0;
  std::size_t link_count = 0;
  std::optional<EsriStopCheck> stop_check;
};

// firm,esri,esri_down,esri_up,iterations,converged,error_bound,epsilon,leakage
std::string esri_csv(const EsriReport& report);
std::string esri_json(const EsriReport& report);
std::string esri_table(const EsriReport& report, const TableStyle& style);

// firm,downstream_level,upstream_level of one shock: relative production left, 1 = intact.
std::string esri_cascade_csv(const EsriCascade& cascade,
                             const std::function<std::string_view(std::uint32_t firm)>& name_of);

// The lines that go with every result: epsilon, iterations, leakage, and a warning where the stop rule
// decides.
std::string esri_notes(const EsriReport& report);

}  // namespace tenon
