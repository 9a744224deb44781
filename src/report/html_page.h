// The HTML report: one file that works from file:// without network, script libraries or web fonts.
//
// Layout, style and script are readable sources in src/report/assets, embedded at build time. A content
// security policy in the page forbids every request; every text from the dataset is escaped for where it
// lands.
#pragma once

#include <string>

#include "report/analysis.h"

namespace tenon {

struct HtmlOptions {
  std::string language;  // "zh" or "en": the language the page opens in; empty: what the browser asks for
};

// The whole document. O(dataset + break points); about 2 MB for 400 products with 500 facts and 1,600 makers.
std::string html_page(const Analysis& analysis, const HtmlOptions& options);

}  // namespace tenon
