// Texts of documents made harmless, and the words that renderers add. All functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/document.h"

namespace tenon {

// One line of valid text: broken UTF-8 becomes U+FFFD; tabs and line ends become spaces; control characters,
// marks that turn the direction of writing and non-characters (forbidden in XML) are dropped. O(bytes).
std::string clean_text(std::string_view text);

// clean_text, with & < > " ' as entities: for elements and attributes of XML and HTML.
std::string xml_text(std::string_view text);

// The texts of plain and strong runs, the words of badges, without notes; cleaned.
std::string plain_text_of(const DocumentText& text);

// "国家统计局公报，2023 年，A 官方（合成数据）" and "Bulletin, 2023, A official (synthetic)"; cleaned,
// without the address.
std::string note_text(const DocumentNote& note, DocumentLanguage language);

// 1 -> 一, 10 -> 十, 21 -> 二十一, 105 -> 一百零五; below 1 or above 9999 in Arabic digits.
std::string chinese_numeral(int number);

// The word beside the shape of a level: 红 and red.
std::string badge_word(Level level, DocumentLanguage language);

struct DocumentWords {
  std::string_view figure;         // 图
  std::string_view table;          // 表
  std::string_view sources;        // heading of the notes where they stand at the end
  std::string_view data;           // of the data behind a figure
  std::string_view back;           // the way back from a note
  std::string_view note;           // before the notes below a table
  std::string_view signature;      // above the lines to sign
  std::string_view earlier_notes;  // before numbers of notes printed on earlier pages
  std::string_view low;            // columns of the data table
  std::string_view high;
  std::string_view colon;
  std::string_view separator;  // between numbers
};

const DocumentWords& document_words(DocumentLanguage language);

// The columns of a table as they are laid out: as many as its longest row has, at least one, widths above
// zero and finite.
std::vector<DocumentColumn> document_columns(const DocumentTable& table);

// How figures first .. end - 1 of a strip share its width, and the size at which all values stay on a line,
// if it is not below `smallest`. By an estimate of the width of letters.
struct KeyFigureLayout {
  std::vector<double> widths;
  double size = 0;
};
KeyFigureLayout layout_key_figures(const DocumentKeyFigures& strip, std::size_t first, std::size_t end,
                                   double width, double smallest, double largest);
inline constexpr std::size_t kMostKeyFigures = 4;  // beside each other; more go below
inline constexpr double kKeyUnitScale = 0.6;       // the size of units and notes over that of values

// "图 2" or "Figure 2".
std::string caption_label(std::string_view kind, int number);

}  // namespace tenon
