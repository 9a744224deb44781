// Documents for tests: one block of each kind, and one with everything that data should not hold.
#pragma once

#include <cmath>
#include <limits>
#include <string>

#include "report/document.h"

namespace tenon {

inline Chart fixture_chart(ChartKind kind) {
  Chart chart;
  chart.kind = kind;
  chart.category_title = "day";
  chart.value_title = "output";
  chart.categories = {"one", "two", "three"};
  ChartSeries first{"first", {}};
  ChartSeries second{"second", {}};
  for (int k = 0; k < 3; ++k) {
    first.points.push_back({1.0 + k, static_cast<double>(k), 0.5 + k, 2.0 + k});
    ChartPoint point;
    point.value = 3.0 - k;
    point.x = k;
    second.points.push_back(point);
  }
  chart.series = {first, second};
  chart.thresholds = {{2, "limit"}};
  return chart;
}

inline Document fixture_document(DocumentLanguage language) {
  Document document;
  document.language = language;
  document.title = "Title of it";
  document.subtitle = "Subtitle of it";
  document.issuer = "Issuer";
  document.classification = "Sample";
  document.number = "No. 1";
  document.date = "2026-11-23";
  document.status = "draft";
  document.created = 1'790'000'000;
  document.signers = {{"Checked"}};
  document.notes.resize(3);
  document.notes[0] = {"Source one", 2025, 'A', "https://example.org/a?b=1&c=2", false, false};
  document.notes[1] = {"Source two", {}, 'S', "", true, true};
  document.notes[2] = document.notes[0];
  DocumentTable table;
  table.caption = {plain_run("Caption of the table"), note_run(1)};
  table.columns = {{DocumentAlign::kLeft, 2}, {DocumentAlign::kRight, 1}};
  table.header = {{{plain_run("Head A")}, {plain_run("Head B")}}};
  table.rows = {{{plain_run("Cell 1")}, {plain_run("Cell 2"), note_run(2)}}, {{plain_run("Cell 3")}}};
  table.notes = {{plain_run("Note below")}};
  document.blocks = {
      DocumentCallout{{plain_run("Box")}, {{plain_run("In the box")}}},
      DocumentKeyFigures{{{"Label", "86", "%", {0}}, {"Other", "1", "", {}}}},
      DocumentHeading{1, {plain_run("Heading one")}},
      DocumentParagraph{{plain_run("Plain "), strong_run("strong"), note_run(0), badge_run(Level::kRed),
                         badge_run(Level::kUnknown)}},
      DocumentHeading{2, {plain_run("Heading two")}},
      DocumentList{true, {{plain_run("First item")}, {plain_run("Second item")}}},
      DocumentList{false, {{plain_run("Dotted item")}}},
      DocumentHeading{3, {plain_run("Heading three")}},
      table,
      DocumentPageBreak{},
      DocumentChart{{plain_run("Caption of the figure")}, "What it shows", fixture_chart(ChartKind::kLine)},
  };
  return document;
}

// Markup, broken UTF-8, controls, marks of direction, long words, references to nothing, values without
// measure.
inline Document hostile_document(DocumentLanguage language) {
  const std::string bad =
      "</title><script>alert('1')</script>&amp;\"]]>\x01\x08\x7F\xC3\x28\xED\xA0\x80\xFF \xE2\x80\xAE"
      "abc\xEF\xBF\xBE ) (\\ \r\n\t end";
  Document document = fixture_document(language);
  document.title = document.subtitle = document.issuer = document.classification = document.number =
      document.date = document.status = bad;
  document.signers = {{bad}, {""}, {std::string(3000, 'W')}, {"d"}};
  for (DocumentNote& note : document.notes) note.text = bad;
  document.notes[0].url = "https://example.org/(a)'\\<>\xE6\xB0\xB4?x=\"1\"&y=%";
  document.notes[1].url = "javascript:alert(1)";
  document.blocks.push_back(DocumentHeading{-7, {plain_run(bad)}});
  document.blocks.push_back(DocumentHeading{99, {}});
  document.blocks.push_back(DocumentParagraph{{plain_run(std::string(20'000, 'x')), note_run(77)}});
  document.blocks.push_back(DocumentParagraph{{}});
  document.blocks.push_back(DocumentList{});
  document.blocks.push_back(DocumentKeyFigures{});
  document.blocks.push_back(DocumentKeyFigures{{{bad, std::string(500, '9'), bad, {0, 1, 2, 99}},
                                                {"", "", "", {}},
                                                {"a", "b", "c", {}},
                                                {"a", "b", "c", {}},
                                                {"a", "b", "c", {}}}});
  DocumentTable table;
  table.caption = {plain_run(bad)};
  table.columns = {{DocumentAlign::kLeft, -1},
                   {DocumentAlign::kRight, std::numeric_limits<double>::quiet_NaN()},
                   {DocumentAlign::kCentre, 1e300}};
  table.rows = {
      {}, {{plain_run(bad)}, {plain_run(std::string(9'000, 'y'))}, {}, {plain_run("fourth"), note_run(1)}}};
  document.blocks.push_back(table);
  document.blocks.push_back(DocumentTable{});
  for (const ChartKind kind :
       {ChartKind::kBar, ChartKind::kStackedBar, ChartKind::kLine, ChartKind::kInterval, ChartKind::kStep}) {
    Chart chart = fixture_chart(kind);
    chart.categories = {bad, "", std::string(1'000, 'z')};
    chart.series[0].name = bad;
    chart.series[0].points[0].value = std::numeric_limits<double>::infinity();
    chart.series[0].points[1].value = -1.7e308;
    chart.series[0].points[2].value = 1.7e308;
    chart.series[1].points[0].value = std::numeric_limits<double>::quiet_NaN();
    document.blocks.push_back(DocumentChart{{plain_run(bad)}, bad, chart});
  }
  document.blocks.push_back(DocumentChart{});
  document.blocks.push_back(DocumentCallout{});
  document.blocks.push_back(DocumentPageBreak{});
  return document;
}

}  // namespace tenon
