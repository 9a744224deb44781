#include "report/chart_cairo.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "report/document_style.h"
#include "report/document_text.h"

namespace tenon {
namespace {

struct Destroy {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};

void set_colour(cairo_t* context, std::int32_t colour) {
  const auto part = [colour](unsigned shift) {
    return static_cast<double>((static_cast<std::uint32_t>(colour) >> shift) & 0xFFU) / 255;
  };
  cairo_set_source_rgb(context, part(16), part(8), part(0));
}

void draw_label(cairo_t* context, PangoLayout* layout, const ChartLabel& label, const char* fonts) {
  const std::unique_ptr<PangoFontDescription, Destroy> font(pango_font_description_from_string(fonts));
  pango_font_description_set_absolute_size(font.get(), label.size * PANGO_SCALE);
  if (label.strong) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font.get());
  const std::string text = clean_text(label.text);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  int width = 0;
  pango_layout_get_size(layout, &width, nullptr);
  const double wide = static_cast<double>(width) / PANGO_SCALE;
  const double shift = label.anchor == ChartAnchor::kStart    ? 0
                       : label.anchor == ChartAnchor::kMiddle ? wide / 2
                                                              : wide;
  set_colour(context, label.colour);
  cairo_move_to(context, label.x - shift,
                label.y - static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE);
  pango_cairo_show_layout(context, layout);
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void draw_chart_path(cairo_t* context, const ChartPath& path) {
  if (path.points.empty()) return;
  cairo_new_path(context);
  for (const ChartPosition& point : path.points) cairo_line_to(context, point.x, point.y);
  if (path.closed) cairo_close_path(context);
  if (path.closed && path.fill != kNoColour) {
    set_colour(context, path.fill);
    cairo_fill_preserve(context);
  }
  if (path.stroke != kNoColour) {
    set_colour(context, path.stroke);
    cairo_set_line_width(context, path.width);
    const double dashes[] = {path.dash, path.gap};
    cairo_set_dash(context, dashes, path.dash > 0 ? 2 : 0, 0);
    cairo_stroke_preserve(context);
    cairo_set_dash(context, nullptr, 0, 0);
  }
  cairo_new_path(context);
}

void draw_chart(cairo_t* context, const ChartPicture& picture, DocumentLanguage language) {
  const std::unique_ptr<PangoLayout, Destroy> layout(pango_cairo_create_layout(context));
  PangoContext* pango = pango_layout_get_context(layout.get());
  // Letters keep their shape and width at every size: no fitting to dots.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(pango, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(pango, FALSE);
  pango_cairo_context_set_resolution(pango, 72);
  pango_context_set_language(
      pango, pango_language_from_string(language == DocumentLanguage::kChinese ? "zh-cn" : "en"));
  pango_layout_context_changed(layout.get());
  cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
  for (const ChartCommand& command : picture.commands) {
    if (const auto* path = std::get_if<ChartPath>(&command)) {
      draw_chart_path(context, *path);
    } else {
      draw_label(context, layout.get(), std::get<ChartLabel>(command), document_style(language).plain_fonts);
    }
  }
}

std::string chart_png(const ChartPicture& picture, double dots_per_inch, DocumentLanguage language,
                      bool on_white) {
  const double scale = dots_per_inch / 72;
  // A picture is at most as tall as its categories; the bounds only keep bad arguments from asking for all
  // memory.
  const int width = static_cast<int>(std::clamp(std::ceil(picture.width * scale), 1.0, 8000.0));
  const int height = static_cast<int>(std::clamp(std::ceil(picture.height * scale), 1.0, 16000.0));
  const std::unique_ptr<cairo_surface_t, Destroy> surface(
      cairo_image_surface_create(on_white ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, width, height));
  const std::unique_ptr<cairo_t, Destroy> context(cairo_create(surface.get()));
  if (on_white) {
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
  }
  cairo_scale(context.get(), scale, scale);
  draw_chart(context.get(), picture, language);
  std::string bytes;
  if (cairo_surface_write_to_png_stream(surface.get(), append, &bytes) != CAIRO_STATUS_SUCCESS) bytes.clear();
  return bytes;
}

}  // namespace tenon
