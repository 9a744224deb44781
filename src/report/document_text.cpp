#include "report/document_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "report/chart_layout.h"
#include "report/html_escape.h"
#include "report/words.h"

namespace tenon {
namespace {

// The code point at `position` of well-formed text, and its length.
std::pair<std::uint32_t, std::size_t> code_point(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[position + i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
  if (lead < 0xF0) return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
  return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU), 4};
}

bool is_space(std::uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_dropped(std::uint32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool direction =
      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
  const bool no_character = (c & 0xFFFEU) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  return control || direction || no_character || c == 0xFEFF;
}

constexpr DocumentWords kChineseWords = {"图",
                                         "表",
                                         "资料来源与说明",
                                         "数据",
                                         "返回正文",
                                         "注",
                                         "本稿由程序依据数据拟出，供审阅修改；经负责人审签后方可使用。",
                                         "见前页脚注：",
                                         "下限",
                                         "上限",
                                         "：",
                                         "、"};
constexpr DocumentWords kEnglishWords = {
    "Figure",
    "Table",
    "Sources and notes",
    "Data",
    "back to the text",
    "Note",
    "A program drew up this draft from data, for review and correction. It suggests; a person signs.",
    "Notes on earlier pages: ",
    "low",
    "high",
    ": ",
    ", "};

}  // namespace

DocumentRun plain_run(std::string text) {
  return {DocumentRunKind::kPlain, std::move(text), 0, Level::kNone};
}

DocumentRun strong_run(std::string text) {
  return {DocumentRunKind::kStrong, std::move(text), 0, Level::kNone};
}

DocumentRun note_run(std::size_t note) {
  return {DocumentRunKind::kNote, "", note, Level::kNone};
}

DocumentRun badge_run(Level level) {
  return {DocumentRunKind::kBadge, "", 0, level};
}

std::string clean_text(std::string_view text) {
  const std::string valid = with_valid_utf8(text);
  std::string out;
  out.reserve(valid.size());
  for (std::size_t position = 0; position < valid.size();) {
    const auto [c, length] = code_point(valid, position);
    if (is_space(c)) {
      // A carriage return before a line feed is one line end.
      if (c != '\r' || position + 1 >= valid.size() || valid[position + 1] != '\n') out += ' ';
    } else if (!is_dropped(c)) {
      out.append(valid, position, length);
    }
    position += length;
  }
  return out;
}

std::string xml_text(std::string_view text) {
  return html_escape(clean_text(text));
}

std::string plain_text_of(const DocumentText& text) {
  std::string out;
  for (const DocumentRun& run : text) {
    if (run.kind == DocumentRunKind::kPlain || run.kind == DocumentRunKind::kStrong)
      out += clean_text(run.text);
  }
  return out;
}

std::string note_text(const DocumentNote& note, DocumentLanguage language) {
  const bool chinese = language == DocumentLanguage::kChinese;
  std::string out = clean_text(note.text);
  const auto add = [&](const std::string& part) {
    if (!out.empty()) out += chinese ? "，" : ", ";
    out += part;
  };
  if (note.year) add(std::to_string(*note.year) + (chinese ? " 年" : ""));
  if (note.grade != 0) {
    const Words words = words_of_grade(note.grade);
    add((chinese ? "来源等级 " : "grade ") + std::string(chinese ? words.zh : words.en));
  }
  if (note.synthetic) out += chinese ? "【合成数据】" : " [synthetic]";
  if (note.assumption) out += chinese ? "【假设】" : " [assumption]";
  return out;
}

std::string chinese_numeral(int number) {
  if (number < 1 || number > 9999) return std::to_string(number);
  constexpr std::array<const char*, 10> kDigits = {"零", "一", "二", "三", "四",
                                                   "五", "六", "七", "八", "九"};
  constexpr std::array<std::pair<int, const char*>, 4> kPlaces = {
      {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}};
  std::string out;
  bool zero = false;
  for (const auto& [place, word] : kPlaces) {
    const int digit = number / place % 10;
    if (digit == 0) {
      zero = !out.empty();
      continue;
    }
    if (zero) out += kDigits[0];
    zero = false;
    // 十二, not 一十二, but 一百一十二.
    if (place != 10 || digit != 1 || !out.empty()) out += kDigits[static_cast<std::size_t>(digit)];
    out += word;
  }
  return out;
}

std::string badge_word(Level level, DocumentLanguage language) {
  const Words words = words_of(level);
  return std::string(language == DocumentLanguage::kChinese ? words.zh : words.en);
}

const DocumentWords& document_words(DocumentLanguage language) {
  return language == DocumentLanguage::kChinese ? kChineseWords : kEnglishWords;
}

std::vector<DocumentColumn> document_columns(const DocumentTable& table) {
  std::vector<DocumentColumn> columns = table.columns;
  std::size_t count = std::max<std::size_t>(columns.size(), 1);
  for (const auto* rows : {&table.header, &table.rows}) {
    for (const auto& row : *rows) count = std::max(count, row.size());
  }
  columns.resize(count);
  for (DocumentColumn& column : columns) {
    // No column takes more than a thousand times another.
    column.width = column.width > 0 && std::isfinite(column.width) ? std::clamp(column.width, 0.01, 10.0) : 1;
  }
  return columns;
}

KeyFigureLayout layout_key_figures(const DocumentKeyFigures& strip, std::size_t first, std::size_t end,
                                   double width, double smallest, double largest) {
  constexpr double kPadding = 16;
  std::vector<double> ems;
  double total = 0;
  for (std::size_t k = first; k < end; ++k) {
    const DocumentKeyFigure& figure = strip.figures[k];
    // Strong digits are a little wider than the estimate.
    const double value = estimated_text_width(clean_text(figure.value), 1.08) + 0.3 +
                         kKeyUnitScale * estimated_text_width(clean_text(figure.unit), 1) +
                         1.1 * static_cast<double>(figure.notes.size());
    ems.push_back(std::max(value, 0.25 * estimated_text_width(clean_text(figure.label), 1)));
    total += ems.back();
  }
  const auto count = static_cast<double>(ems.size());
  KeyFigureLayout layout;
  layout.size = largest;
  for (const double need : ems) {
    // Half shared evenly, half by need, so that neighbours differ little.
    layout.widths.push_back(width * (0.5 / count + 0.5 * need / total));
    layout.size = std::min(layout.size, (layout.widths.back() - kPadding) / need);
  }
  layout.size = std::max(std::floor(layout.size), smallest);
  return layout;
}

std::string caption_label(std::string_view kind, int number) {
  return std::string(kind) + " " + std::to_string(number);
}

}  // namespace tenon
