#include "report/chain_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// The chain's products numbered 0 .. n-1 in dataset order, with their links.
struct Members {
  std::vector<ProductId> product;
  std::vector<Segment> segment;
  std::vector<std::vector<std::size_t>> to;        // what each goes into
  std::vector<std::vector<std::size_t>> touching;  // both directions
  std::vector<std::size_t> inputs;

  [[nodiscard]] std::size_t size() const { return product.size(); }
};

Members members_of(const Dataset& dataset, ChainId chain) {
  Members members;
  std::vector<std::size_t> number(dataset.products.size(), kNone);
  for (std::size_t i = 0; i < dataset.products.size(); ++i) {
    if (dataset.products[i].chain != chain) continue;
    number[i] = members.size();
    members.product.emplace_back(i);
    members.segment.push_back(dataset.products[i].segment);
  }
  members.to.resize(members.size());
  members.touching.resize(members.size());
  for (std::size_t i = 0; i < dataset.inputs.size(); ++i) {
    const std::size_t from = number[dataset.inputs[i].input.index()];
    const std::size_t to = number[dataset.inputs[i].product.index()];
    if (from == kNone || to == kNone || from == to) continue;
    members.inputs.push_back(i);
    members.to[from].push_back(to);
    members.touching[from].push_back(to);
    members.touching[to].push_back(from);
  }
  return members;
}

// For the products of one segment: the column counted from the segment's right end, at most `height` to a
// column. A product is placed once everything of the segment that it goes into is placed; those on cycles
// come last.
std::size_t layer_segment(const Members& members, Segment segment, std::size_t height,
                          std::vector<std::size_t>& column_from_right) {
  const auto inside = [&](std::size_t i) { return members.segment[i] == segment; };
  std::vector<std::size_t> waiting(members.size(), 0);
  std::vector<bool> placed(members.size(), false);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!inside(i)) continue;
    for (const std::size_t to : members.to[i]) waiting[i] += inside(to) ? 1 : 0;
  }
  std::vector<std::size_t> used;
  for (;;) {
    std::size_t next = kNone;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!inside(i) || placed[i]) continue;
      if (next == kNone || waiting[i] < waiting[next]) next = i;
    }
    if (next == kNone) return used.size();
    std::size_t column = 0;
    for (const std::size_t to : members.to[next]) {
      if (inside(to) && placed[to]) column = std::max(column, column_from_right[to] + 1);
    }
    while (column < used.size() && used[column] >= height) ++column;
    used.resize(std::max(used.size(), column + 1), 0);
    ++used[column];
    column_from_right[next] = column;
    placed[next] = true;
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (const std::size_t to : members.to[i]) {
        if (to == next && inside(i) && waiting[i] > 0) --waiting[i];
      }
    }
  }
}

constexpr std::array kSegments = {Segment::kUpstream, Segment::kMidstream, Segment::kDownstream};

std::size_t layer_all(const Members& members, std::size_t height, std::vector<std::size_t>& column,
                      std::array<std::size_t, kSegmentCount>& columns) {
  std::size_t total = 0;
  for (std::size_t s = 0; s < kSegments.size(); ++s) {
    columns[s] = layer_segment(members, kSegments[s], height, column);
    // As few columns, but none taller than it has to be.
    for (std::size_t lower = height; columns[s] > 0 && lower > 1; --lower) {
      std::vector<std::size_t> tried = column;
      if (layer_segment(members, kSegments[s], lower - 1, tried) > columns[s]) break;
      column = std::move(tried);
    }
    total += columns[s];
  }
  return total;
}

// The order of boxes within columns, with what it takes to judge it.
class Ordering {
 public:
  Ordering(const Members& members, const std::vector<std::size_t>& column, std::size_t columns)
      : members_(members), column_(column), boxes_(columns), height_(members.size(), 0) {
    for (std::size_t i = 0; i < members.size(); ++i) boxes_[column[i]].push_back(i);
    for (std::size_t c = 0; c < columns; ++c) place(c);
  }

  void improve() {
    constexpr int kSweeps = 12;
    auto best = boxes_;
    double best_length = length();
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (std::size_t step = 0; step < boxes_.size(); ++step) {
        sort_by_barycentre(sweep % 2 == 0 ? step : boxes_.size() - 1 - step);
      }
      swap_neighbours();
      const double now = length();
      if (now < best_length - 1e-9) {
        best_length = now;
        best = boxes_;
      }
    }
    boxes_ = std::move(best);
  }

  [[nodiscard]] const std::vector<std::vector<std::size_t>>& boxes() const { return boxes_; }

 private:
  void place(std::size_t column) {
    const auto& boxes = boxes_[column];
    for (std::size_t r = 0; r < boxes.size(); ++r) {
      height_[boxes[r]] = static_cast<double>(r) - static_cast<double>(boxes.size() - 1) / 2;
    }
  }

  [[nodiscard]] double length_at(std::size_t box) const {
    double sum = 0;
    for (const std::size_t other : members_.touching[box]) sum += std::fabs(height_[box] - height_[other]);
    return sum;
  }

  [[nodiscard]] double length() const {
    double sum = 0;
    for (std::size_t i = 0; i < members_.size(); ++i) sum += length_at(i);
    return sum / 2;
  }

  void sort_by_barycentre(std::size_t column) {
    std::vector<double> centre(members_.size(), 0);
    for (const std::size_t box : boxes_[column]) {
      double sum = 0;
      std::size_t count = 0;
      for (const std::size_t other : members_.touching[box]) {
        if (column_[other] == column) continue;
        sum += height_[other];
        ++count;
      }
      centre[box] = count > 0 ? sum / static_cast<double>(count) : height_[box];
    }
    std::stable_sort(boxes_[column].begin(), boxes_[column].end(),
                     [&](std::size_t a, std::size_t b) { return centre[a] < centre[b]; });
    place(column);
  }

  void swap_neighbours() {
    constexpr int kRounds = 20;
    for (int round = 0; round < kRounds; ++round) {
      bool changed = false;
      for (auto& boxes : boxes_) {
        for (std::size_t r = 0; r + 1 < boxes.size(); ++r) {
          const std::size_t upper = boxes[r];
          const std::size_t lower = boxes[r + 1];
          const double before = length_at(upper) + length_at(lower);
          std::swap(height_[upper], height_[lower]);
          if (length_at(upper) + length_at(lower) < before - 1e-9) {
            std::swap(boxes[r], boxes[r + 1]);
            changed = true;
          } else {
            std::swap(height_[upper], height_[lower]);
          }
        }
      }
      if (!changed) return;
    }
  }

  const Members& members_;
  const std::vector<std::size_t>& column_;
  std::vector<std::vector<std::size_t>> boxes_;  // of each column, top first
  std::vector<double> height_;                   // rows from the middle of the column
};

}  // namespace

ChainLayout layout_chain(const Dataset& dataset, ChainId chain, const ChainLayoutOptions& options) {
  const Members members = members_of(dataset, chain);
  ChainLayout layout;
  layout.chain = chain;
  layout.inputs = members.inputs;
  std::vector<std::size_t> column(members.size(), 0);
  std::array<std::size_t, kSegmentCount> columns{};
  std::size_t fewest = kNone;
  for (std::size_t height = std::max<std::size_t>(1, options.min_height); height <= options.max_height;
       ++height) {
    std::vector<std::size_t> tried(members.size(), 0);
    std::array<std::size_t, kSegmentCount> tried_columns{};
    const std::size_t total = layer_all(members, height, tried, tried_columns);
    if (total >= fewest) continue;
    fewest = total;
    column = std::move(tried);
    columns = tried_columns;
    if (total <= options.max_columns) break;
  }
  std::array<std::size_t, kSegmentCount> first{};
  for (std::size_t s = 0; s < kSegmentCount; ++s) {
    first[s] = layout.columns.size();
    layout.columns.resize(layout.columns.size() + columns[s], {kSegments[s], 0});
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto s = static_cast<std::size_t>(members.segment[i]);
    column[i] = first[s] + columns[s] - 1 - column[i];
  }
  Ordering ordering(members, column, layout.columns.size());
  ordering.improve();
  layout.boxes.resize(members.size());
  for (std::size_t c = 0; c < layout.columns.size(); ++c) {
    const auto& boxes = ordering.boxes()[c];
    layout.columns[c].box_count = boxes.size();
    layout.height = std::max(layout.height, boxes.size());
    for (std::size_t r = 0; r < boxes.size(); ++r) layout.boxes[boxes[r]] = {members.product[boxes[r]], c, r};
  }
  return layout;
}

double vertical_length(const Dataset& dataset, const ChainLayout& layout) {
  std::vector<double> height(dataset.products.size(), 0);
  for (const ChainBox& box : layout.boxes) {
    height[box.product.index()] =
        static_cast<double>(box.row) - (static_cast<double>(layout.columns[box.column].box_count) - 1) / 2;
  }
  double sum = 0;
  for (const std::size_t i : layout.inputs) {
    sum += std::fabs(height[dataset.inputs[i].input.index()] - height[dataset.inputs[i].product.index()]);
  }
  return sum;
}

}  // namespace tenon
