#include "report/document_style.h"

namespace tenon {
namespace {

constexpr double mm(double value) {
  return value * kPointsOfMm;
}

DocumentStyle chinese_style() {
  DocumentStyle style{};
  style.top = mm(37);
  style.left = mm(28);
  style.right = mm(26);
  style.bottom = mm(35);
  style.body = 15.75;
  style.body_line = 28;
  style.title = 22;
  style.title_line = 34;
  style.table = 10.5;
  style.table_line = 16;
  style.small = 9;
  style.small_line = 13;
  style.heading[0] = style.heading[1] = style.heading[2] = style.body;
  style.indent = 2 * style.body;
  style.gap = 10;
  style.page_number = 14;
  style.page_number_distance = mm(7) + 10;
  style.body_fonts = "FangSong,FangSong_GB2312,STFangsong,Noto Serif CJK SC,serif";
  style.head_fonts = "SimHei,STHeiti,Noto Sans CJK SC,sans-serif";
  style.second_fonts = "KaiTi,KaiTi_GB2312,STKaiti,Noto Serif CJK SC,serif";
  style.title_fonts = "FZXiaoBiaoSong-B05S,STZhongsong,Noto Serif CJK SC,serif";
  style.plain_fonts = "Noto Sans CJK SC,SimHei,sans-serif";
  return style;
}

DocumentStyle english_style() {
  DocumentStyle style{};
  style.top = style.left = style.right = style.bottom = mm(25);
  style.body = 11;
  style.body_line = 16;
  style.title = 21;
  style.title_line = 27;
  style.table = 9;
  style.table_line = 12.5;
  style.small = 8;
  style.small_line = 10.5;
  style.heading[0] = 14;
  style.heading[1] = 12;
  style.heading[2] = 11;
  style.indent = 0;
  style.gap = 10;
  style.page_number = 9;
  style.page_number_distance = mm(11);
  style.body_fonts = style.head_fonts = style.second_fonts = style.title_fonts = style.plain_fonts =
      "Noto Sans CJK SC,Noto Sans,sans-serif";
  return style;
}

}  // namespace

const DocumentStyle& document_style(DocumentLanguage language) {
  static const DocumentStyle kChinese = chinese_style();
  static const DocumentStyle kEnglish = english_style();
  return language == DocumentLanguage::kChinese ? kChinese : kEnglish;
}

}  // namespace tenon
