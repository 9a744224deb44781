#include "report/document_pdf_text.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "report/chart_cairo.h"
#include "report/document_text.h"
#include "report/html_escape.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr double kUnits = PANGO_SCALE;

int units(double points) {
  return static_cast<int>(std::lround(points * kUnits));
}

// The shape of a level where the text has an object replacement character; its level is the data of the
// attribute.
void draw_shape(cairo_t* context, PangoAttrShape* attribute, gboolean path_only, void* /*data*/) {
  if (path_only != 0) return;
  double x = 0;
  double y = 0;
  cairo_get_current_point(context, &x, &y);
  const auto level = static_cast<Level>(GPOINTER_TO_INT(attribute->data));
  const double size = -attribute->ink_rect.y / kUnits;
  cairo_save(context);
  for (const ChartPath& path : level_shape(level, x + size * 0.12, y - size, size))
    draw_chart_path(context, path);
  cairo_restore(context);
}

class Attributes {
 public:
  Attributes() : list_(pango_attr_list_new()) {}
  ~Attributes() { pango_attr_list_unref(list_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  void add(PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list_, attribute);
  }
  [[nodiscard]] PangoAttrList* get() const { return list_; }

 private:
  PangoAttrList* list_;
};

// Pango shapes the rest of an item again for every line that it cuts from it: quadratic for a word of many
// lines. An attribute that changes nothing, on every second stretch of such words, keeps items short. Only
// for ASCII: text of East Asia breaks anywhere.
void keep_items_short(const std::string& text, Attributes& attributes) {
  constexpr std::size_t kLongWord = 400;
  constexpr std::size_t kStretch = 120;
  std::size_t word = 0;
  for (std::size_t k = 0; k <= text.size(); ++k) {
    if (k < text.size() && text[k] != ' ' && static_cast<unsigned char>(text[k]) < 0x80) continue;
    for (std::size_t begin = word + kStretch; begin < k && k - word >= kLongWord; begin += 2 * kStretch) {
      attributes.add(pango_attr_letter_spacing_new(0), begin, std::min(begin + kStretch, k));
    }
    word = k + 1;
  }
}

bool is_wide(gunichar c) {
  return (c >= 0x2E80 && c <= 0xFFDC && !(c >= 0xD800 && c <= 0xF8FF)) || (c >= 0x20000 && c <= 0x3FFFF) ||
         c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026;
}

// Spreads `extra` over the gaps of a line: after spaces, and around East Asian characters. Lines with text
// that runs from right to left stay ragged, and so do those whose gaps would gape.
void justify(PangoLayoutLine* line, const char* text, int extra, double size) {
  struct Gap {
    PangoGlyphInfo* glyph;
  };
  std::vector<Gap> gaps;
  PangoGlyphInfo* before = nullptr;
  gunichar last = 0;
  for (GSList* run = line->runs; run != nullptr; run = run->next) {
    auto* item = static_cast<PangoGlyphItem*>(run->data);
    if (item->item->analysis.level % 2 != 0) return;
    for (int k = 0; k < item->glyphs->num_glyphs; ++k) {
      PangoGlyphInfo* glyph = &item->glyphs->glyphs[k];
      const bool begins = k == 0 || item->glyphs->log_clusters[k] != item->glyphs->log_clusters[k - 1];
      if (begins) {
        const gunichar c = g_utf8_get_char(text + item->item->offset + item->glyphs->log_clusters[k]);
        if (before != nullptr &&
            (last == ' ' || (is_wide(last) && c != ' ' && c != 0x2060) || (is_wide(c) && last != 0x2060))) {
          gaps.push_back({before});
        }
        last = c;
      }
      before = glyph;
    }
  }
  if (gaps.empty() || extra / static_cast<double>(gaps.size()) > size * kUnits * 0.6) return;
  const int count = static_cast<int>(gaps.size());
  for (int k = 0; k < count; ++k) {
    // The whole is spread to the last unit.
    const auto share = [&](int part) {
      return static_cast<int>(static_cast<long long>(extra) * part / count);
    };
    gaps[static_cast<std::size_t>(k)].glyph->geometry.width += share(k + 1) - share(k);
  }
}

int logical_width(PangoLayoutLine* line) {
  PangoRectangle logical;
  pango_layout_line_get_extents(line, nullptr, &logical);
  return logical.width;
}

void set_colour(cairo_t* context, std::int32_t colour) {
  const auto value = static_cast<std::uint32_t>(colour);
  cairo_set_source_rgb(context, (value >> 16U & 0xFFU) / 255.0, (value >> 8U & 0xFFU) / 255.0,
                       (value & 0xFFU) / 255.0);
}

}  // namespace

PdfText pdf_text(const DocumentText& text, const DocumentNumbering& numbering) {
  PdfText out;
  for (const DocumentRun& run : text) {
    PdfRun next;
    if (run.kind == DocumentRunKind::kNote) {
      const int number = numbering.of_note(run.note);
      if (number > 0) out.push_back(pdf_note(number));
      continue;
    }
    next.kind = run.kind == DocumentRunKind::kBadge    ? PdfRunKind::kBadge
                : run.kind == DocumentRunKind::kStrong ? PdfRunKind::kStrong
                                                       : PdfRunKind::kPlain;
    next.text = clean_text(run.text);
    next.level = run.level;
    out.push_back(std::move(next));
  }
  return out;
}

PdfText pdf_text(std::string text) {
  return {{PdfRunKind::kPlain, std::move(text), 0, Level::kNone, "", 1}};
}

PdfRun pdf_note(int number) {
  return {PdfRunKind::kNote, "", number, Level::kNone, "", 1};
}

std::string pdf_address(const std::string& url) {
  std::string out;
  for (const char c : web_address(clean_text(url))) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x7E || std::string_view("()<>\\'\"[]{}`^|").find(c) != std::string_view::npos) {
      char text[8];
      std::snprintf(text, sizeof text, "%%%02X", static_cast<unsigned>(byte));
      out += text;
    } else {
      out += c;
    }
  }
  return out;
}

PdfShaper::PdfShaper(cairo_t* context, DocumentLanguage language)
    : context_(pango_cairo_create_context(context), [](PangoContext* object) { g_object_unref(object); }),
      language_(language) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  // Advances as the font has them: 28 characters fill a line to a point.
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_cairo_context_set_resolution(context_.get(), 72);
  pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
  pango_context_set_language(
      context_.get(), pango_language_from_string(language == DocumentLanguage::kChinese ? "zh-cn" : "en"));
  pango_cairo_context_set_shape_renderer(context_.get(), draw_shape, nullptr, nullptr);
}

PdfLines PdfShaper::shape(const PdfText& text, const PdfTextStyle& style,
                          const PdfParagraph& paragraph) const {
  PdfLines lines;
  lines.paragraph_ = paragraph;
  lines.size_ = style.size;
  lines.colour_ = style.colour;
  std::string all;
  Attributes attributes;
  std::vector<std::pair<std::size_t, int>> notes;
  constexpr const char* kJoiner = "\xE2\x81\xA0";
  for (const PdfRun& run : text) {
    const std::size_t begin = all.size();
    switch (run.kind) {
      case PdfRunKind::kPlain:
        all += run.text;
        if (run.scale != 1)
          attributes.add(pango_attr_size_new_absolute(units(style.size * run.scale)), begin, all.size());
        break;
      case PdfRunKind::kStrong:
        all += run.text;
        attributes.add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin, all.size());
        break;
      case PdfRunKind::kNote: {
        // Never at the beginning of a line.
        all += kJoiner;
        const std::size_t number = all.size();
        all += "[" + std::to_string(run.note) + "]";
        attributes.add(pango_attr_size_new_absolute(units(style.size * 0.62 * run.scale)), number,
                       all.size());
        attributes.add(pango_attr_rise_new(units(style.size * 0.36)), number, all.size());
        attributes.add(pango_attr_weight_new(PANGO_WEIGHT_NORMAL), number, all.size());
        attributes.add(pango_attr_foreground_new(0x1D1D, 0x5F5F, 0xBFBF), number, all.size());
        notes.emplace_back(number, run.note);
        lines.links_.push_back({number, all.size(), "dest='note-" + std::to_string(run.note) + "'"});
        break;
      }
      case PdfRunKind::kBadge: {
        const double side = style.size * 0.8;
        if (!level_shape(run.level, 0, 0, side).empty()) {
          all += "\xEF\xBF\xBC";
          PangoRectangle box{0, -units(side), units(side * 1.32), units(side)};
          attributes.add(pango_attr_shape_new_with_data(
                             &box, &box, GINT_TO_POINTER(static_cast<int>(run.level)), nullptr, nullptr),
                         begin, all.size());
          all += kJoiner;
        } else {
          all += std::string(glyph_of(run.level)) + kJoiner;
        }
        // The word stays in one piece.
        std::string word = badge_word(run.level, language_);
        for (std::size_t k = 0; k < word.size();) {
          const auto next = static_cast<std::size_t>(g_utf8_next_char(word.c_str() + k) - word.c_str());
          if (k > 0) all += kJoiner;
          all += word[k] == ' ' ? "\xC2\xA0" : word.substr(k, next - k);
          k = next;
        }
        attributes.add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin, all.size());
        break;
      }
      case PdfRunKind::kLink:
        all += run.text;
        if (!run.address.empty()) {
          attributes.add(pango_attr_foreground_new(0x1D1D, 0x5F5F, 0xBFBF), begin, all.size());
          lines.links_.push_back({begin, all.size(), "uri='" + run.address + "'"});
        }
        break;
    }
  }
  // A hyphen in a code or an address would be read as part of it.
  attributes.add(pango_attr_insert_hyphens_new(FALSE), 0, all.size());
  // Fonts of East Asia: pairs of punctuation close up in Chinese, quotes and dashes are narrow in English.
  const char* features = language_ == DocumentLanguage::kChinese ? "chws=1" : "pwid=1";
  attributes.add(pango_attr_font_features_new(features), 0, all.size());

  keep_items_short(all, attributes);

  PangoLayout* layout = pango_layout_new(context_.get());
  lines.layout_ = std::shared_ptr<PangoLayout>(layout, [](PangoLayout* object) { g_object_unref(object); });
  PangoFontDescription* font = pango_font_description_from_string(style.fonts);
  pango_font_description_set_absolute_size(font, style.size * kUnits);
  if (style.strong) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_attributes(layout, attributes.get());
  pango_layout_set_text(layout, all.data(), static_cast<int>(all.size()));
  pango_layout_set_width(layout, units(std::max(paragraph.width, style.size)));
  pango_layout_set_indent(layout, units(paragraph.first_indent));
  const int count = pango_layout_get_line_count(layout);
  if (paragraph.balanced && count > 1) {
    int low = units(style.size);
    int high = units(paragraph.width);
    while (high - low > kUnits) {
      const int middle = low + (high - low) / 2;
      pango_layout_set_width(layout, middle);
      (pango_layout_get_line_count(layout) > count ? low : high) = middle;
    }
    pango_layout_set_width(layout, high);
  }

  lines.notes_.resize(static_cast<std::size_t>(pango_layout_get_line_count(layout)));
  std::size_t next = 0;
  GSList* at = pango_layout_get_lines(layout);
  for (std::size_t k = 0; k < lines.notes_.size() && at != nullptr; ++k, at = at->next) {
    auto* line = static_cast<PangoLayoutLine*>(at->data);
    const auto end = static_cast<std::size_t>(line->start_index) + static_cast<std::size_t>(line->length);
    for (; next < notes.size() && notes[next].first < end; ++next)
      lines.notes_[k].push_back(notes[next].second);
    if (paragraph.justified && k + 1 < lines.notes_.size()) {
      const double indent =
          k == 0 ? std::max(paragraph.first_indent, 0.0) : std::max(-paragraph.first_indent, 0.0);
      const int extra = units(paragraph.width - indent) - logical_width(line);
      if (extra > 0) justify(line, pango_layout_get_text(layout), extra, style.size);
    }
  }
  return lines;
}

void PdfLines::draw(cairo_t* context, std::size_t line, double x, double y) const {
  PangoLayoutLine* shaped = pango_layout_get_line(layout_.get(), static_cast<int>(line));
  if (shaped == nullptr) return;
  const double indent =
      line == 0 ? std::max(paragraph_.first_indent, 0.0) : std::max(-paragraph_.first_indent, 0.0);
  const double free = paragraph_.width - indent - logical_width(shaped) / kUnits;
  double left = x + indent;
  if (paragraph_.align == DocumentAlign::kRight) left += free;
  if (paragraph_.align == DocumentAlign::kCentre) left += free / 2;
  // The middle of an East Asian character stands 0.38 em above the base line.
  const double base = y + paragraph_.line / 2 + 0.38 * size_;
  set_colour(context, colour_);
  cairo_move_to(context, left, base);
  pango_cairo_show_layout_line(context, shaped);
  const auto begin = static_cast<std::size_t>(shaped->start_index);
  const auto end = begin + static_cast<std::size_t>(shaped->length);
  for (const Link& link : links_) {
    if (link.end <= begin || link.begin >= end) continue;
    int from = 0;
    int to = 0;
    pango_layout_line_index_to_x(shaped, static_cast<int>(std::max(link.begin, begin)), FALSE, &from);
    pango_layout_line_index_to_x(shaped, static_cast<int>(std::min(link.end, end)), FALSE, &to);
    char rectangle[120];
    std::snprintf(rectangle, sizeof rectangle, " rect=[%.2f %.2f %.2f %.2f]",
                  left + std::min(from, to) / kUnits, base - size_,
                  std::max(std::abs(to - from) / kUnits, 0.1), size_ * 1.2);
    cairo_tag_begin(context, CAIRO_TAG_LINK, (link.attributes + rectangle).c_str());
    cairo_tag_end(context, CAIRO_TAG_LINK);
  }
}

void PdfLines::draw_all(cairo_t* context, double x, double y) const {
  for (std::size_t line = 0; line < count(); ++line)
    draw(context, line, x, y + static_cast<double>(line) * paragraph_.line);
}

double PdfLines::widest() const {
  int width = 0;
  for (GSList* at = pango_layout_get_lines(layout_.get()); at != nullptr; at = at->next) {
    width = std::max(width, logical_width(static_cast<PangoLayoutLine*>(at->data)));
  }
  return width / kUnits;
}

}  // namespace tenon
