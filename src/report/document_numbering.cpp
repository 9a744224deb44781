#include "report/document_numbering.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "report/document_text.h"

namespace tenon {
namespace {

using NoteKey = std::tuple<std::string, int, char, std::string, bool, bool>;

// What is seen of a note; a year that is missing is below every year.
NoteKey key_of(const DocumentNote& note) {
  return {
      clean_text(note.text), note.year.value_or(-1'000'000), note.grade, clean_text(note.url), note.synthetic,
      note.assumption};
}

class Counter {
 public:
  explicit Counter(const Document& document) : document_(document) {
    numbering_.notes.assign(document.notes.size(), 0);
  }

  DocumentNumbering take() && {
    for (const DocumentBlock& block : document_.blocks) {
      numbering_.headings.emplace_back();
      numbering_.captions.push_back(0);
      std::visit([this](const auto& content) { count(content); }, block);
    }
    return std::move(numbering_);
  }

 private:
  void count(const DocumentHeading& heading) {
    const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 3));
    ++counts_[level - 1];
    std::fill(counts_.begin() + static_cast<std::ptrdiff_t>(level), counts_.end(), 0);
    numbering_.headings.back() = label(level);
    use(heading.text);
  }
  void count(const DocumentParagraph& paragraph) { use(paragraph.text); }
  void count(const DocumentList& list) {
    for (const DocumentText& item : list.items) use(item);
  }
  void count(const DocumentKeyFigures& strip) {
    for (const DocumentKeyFigure& figure : strip.figures) {
      for (const std::size_t note : figure.notes) use(note);
    }
  }
  void count(const DocumentTable& table) {
    numbering_.captions.back() = ++tables_;
    use(table.caption);
    for (const auto* rows : {&table.header, &table.rows}) {
      for (const std::vector<DocumentText>& row : *rows) {
        for (const DocumentText& cell : row) use(cell);
      }
    }
    for (const DocumentText& note : table.notes) use(note);
  }
  void count(const DocumentChart& chart) {
    numbering_.captions.back() = ++figures_;
    use(chart.caption);
  }
  void count(const DocumentCallout& box) {
    use(box.title);
    for (const DocumentText& paragraph : box.paragraphs) use(paragraph);
  }
  void count(const DocumentPageBreak& /*none*/) {}

  [[nodiscard]] std::string label(std::size_t level) const {
    const int number = counts_[level - 1];
    if (document_.language == DocumentLanguage::kChinese) {
      if (level == 1) return chinese_numeral(number) + "、";
      if (level == 2) return "（" + chinese_numeral(number) + "）";
      return std::to_string(number) + ".";
    }
    std::string out;
    for (std::size_t k = 0; k < level; ++k) {
      if (counts_[k] > 0) out += (out.empty() ? "" : ".") + std::to_string(counts_[k]);
    }
    return out;
  }

  void use(const DocumentText& text) {
    for (const DocumentRun& run : text) {
      if (run.kind == DocumentRunKind::kNote) use(run.note);
    }
  }
  void use(std::size_t note) {
    if (note >= numbering_.notes.size() || numbering_.notes[note] != 0) return;
    const int next = static_cast<int>(numbering_.used.size()) + 1;
    const auto [place, is_new] = numbers_.emplace(key_of(document_.notes[note]), next);
    if (is_new) numbering_.used.push_back(note);
    numbering_.notes[note] = place->second;
  }

  const Document& document_;
  DocumentNumbering numbering_;
  std::map<NoteKey, int> numbers_;
  std::array<int, 3> counts_ = {};
  int tables_ = 0;
  int figures_ = 0;
};

}  // namespace

DocumentNumbering number_document(const Document& document) {
  return Counter(document).take();
}

}  // namespace tenon
