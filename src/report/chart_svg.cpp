#include "report/chart_svg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "base/number.h"
#include "report/document_text.h"

namespace tenon {
namespace {

std::string number(double value) {
  std::string text = format_fixed(value, 2);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string colour(std::int32_t value) {
  if (value == kNoColour) return "none";
  char text[16];
  std::snprintf(text, sizeof text, "#%06X", static_cast<unsigned>(value));
  return text;
}

std::string element(const ChartPath& path) {
  std::string out = path.closed ? "<polygon points=\"" : "<polyline points=\"";
  for (std::size_t k = 0; k < path.points.size(); ++k) {
    out += (k == 0 ? "" : " ") + number(path.points[k].x) + "," + number(path.points[k].y);
  }
  out += "\" fill=\"" + colour(path.closed ? path.fill : kNoColour) + "\"";
  if (path.stroke != kNoColour) {
    out += " stroke=\"" + colour(path.stroke) + "\" stroke-width=\"" + number(path.width) + "\"";
    if (path.dash > 0) out += " stroke-dasharray=\"" + number(path.dash) + " " + number(path.gap) + "\"";
  }
  return out + "/>\n";
}

std::string element(const ChartLabel& label) {
  static constexpr const char* kAnchors[] = {"start", "middle", "end"};
  return "<text x=\"" + number(label.x) + "\" y=\"" + number(label.y) + "\" font-size=\"" +
         number(label.size) + "\" text-anchor=\"" + kAnchors[static_cast<std::size_t>(label.anchor)] +
         "\" fill=\"" + colour(label.colour) + (label.strong ? "\" font-weight=\"600" : "") + "\">" +
         xml_text(label.text) + "</text>\n";
}

// Six significant digits: the table is for reading.
std::string figure(double value) {
  if (!std::isfinite(value)) return "—";
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  std::string out(text);
  if (out[0] == '-') out.replace(0, 1, "−");
  return out;
}

bool has_interval(const ChartSeries& series) {
  return std::any_of(series.points.begin(), series.points.end(), [](const ChartPoint& point) {
    return std::isfinite(point.low) || std::isfinite(point.high);
  });
}

}  // namespace

std::string chart_svg(const ChartPicture& picture, const std::string& id, const std::string& title,
                      const std::string& description) {
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(picture.width) + " " +
                    number(picture.height) + "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id +
                    "-d\">\n<title id=\"" + id + "-t\">" + xml_text(title) + "</title>\n<desc id=\"" + id +
                    "-d\">" + xml_text(description) + "</desc>\n";
  for (const ChartCommand& command : picture.commands) {
    out += std::visit([](const auto& what) { return element(what); }, command);
  }
  return out + "</svg>";
}

std::string chart_path_svg(const ChartPath& path) {
  return element(path);
}

DocumentTable chart_data_table(const Chart& chart, DocumentLanguage language) {
  const DocumentWords& words = document_words(language);
  const bool over_x = chart.kind == ChartKind::kLine || chart.kind == ChartKind::kStep;
  DocumentTable table;
  std::vector<DocumentText> header = {{plain_run(chart.category_title)}};
  for (const ChartSeries& series : chart.series) {
    const std::string name = series.name.empty() ? chart.value_title : series.name;
    header.push_back({plain_run(name)});
    if (!has_interval(series)) continue;
    for (const std::string_view end : {words.low, words.high}) {
      header.push_back({plain_run(name + std::string(words.separator) + std::string(end))});
    }
  }
  table.columns.assign(header.size(), {DocumentAlign::kRight, 1});
  table.columns[0] = {DocumentAlign::kLeft, 2};
  table.header.push_back(std::move(header));

  // Of lines every x of any series once; points without x cannot be placed.
  std::set<double> places;
  if (over_x) {
    for (const ChartSeries& series : chart.series) {
      for (const ChartPoint& point : series.points) {
        if (std::isfinite(point.x)) places.insert(point.x);
      }
    }
    for (const double x : places) table.rows.push_back({{plain_run(figure(x))}});
  } else {
    for (const std::string& name : chart.categories) table.rows.push_back({{plain_run(name)}});
  }
  const std::vector<double> xs(places.begin(), places.end());
  for (const ChartSeries& series : chart.series) {
    std::vector<const ChartPoint*> at(table.rows.size(), nullptr);
    for (std::size_t k = 0; k < series.points.size(); ++k) {
      const ChartPoint& point = series.points[k];
      if (over_x && !std::isfinite(point.x)) continue;
      const std::size_t row =
          over_x ? static_cast<std::size_t>(std::lower_bound(xs.begin(), xs.end(), point.x) - xs.begin()) : k;
      if (row < at.size()) at[row] = &point;
    }
    const bool interval = has_interval(series);
    for (std::size_t row = 0; row < at.size(); ++row) {
      const ChartPoint* point = at[row];
      table.rows[row].push_back({plain_run(point == nullptr ? "—" : figure(point->value))});
      if (!interval) continue;
      table.rows[row].push_back({plain_run(point == nullptr ? "—" : figure(point->low))});
      table.rows[row].push_back({plain_run(point == nullptr ? "—" : figure(point->high))});
    }
  }
  return table;
}

}  // namespace tenon
