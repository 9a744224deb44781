#include "api/conditional_answer.h"

#include "http/compression.h"
#include "http/etag.h"
#include "service/digest.h"
#include "service/encoding.h"

namespace tenon {
namespace {

// Less than a packet is sent as it is.
constexpr std::size_t kLeastShortened = 1400;

// Of the content, so that equal answers have equal tags.
std::string content_tag(const std::string& body) {
  const Digest256 digest = sha256(body);
  return "\"b" + to_base64url(bytes_of(digest).substr(0, 12)) + "\"";
}

}  // namespace

void tag_answer(HttpResponse& response) {
  if (response.status != 200) return;
  if (response.headers.find("etag") == nullptr && response.body) {
    response.headers.set("etag", content_tag(*response.body));
  }
  if (response.headers.find("cache-control") == nullptr)
    response.headers.set("cache-control", "private, no-cache");
  response.headers.set("vary", "Cookie, Authorization, Accept-Language, Accept-Encoding");
}

bool client_has_it(const HttpRequest& request, const HttpResponse& response) {
  const std::string* condition = request.headers.find("if-none-match");
  const std::string* tag = response.headers.find("etag");
  if (condition == nullptr || tag == nullptr) return false;
  const auto wanted = parse_entity_tags(*condition);
  const auto current = parse_entity_tags(*tag);
  return wanted && current && current->tags.size() == 1 &&
         !passes_if_none_match(*wanted, current->tags.front());
}

void shorten(const HttpRequest& request, HttpResponse& response) {
  const std::string& type = response.content_type;
  const bool is_text = type.rfind("application/json", 0) == 0 || type.rfind("text/", 0) == 0 ||
                       type.rfind("application/yaml", 0) == 0;
  if (is_text) shorten_any(request, response);
}

void shorten_any(const HttpRequest& request, HttpResponse& response) {
  if (response.status != 200 || !response.body || response.body->size() < kLeastShortened) return;
  if (response.headers.find("content-encoding") != nullptr || !accepts_gzip(request)) return;
  response.headers.set("content-encoding", "gzip");
  response.body = std::make_shared<const std::string>(gzip(*response.body, 1));
}

HttpResponse unless_client_has_it(const HttpRequest& request, HttpResponse response) {
  if (response.status != 200 || !client_has_it(request, response)) return response;
  HttpResponse answer;
  answer.status = 304;
  answer.headers = response.headers;
  answer.route = response.route;
  answer.account = response.account;
  return answer;
}

}  // namespace tenon
