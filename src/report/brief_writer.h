// What all parts of a policy brief share: texts in its language, footnotes each given once, and blocks put at
// the end of the document.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "report/brief.h"
#include "report/figures.h"
#include "report/words.h"

namespace tenon {

class BriefWriter {
 public:
  BriefWriter(const BriefInput& input, DocumentLanguage language);

  // Texts.
  [[nodiscard]] std::string say(std::string zh, std::string en) const;
  [[nodiscard]] std::string say(const Bilingual& text) const;
  [[nodiscard]] std::string say(const Words& words) const;
  [[nodiscard]] std::string money(double value) const;               // CNY
  [[nodiscard]] std::string days(double value) const;                // whole ones
  [[nodiscard]] std::string interval(const Component& value) const;  // scores
  [[nodiscard]] std::string range(const LossRange& value) const;     // CNY
  [[nodiscard]] std::string product_name(ProductId product) const;
  // Unit of an axis for amounts up to `largest`: divisor and title.
  [[nodiscard]] std::pair<double, std::string> money_axis(double largest) const;

  // Index of a note; the same note twice has one index.
  std::size_t note(DocumentNote note);
  std::size_t note_of(const Provenance& provenance, bool synthetic);

  // Blocks.
  void heading(int level, std::string text);
  void paragraph(DocumentText text);
  static DocumentText cell(std::string text);
  static DocumentText cell(std::string text, std::size_t note);

  // Null where the product is none.
  [[nodiscard]] const BreakPoint* point_of(ProductId product) const;
  // The measure that avoids most for its cost; null where none avoids anything.
  [[nodiscard]] static const MeasureEffect* best_of(const MeasureReport& report);

  const BriefInput& in;
  const bool chinese;
  Document document;
  std::size_t run_note = 0;    // results of the engine
  std::size_t cost_note = 0;   // costs and times of measures
  std::size_t score_note = 0;  // scores of break points
};

}  // namespace tenon
