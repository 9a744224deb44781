#include "exchange/xlsx_merge_fill.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tenon {

MergeFill::MergeFill(std::vector<MergedRange> merged, const XlsxLimits& limits)
    : limits_(limits), merged_(std::move(merged)) {
  std::stable_sort(merged_.begin(), merged_.end(), [](const MergedRange& a, const MergedRange& b) {
    return std::tie(a.first_row, a.first_column) < std::tie(b.first_row, b.first_column);
  });
}

std::optional<std::size_t> MergeFill::next_number() const {
  std::optional<std::size_t> number;
  if (has_pending_) number = pending_.number;
  for (const Active& active : active_) {
    if (active.value.kind == CellKind::kEmpty || active.range.last_row <= row_number_) continue;
    number = std::min(number.value_or(row_number_ + 1), row_number_ + 1);
  }
  return number;
}

bool MergeFill::next(SheetRow& row, const std::function<bool(SheetRow&)>& source) {
  while (fault_.empty()) {
    if (!has_pending_ && !is_source_empty_) {
      has_pending_ = source(pending_);
      is_source_empty_ = !has_pending_;
    }
    const auto number = next_number();
    if (!number) return false;
    row_number_ = *number;
    row.cells.clear();
    if (has_pending_ && pending_.number == row_number_) {
      std::swap(row, pending_);
      has_pending_ = false;
    }
    row.number = row_number_;
    if (!fill(row)) return false;
    if (!row.cells.empty()) return true;
  }
  return false;
}

bool MergeFill::fill(SheetRow& row) {
  std::erase_if(active_, [&](const Active& active) { return active.range.last_row < row_number_; });
  // Ranges that begin in rows that are not there are empty.
  while (upcoming_ < merged_.size() && merged_[upcoming_].first_row <= row_number_) {
    const MergedRange& range = merged_[upcoming_++];
    if (range.first_row < row_number_ && range.last_row < row_number_) continue;
    const Cell* first = range.first_row == row_number_ ? find_cell(row, range.first_column) : nullptr;
    active_.push_back({range, first == nullptr ? Cell{} : *first});
  }
  // What is stored is within the limits by itself.
  cells_ += row.cells.size();
  std::size_t bytes = 0;
  for (const Cell& cell : row.cells) bytes += cell.text.size();
  text_bytes_ += bytes;
  if (active_.empty()) return true;

  std::vector<Cell> filled;
  for (const Active& active : active_) {
    const std::size_t width = active.range.last_column - active.range.first_column + 1;
    cells_ += width;
    bytes += width * active.value.text.size();
    text_bytes_ += width * active.value.text.size();
    if (cells_ > limits_.cells || bytes > limits_.row_bytes || text_bytes_ > limits_.text_bytes) {
      fault_ = "merged ranges of fewer cells or shorter text";
      return false;
    }
    for (std::size_t column = active.range.first_column; column <= active.range.last_column; ++column) {
      filled.push_back(active.value);
      filled.back().column = column;
    }
  }
  // Behind what fills: of cells in the same column the first stays.
  filled.insert(filled.end(), std::move_iterator(row.cells.begin()), std::move_iterator(row.cells.end()));
  std::stable_sort(filled.begin(), filled.end(),
                   [](const Cell& a, const Cell& b) { return a.column < b.column; });
  const auto same_column = [](const Cell& a, const Cell& b) { return a.column == b.column; };
  filled.erase(std::unique(filled.begin(), filled.end(), same_column), filled.end());
  std::erase_if(filled, [](const Cell& cell) { return cell.kind == CellKind::kEmpty; });
  row.cells = std::move(filled);
  return true;
}

}  // namespace tenon
