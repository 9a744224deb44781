#include "api/page_server.h"

#include <algorithm>
#include <array>
#include <string>

#include "api/conditional_answer.h"
#include "http/compression.h"

namespace tenon {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;  // of one file

// Styles come from scripts of the page itself, one by one; pictures are also drawn by them.
constexpr const char* kPolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' "
    "blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

bool is_of_the_server(const HttpRequest& request) {
  static constexpr std::array<std::string_view, 4> kNames = {"api", "healthz", "readyz", "metrics"};
  return !request.segments.empty() &&
         std::find(kNames.begin(), kNames.end(), request.segments.front()) != kNames.end();
}

std::string path_of(const HttpRequest& request) {
  std::string path;
  for (const std::string& segment : request.segments) {
    if (segment.empty()) continue;
    path += (path.empty() ? "" : "/") + segment;
  }
  return path;
}

}  // namespace

const PageFile* PageServer::find(std::string_view path) const {
  const auto found =
      std::find_if(files_.begin(), files_.end(), [&](const PageFile& file) { return file.path == path; });
  return found == files_.end() ? nullptr : &*found;
}

std::optional<HttpResponse> PageServer::answer(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (is_of_the_server(request) || !has_page()) return std::nullopt;
  const std::string path = path_of(request);
  const PageFile* file = find(path);
  if (file == nullptr) {
    // What looks like a file that is not there (of an older page, say) must not get the document instead.
    if (path.rfind("assets/", 0) == 0) return std::nullopt;
    file = find("index.html");
  }
  HttpResponse response;
  response.content_type = std::string(file->content_type);
  response.route = "page";
  response.headers.set("etag", "\"" + std::string(file->digest) + "\"");
  response.headers.set("vary", "accept-encoding");
  response.headers.set("content-security-policy", kPolicy);
  const bool is_named_by_digest = file->path.rfind("assets/", 0) == 0;
  response.headers.set("cache-control",
                       is_named_by_digest ? "public, max-age=31536000, immutable" : "no-cache");
  if (client_has_it(request, response)) return unless_client_has_it(request, std::move(response));
  if (accepts_gzip(request)) {
    response.headers.set("content-encoding", "gzip");
    response.body = std::make_shared<const std::string>(file->gzip);
  } else {
    auto plain = gunzip(file->gzip, kMostBytes);
    if (!plain) return std::nullopt;
    response.body = std::make_shared<const std::string>(std::move(*plain));
  }
  return response;
}

}  // namespace tenon
