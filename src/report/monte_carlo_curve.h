// The exceedance curve of annual losses as a picture.
#pragma once

#include <string>

#include "report/monte_carlo_report.h"

namespace tenon {

enum class CurveLanguage { kChinese, kEnglish };

// A self-contained SVG of 760 x 420: loss against return period (logarithmic, from 1 year on), the curve, the
// intervals at the return periods, the expected loss as a broken line, and the curve of a second run if there
// is one, dotted. Readable without colour; title and description for screen readers. Grey and one hue on a
// white ground. Ends in a line feed; without years a picture that says so. O(points).
std::string monte_carlo_curve_svg(const MonteCarloReport& report, CurveLanguage language);

}  // namespace tenon
