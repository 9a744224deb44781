// Requests and answers of HTTP as handlers see them: read whole, within the limits of the server, and plain.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon {

// In the order of the message. Names are lower case.
class HttpHeaders {
 public:
  void add(std::string_view name, std::string value);  // lowers the name
  void set(std::string_view name, std::string value);  // instead of all of this name
  // The first of the name, which is given in lower case; nullptr: none.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct HttpRequest {
  std::string method;                 // as sent: "GET"
  std::string target;                 // as sent, for logs
  std::vector<std::string> segments;  // of the path, percent-decoded: "/api/v1/a%2Fb" is {"api", "v1", "a/b"}
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  HttpHeaders headers;
  std::string body;
  std::string address;     // of the peer, without its port; behind a trusted proxy, of the proxy's peer
  bool is_secure = false;  // TLS here, or at a trusted proxy
  std::string id;          // unique; in the log and in the answer as X-Request-Id

  // The first of the name; nullptr: none.
  [[nodiscard]] const std::string* parameter(std::string_view name) const;
  // Of the Cookie header.
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

// Its content may be shared by many answers. The server adds length, date, request id and security headers.
struct HttpResponse {
  int status = 200;
  std::string content_type;  // empty: no content
  HttpHeaders headers;
  std::shared_ptr<const std::string> body;  // nullptr: empty
  std::string route;  // for metrics: the template of the path, "/api/v1/datasets/{name}"; few different ones
  std::string account;  // for the access log: who asked, empty if not known
};

HttpResponse make_response(int status, std::string content_type, std::string body);

}  // namespace tenon
