// What edits of a dataset change in its break points: before and after, product by product.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/analysis.h"
#include "report/name_language.h"
#include "report/terminal_table.h"

namespace tenon {

// Not owned. Both analyses examine the same products in datasets in which products have the same positions.
struct BreakPointChanges {
  const Analysis& before;
  const Analysis& after;
  std::string source;  // of the dataset
  std::string edits;   // file
  std::size_t edit_count = 0;
  std::vector<ProductId> touched;  // by the edits, ascending: shown even if nothing changed
};

// A product whose score, components, level or rank differ, or which the edits name.
struct BreakPointChange {
  ProductId product;
  const BreakPoint* before = nullptr;
  const BreakPoint* after = nullptr;
  bool touched = false;

  // After less before; 0 where either has no score.
  [[nodiscard]] double score_change() const;
};

// Largest change of score first, then products touched, then in dataset order. Products of which only the
// rank differs, because others moved past them, come last. O(products log products).
std::vector<BreakPointChange> break_point_changes(const BreakPointChanges& changes);

struct BreakPointChangesTableOptions {
  std::size_t top = 20;  // rows; 0: all
  NameLanguage names = NameLanguage::kBoth;
  TableStyle style;
};

// Levels before and after in one line, then the products that changed. Ends in a line feed.
std::string break_point_changes_table(const BreakPointChanges& changes,
                                      const BreakPointChangesTableOptions& options);

// One row a product that changed or is touched: id,name_zh,name_en,chain_id,touched, then rank, level,
// level_capped, score, importance, exposure and recovery, each with _before and _after. Empty: not known.
std::string break_point_changes_csv(const BreakPointChanges& changes);

// The same with intervals, and the number of products at each level.
std::string break_point_changes_json(const BreakPointChanges& changes);

}  // namespace tenon
