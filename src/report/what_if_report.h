// ESRI before and after edits of a network: table, CSV, JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/named_edit.h"
#include "remedy/esri_update.h"
#include "report/bilingual.h"
#include "report/terminal_table.h"

namespace tenon {

// Plain data; what is pointed to outlives the report. Firms after the edit: those of the network, then new
// plants.
struct WhatIfReport {
  std::string source;  // of the network
  std::string edits;   // file of the edits
  std::size_t edit_count = 0;
  std::function<std::string(std::uint32_t firm)> name_of;  // after the edit
  const std::vector<EsriScore>* before = nullptr;          // never null; new plants have none
  const EsriUpdate* after = nullptr;                       // never null
  std::vector<std::uint32_t> edited;                       // firms that the edits name, ascending
  double tolerance = 0;
  double epsilon = 0;
  double baseline_seconds = 0;  // all closures of the network
  double update_seconds = 0;    // after the edit
};

// What moved: the firms edited and the `top` highest scores before or after, with both ranks; how many firms
// were computed anew, and how far off the others can be. Both languages. Ends in a line feed.
std::string what_if_table(const WhatIfReport& report, std::size_t top, const TableStyle& style);

// One row a firm: firm,esri_before,esri_after,esri_down_before,esri_down_after,esri_up_before,esri_up_after,
// error_bound,computed_anew. Empty: the firm did not exist.
std::string what_if_csv(const WhatIfReport& report);

std::string what_if_json(const WhatIfReport& report);

// An edit in words: "提高本地化：ICIC-12，80%" / "localise ICIC-12, 80%".
Bilingual edit_words(const NamedEdit& edit);

}  // namespace tenon
