// What the leak sanitizer is told about libraries, for every test program. None of it is ours to free:
// fontconfig keeps patterns as offsets, which the sanitizer cannot follow; cairo 1.16 loses 768 bytes for
// each part of a font that it embeds; libxlsxwriter copies the formula of a list that a column may choose
// from twice and frees it once, some twenty bytes a column of a workbook; CoinUtils loses what the presolve
// of a free column allotted when it finds none that it can take out.
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libcairo\nleak:libxlsxwriter\nleak:libCoinUtils\n";
}
