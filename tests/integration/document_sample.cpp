// document_sample FOLDER: writes the made-up brief of document_content.h as brief_zh.html, brief_en.html and
// so on.
#include <cstdio>
#include <string>

#include "base/atomic_file.h"
#include "document_content.h"
#include "report/document_docx.h"
#include "report/document_html.h"
#include "report/document_pdf.h"

namespace tenon {
namespace {

int write(const std::string& path, const std::string& bytes) {
  auto file = AtomicFile::create(path);
  if (file && file->write(bytes) && file->commit()) return 0;
  std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return 1;
}

int run(const std::string& folder) {
  int failed = 0;
  for (const auto language : {DocumentLanguage::kChinese, DocumentLanguage::kEnglish}) {
    const Document document = sample_document(language);
    const std::string path = folder + (language == DocumentLanguage::kChinese ? "/brief_zh" : "/brief_en");
    failed += write(path + ".html", document_html(document));
    failed += write(path + ".docx", document_docx(document));
    failed += write(path + ".pdf", document_pdf(document));
  }
  return failed > 0 ? 1 : 0;
}

}  // namespace
}  // namespace tenon

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "document_sample FOLDER\n");
    return 2;
  }
  return tenon::run(arguments[1]);
}
