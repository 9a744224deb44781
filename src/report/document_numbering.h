// The numbers of headings, tables, figures and notes of a document, counted once for all renderers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/document.h"

namespace tenon {

struct DocumentNumbering {
  // Of each block: "一、", "（一）", "1." of a heading in Chinese, "1", "1.1", "1.1.1" in English; empty for
  // other blocks.
  std::vector<std::string> headings;
  // Of each block: the number of a table or figure from 1 on, each counted on its own; 0 for other blocks.
  std::vector<int> captions;
  // Of each note of the document its number from 1 on, in the order of first use; 0: never used.
  std::vector<int> notes;
  // The note that is printed for number n: used[n - 1], the first used of those with the same content.
  std::vector<std::size_t> used;

  // The number of a note, 0 where there is no such note.
  [[nodiscard]] int of_note(std::size_t note) const { return note < notes.size() ? notes[note] : 0; }
};

// O(content + notes * log notes). A note counts where its reference is read: caption, header, rows and notes
// of a table in this order; the caption of a figure.
DocumentNumbering number_document(const Document& document);

}  // namespace tenon
