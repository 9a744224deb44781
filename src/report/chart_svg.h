// A chart as SVG for HTML, and the table of its data.
#pragma once

#include <string>

#include "report/chart_layout.h"

namespace tenon {

// One <svg> element with <title> and <desc>; `id` makes the ids of these unique and is written as it stands.
std::string chart_svg(const ChartPicture& picture, const std::string& id, const std::string& title,
                      const std::string& description);

// A shape as one <polygon> or <polyline>.
std::string chart_path_svg(const ChartPath& path);

// Columns: category or x, then value (and low and high where a series has them) of each series.
DocumentTable chart_data_table(const Chart& chart, DocumentLanguage language);

}  // namespace tenon
