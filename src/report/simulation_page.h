// The HTML report of a simulation: one file that works from file:// without network, script libraries or web
// fonts.
//
// Layout, style and script are readable sources in src/report/assets, embedded at build time. A content
// security policy in the page forbids every request; every text is escaped for where it lands.
#pragma once

#include <string>

#include "report/html_page.h"
#include "report/simulation_report.h"

namespace tenon {

// The whole document. About 1.5 MB for two runs of 365 days with 390 products, 41 cities and 2,000 nodes hit.
std::string simulation_page(const SimulationReport& report, const HtmlOptions& options);

}  // namespace tenon
