// Leading firms of chains, and of one of them its supplier circle, its single points of failure and what
// agreements would avoid: as tables, CSV and JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "remedy/leading_firms.h"
#include "remedy/supplier_circle.h"
#include "remedy/supplier_circle_cooperation.h"
#include "report/name_language.h"
#include "report/terminal_table.h"
#include "scenario/dataset_network.h"

namespace tenon {

// Of one leader.
struct CircleReport {
  const SupplierCircle& circle;
  const std::vector<Cooperation>& cooperations;
  CircleOptions options;
  CooperationOptions cooperation;
};

// Not owned.
struct LeadersReport {
  const Dataset& dataset;
  const DatasetNetwork& network;
  std::string source;  // of the dataset
  const LeadingFirms& leaders;
  std::optional<CircleReport> circle;
};

struct LeadersTableOptions {
  std::size_t top = 10;  // rows of each list; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style;
};

// Each chain with its leaders; of one leader also tiers, supplies, points and cooperations; and what must be
// said with them. Ends in a line feed.
std::string leaders_table(const LeadersReport& report, const LeadersTableOptions& options);

enum class LeadersList { kLeaders, kKnown, kSupplies, kPoints, kCooperations };

// One list, all rows. Empty fields: not known, or not run. The lists of the circle have a header alone where
// there is none. Money is CNY, a day where the name says so; shares are 0 to 1.
std::string leaders_csv(const LeadersReport& report, LeadersList list);

// Everything, with options and caveats in both languages.
std::string leaders_json(const LeadersReport& report);

}  // namespace tenon
