#include "report/document_pages.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace tenon {
namespace {

constexpr double kSlack = 1e-6;  // rounding of sums

class Filler {
 public:
  Filler(const std::vector<FlowLine>& lines, const FlowSheet& sheet)
      : lines_(lines), sheet_(sheet), first_page_(sheet.notes.size() + 1, kNowhere) {}

  std::vector<FlowPage> take() && {
    while (next_ < lines_.size() || !carried_.empty() || pages_.empty()) page();
    return std::move(pages_);
  }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  struct Part {
    int note;
    int first_line;
  };

  // What lines and notes of the page take so far.
  struct Use {
    double body = 0;
    double notes = 0;
    bool earlier = false;
  };

  [[nodiscard]] const FlowNote* note(int number) const {
    if (number < 1 || static_cast<std::size_t>(number) > sheet_.notes.size()) return nullptr;
    return &sheet_.notes[static_cast<std::size_t>(number) - 1];
  }
  [[nodiscard]] double foot(const Use& use) const {
    const double height = use.notes + (use.earlier ? sheet_.earlier_height : 0);
    return height > 0 ? height + sheet_.notes_gap : 0;
  }
  [[nodiscard]] bool fits(const Use& use) const { return use.body + foot(use) <= sheet_.height + kSlack; }

  // The line as the next of this page. Notes are marked in `first_page_`, so that each counts once.
  void add(std::size_t line, bool at_top, Use& use, std::vector<int>& begun, std::vector<int>& earlier) {
    use.body += (at_top ? 0 : lines_[line].before) + lines_[line].height;
    for (const int number : lines_[line].notes) {
      const FlowNote* known = note(number);
      if (known == nullptr) continue;
      std::size_t& first = first_page_[static_cast<std::size_t>(number)];
      if (first == kNowhere) {
        first = pages_.size();
        use.notes += known->lines * known->line_height;
        begun.push_back(number);
      } else if (first < pages_.size() &&
                 std::find(earlier.begin(), earlier.end(), number) == earlier.end()) {
        use.earlier = true;
        earlier.push_back(number);
      }
    }
  }

  void page() {
    FlowPage page;
    Use use;
    place_carried(page, use);
    if (carried_.empty() && next_ < lines_.size()) fill(page, use);
    finish(page);
    pages_.push_back(std::move(page));
  }

  // What is left of earlier notes comes first; as much as the page holds, at least one line.
  void place_carried(FlowPage& page, Use& use) {
    while (!carried_.empty()) {
      Part& part = carried_.front();
      const FlowNote& whole = *note(part.note);
      const int left = whole.lines - part.first_line;
      const double room = sheet_.height - sheet_.notes_gap - use.notes;
      int lines =
          std::min(left, static_cast<int>(std::floor(room / std::max(whole.line_height, 1e-3) + kSlack)));
      if (page.notes.empty()) lines = std::max(lines, 1);
      if (lines <= 0) return;
      page.notes.push_back({part.note, part.first_line, lines, 0});
      use.notes += lines * whole.line_height;
      if (lines < left) {
        part.first_line += lines;
        return;
      }
      carried_.pop_front();
    }
  }

  void fill(FlowPage& page, Use use) {
    const std::size_t first = next_;
    const int head = lines_[first].head;
    if (head >= 0 && static_cast<std::size_t>(head) < sheet_.heads.size() &&
        sheet_.heads[static_cast<std::size_t>(head)] <= sheet_.height / 2) {
      page.head = head;
      use.body += sheet_.heads[static_cast<std::size_t>(head)];
    }
    const Use empty = use;
    std::vector<int> begun;
    std::vector<int> earlier;
    std::size_t end = first;
    std::size_t permitted = first;
    std::size_t begun_at_permitted = 0;
    std::size_t earlier_at_permitted = 0;
    for (; end < lines_.size(); ++end) {
      if (end > first && lines_[end].force_break) {
        permitted = end;
        begun_at_permitted = begun.size();
        earlier_at_permitted = earlier.size();
        break;
      }
      const std::size_t begun_before = begun.size();
      const std::size_t earlier_before = earlier.size();
      if (end > first && lines_[end].break_before) {
        permitted = end;
        begun_at_permitted = begun_before;
        earlier_at_permitted = earlier_before;
      }
      add(end, end == first, use, begun, earlier);
      if (fits(use)) continue;
      // Nothing may be cut before this line: it is cut all the same, unless it is the first.
      if (permitted == first && end > first) {
        permitted = end;
        begun_at_permitted = begun_before;
        earlier_at_permitted = earlier_before;
      }
      break;
    }
    if (end == lines_.size()) {
      permitted = end;
      begun_at_permitted = begun.size();
      earlier_at_permitted = earlier.size();
    }
    for (std::size_t k = begun_at_permitted; k < begun.size() && permitted > first; ++k) {
      first_page_[static_cast<std::size_t>(begun[k])] = kNowhere;
    }
    if (permitted > first) {
      begun.resize(begun_at_permitted);
      earlier.resize(earlier_at_permitted);
      place(page, first, permitted, empty, begun, earlier);
      return;
    }
    // The first line does not fit. Below carried notes it waits for the next page; else it stands alone.
    if (!page.notes.empty()) {
      for (const int number : begun) first_page_[static_cast<std::size_t>(number)] = kNowhere;
      page.head = -1;
      return;
    }
    place(page, first, first + 1, empty, begun, earlier);
  }

  void place(FlowPage& page, std::size_t first, std::size_t end, const Use& empty,
             const std::vector<int>& begun, const std::vector<int>& earlier) {
    double y = empty.body;
    for (std::size_t line = first; line < end; ++line) {
      if (line > first) y += lines_[line].before;
      page.lines.push_back({line, y});
      y += lines_[line].height;
    }
    page.earlier = earlier;
    double room =
        sheet_.height - y - sheet_.notes_gap - empty.notes - (earlier.empty() ? 0 : sheet_.earlier_height);
    bool full = false;
    for (const int number : begun) {
      const FlowNote& whole = *note(number);
      const int fit = static_cast<int>(std::floor(room / std::max(whole.line_height, 1e-3) + kSlack));
      const int lines = full ? 0 : std::clamp(fit, 0, whole.lines);
      if (lines > 0) page.notes.push_back({number, 0, lines, 0});
      room -= lines * whole.line_height;
      if (lines < whole.lines) {
        full = true;
        carried_.push_back({number, lines});
      }
    }
    next_ = end;
  }

  // Notes stand at the foot: those of earlier pages named last.
  void finish(FlowPage& page) const {
    double height = page.earlier.empty() ? 0 : sheet_.earlier_height;
    for (const PlacedNote& placed : page.notes) height += placed.lines * note(placed.note)->line_height;
    double y = sheet_.height - height;
    page.rule_y = y - sheet_.notes_gap;
    for (PlacedNote& placed : page.notes) {
      placed.y = y;
      y += placed.lines * note(placed.note)->line_height;
    }
    page.earlier_y = y;
  }

  const std::vector<FlowLine>& lines_;
  const FlowSheet& sheet_;
  std::vector<std::size_t> first_page_;  // of each note number
  std::vector<FlowPage> pages_;
  std::deque<Part> carried_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<FlowPage> fill_pages(const std::vector<FlowLine>& lines, const FlowSheet& sheet) {
  return Filler(lines, sheet).take();
}

}  // namespace tenon
