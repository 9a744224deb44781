// The page: files that are compiled in, and one document for every place in it.
//
// A page keeps its own places (/chains/ICIC), so what is no file and no path of the API is answered with its
// document. Files with a digest in their name may be kept for a year, the document is asked for again each
// time. Immutable: any number of threads.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "http/message.h"

namespace tenon {

struct PageFile {
  std::string_view path;  // "assets/index-3f2a.js"
  std::string_view content_type;
  std::string_view gzip;    // its content
  std::string_view digest;  // of the content
};

class PageServer {
 public:
  // With a file index.html, else there is no page.
  explicit PageServer(std::span<const PageFile> files) : files_(files) {}

  // nullopt: not of the page.
  [[nodiscard]] std::optional<HttpResponse> answer(const HttpRequest& request) const;

  [[nodiscard]] bool has_page() const { return find("index.html") != nullptr; }

 private:
  [[nodiscard]] const PageFile* find(std::string_view path) const;

  std::span<const PageFile> files_;
};

}  // namespace tenon
