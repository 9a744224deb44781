// tenon simulate: what happens day by day when something breaks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

struct SimulateOptions {
  std::string scenario;
  std::string dataset;          // folder; or
  std::string links;            // edge list, with
  std::string final_demand;     // firm,final_demand of the same period, or
  std::string revenue;          // firm,revenue of the same period
  double days_in_period = 365;  // of the weights, final demand and revenue
  std::string table;            // Z of a multi-regional table, or a national input-output table, with
  std::string table_demand;     // Y of the former
  std::string table_unit;       // of the money of the former: "million USD"
  double psi = 0.8;             // parameters of the table model (scenario/multi_regional_options.h)
  double restoration_days = 60;
  double overproduction_max = 1.25;
  bool fixed_shares = false;
  bool as_published_program = false;
  bool single_precision = false;
  std::string compare;      // "switching": the same with switching turned the other way; else a scenario file
  std::uint32_t draws = 0;  // runs of a dataset repeated at random; 0: not
  std::uint64_t seed = 1;   // of the draws
  bool fixed_stocks = false;  // days of stock are not drawn
  double loss_width = 0.25;   // of events (scenario/drawn_runs.h)
  double duration_width = 0.25;
  double recovery_width = 0.25;
  std::string edits;             // what-if edits (CSV): run A without, run B with them
  std::string outside;           // firms abroad of an edge list, for the edit localise
  std::string format = "table";  // table, json, csv
  std::string what = "days";     // of csv: days, nodes, breakdown
  std::string html;
  std::string language = "both";
  std::optional<std::size_t> top;
  std::string out;
  unsigned threads = 0;
};

// Returns the exit code. A run stopped by Ctrl-C is written out, marked partial, and ends with 1.
int run_simulate(const SimulateOptions& options);

}  // namespace tenon
