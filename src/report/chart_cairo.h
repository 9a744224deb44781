// Charts drawn by cairo: as PNG, and into the pages of a PDF.
#pragma once

#include <string>

#include "report/chart_layout.h"

// cairo_t by its own name, so that no header of cairo is needed here.
struct _cairo;  // NOLINT(bugprone-reserved-identifier)

namespace tenon {

// Draws with the upper left corner at the context's origin, one point for a unit.
void draw_chart(_cairo* context, const ChartPicture& picture, DocumentLanguage language);
void draw_chart_path(_cairo* context, const ChartPath& path);

// On white, or on nothing. The same bytes for the same picture, fonts and libraries. Empty where there is
// nothing to draw. Any thread.
std::string chart_png(const ChartPicture& picture, double dots_per_inch, DocumentLanguage language,
                      bool on_white = true);

}  // namespace tenon
