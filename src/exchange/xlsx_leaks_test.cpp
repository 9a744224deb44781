// What the leak sanitizer is told about libxlsxwriter: it keeps the formula of each list that a column may
// choose from, some twenty bytes a column of a workbook. Not ours to free.
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
  return "leak:libxlsxwriter\n";
}
