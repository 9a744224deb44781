#include "report/document_pdf_table.h"

#include <cairo.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "report/document_text.h"

namespace tenon {
namespace {

constexpr double kSide = 4;  // between rules and text
constexpr double kAbove = 3;

void rule(cairo_t* context, double x, double y, double width, double thickness, double grey) {
  cairo_set_source_rgb(context, grey, grey, grey);
  cairo_set_line_width(context, thickness);
  cairo_move_to(context, x, y);
  cairo_line_to(context, x + width, y);
  cairo_stroke(context);
}

// What all rows of a table share; pieces hold it by shared pointer.
struct Columns {
  std::vector<DocumentColumn> columns;
  std::vector<double> left;
  std::vector<double> width;
  double whole = 0;
  PdfTextStyle head_style;
  PdfTextStyle row_style;
  double line = 0;
  const PdfShaper* shaper = nullptr;
  const DocumentNumbering* numbering = nullptr;
  // The row drawn last: its lines are drawn one after the other.
  const std::vector<DocumentText>* shaped_row = nullptr;
  std::vector<PdfLines> shaped;
};

std::vector<PdfLines> shape_row(const Columns& columns, const std::vector<DocumentText>& row, bool head) {
  std::vector<PdfLines> cells;
  for (std::size_t k = 0; k < columns.columns.size(); ++k) {
    const PdfParagraph paragraph{columns.width[k] - 2 * kSide, columns.line, 0,
                                 columns.columns[k].align,     false,        false};
    cells.push_back(columns.shaper->shape(k < row.size() ? pdf_text(row[k], *columns.numbering) : PdfText{},
                                          head ? columns.head_style : columns.row_style, paragraph));
  }
  return cells;
}

enum class Edge { kNone, kRow, kHead, kLast };

class Rows {
 public:
  Rows(std::shared_ptr<Columns> columns, const DocumentStyle& style)
      : columns_(std::move(columns)), style_(style) {}

  // The lines of a row, appended to `pieces`.
  void add(std::vector<PdfPiece>& pieces, const std::vector<DocumentText>& row, bool head, bool first,
           Edge edge, int head_position, int element) const {
    const std::vector<PdfLines> cells = shape_row(*columns_, row, head);
    std::size_t lines = 1;
    for (const PdfLines& cell : cells) lines = std::max(lines, cell.count());
    const bool may_break = static_cast<double>(lines) * columns_->line > style_.height() / 2;
    for (std::size_t line = 0; line < lines; ++line) {
      const double above = line == 0 ? kAbove : 0;
      const bool last = line + 1 == lines;
      PdfPiece piece;
      piece.flow.height = above + columns_->line + (last ? kAbove : 0);
      piece.flow.break_before = line == 0 || may_break;
      piece.flow.head = head ? -1 : head_position;
      for (const PdfLines& cell : cells) {
        if (line < cell.count()) {
          piece.flow.notes.insert(piece.flow.notes.end(), cell.notes(line).begin(), cell.notes(line).end());
        }
      }
      piece.tag = "P";
      piece.element = element;
      const double height = piece.flow.height;
      const bool top = first && line == 0;
      piece.draw = [columns = columns_, &row, head, line, above, height, top,
                    edge = last ? edge : Edge::kNone](cairo_t* context, double x, double y) {
        if (columns->shaped_row != &row) {
          columns->shaped = shape_row(*columns, row, head);
          columns->shaped_row = &row;
        }
        for (std::size_t k = 0; k < columns->shaped.size(); ++k) {
          if (line < columns->shaped[k].count())
            columns->shaped[k].draw(context, line, x + columns->left[k] + kSide, y + above);
        }
        if (top) rule(context, x, y, columns->whole, 1.2, 0.12);
        if (edge == Edge::kRow) rule(context, x, y + height, columns->whole, 0.5, 0.82);
        if (edge == Edge::kHead) rule(context, x, y + height, columns->whole, 0.7, 0.12);
        if (edge == Edge::kLast) rule(context, x, y + height, columns->whole, 1.2, 0.12);
      };
      pieces.push_back(std::move(piece));
    }
  }

 private:
  std::shared_ptr<Columns> columns_;
  const DocumentStyle& style_;
};

}  // namespace

PdfTablePieces pdf_table(const DocumentTable& table, const DocumentNumbering& numbering,
                         const PdfShaper& shaper, const DocumentStyle& style, int head, int first_element) {
  auto columns = std::make_shared<Columns>();
  columns->columns = document_columns(table);
  columns->whole = style.width();
  columns->line = style.table_line;
  columns->shaper = &shaper;
  columns->numbering = &numbering;
  columns->head_style = {style.head_fonts, style.table, true, 0x1F1F1F};
  columns->row_style = {style.body_fonts, style.table, false, 0x1F1F1F};
  double total = 0;
  for (const DocumentColumn& column : columns->columns) total += column.width;
  double left = 0;
  for (const DocumentColumn& column : columns->columns) {
    columns->left.push_back(left);
    columns->width.push_back(style.width() * column.width / total);
    left += columns->width.back();
  }
  const Rows rows(columns, style);
  PdfTablePieces out;
  int element = first_element;
  for (std::size_t k = 0; k < table.header.size(); ++k) {
    rows.add(out.head, table.header[k], true, k == 0,
             k + 1 == table.header.size() ? Edge::kHead : Edge::kNone, -1, element++);
  }
  for (std::size_t k = 0; k < table.rows.size(); ++k) {
    rows.add(out.rows, table.rows[k], false, table.header.empty() && k == 0,
             k + 1 == table.rows.size() ? Edge::kLast : Edge::kRow, table.header.empty() ? -1 : head,
             element++);
  }
  // A head stays with the first row, and is not cut.
  for (PdfPiece& piece : out.head) piece.flow.break_before = false;
  if (!out.rows.empty() && !out.head.empty()) out.rows.front().flow.break_before = false;
  return out;
}

}  // namespace tenon
