// What the leak sanitizer is told about the libraries that draw documents. fontconfig keeps patterns as
// offsets, which the sanitizer cannot follow; cairo 1.16 loses 768 bytes for each part of a font that it
// embeds. Neither is ours to free.
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libcairo\n";
}
