#include "http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/request_target.h"

namespace tenon {
namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Of uri-host and port; what is a name and what is none is for the handler.
bool is_host(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-._~:[]!$&'()*+,;=%").find(c) != std::string_view::npos;
  });
}

constexpr std::size_t kLongestMethod = 32;

}  // namespace

// Beast's parser, writing into a request.
class RequestParser::Core final : public http::basic_parser<true> {
 public:
  explicit Core(HttpRequest& request) : request_(request) {
    body_limit(boost::none);
    eager(false);
  }

  std::size_t fields = 0;
  int version = 11;
  std::size_t body_limit_bytes = 0;
  bool is_too_long = false;
  bool has_extension = false;

 private:
  using Code = boost::beast::error_code;

  void on_request_impl(http::verb, string_view method, string_view target, int http_version,
                       Code& ec) override {
    request_.method.assign(method.data(), method.size());
    request_.target.assign(target.data(), target.size());
    version = http_version;
    ec = {};
  }
  void on_response_impl(int, string_view, int, Code&) override {}
  void on_field_impl(http::field, string_view name, string_view value, Code& ec) override {
    ec = {};
    // What a trailer says must not be taken for what was checked in the head.
    if (is_header_done_) return;
    ++fields;
    request_.headers.add({name.data(), name.size()}, std::string(value.data(), value.size()));
  }
  void on_header_impl(Code& ec) override {
    is_header_done_ = true;
    ec = {};
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code& ec) override { ec = {}; }
  std::size_t on_body_impl(string_view body, Code& ec) override { return take(body, ec); }
  void on_chunk_header_impl(std::uint64_t, string_view extensions, Code& ec) override {
    ec = {};
    has_extension = has_extension || !extensions.empty();
    if (has_extension) ec = http::error::bad_chunk_extension;
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, Code& ec) override {
    return take(body, ec);
  }
  void on_finish_impl(Code& ec) override { ec = {}; }

  std::size_t take(string_view body, Code& ec) {
    ec = {};
    if (body.size() > body_limit_bytes - std::min(body_limit_bytes, request_.body.size())) {
      is_too_long = true;
      ec = http::error::body_limit;
      return 0;
    }
    request_.body.append(body.data(), body.size());
    return body.size();
  }

  HttpRequest& request_;
  bool is_header_done_ = false;
};

RequestParser::RequestParser(const RequestLimits& limits)
    : limits_(limits), core_(std::make_unique<Core>(request_)) {
  core_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes + 1));
}

RequestParser::~RequestParser() = default;

void RequestParser::restart() {
  request_ = {};
  core_ = std::make_unique<Core>(request_);
  core_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes + 1));
  stage_ = RequestStage::kHead;
  fault_ = {};
  scanned_ = 0;
  has_line_ = false;
  expects_continue_ = false;
  minor_version_ = 1;
}

void RequestParser::fail(int status, std::string detail) {
  stage_ = RequestStage::kFailed;
  fault_ = {.status = status, .detail = std::move(detail)};
}

std::size_t RequestParser::feed(std::string_view bytes) {
  if (stage_ == RequestStage::kHead) return feed_head(bytes);
  if (stage_ == RequestStage::kBody) return feed_body(bytes);
  return 0;
}

std::size_t RequestParser::feed_head(std::string_view bytes) {
  // Empty lines before a request line: RFC 9112, 2.2.
  if (scanned_ == 0 && bytes.starts_with("\r\n")) {
    std::size_t skipped = 0;
    while (bytes.substr(skipped).starts_with("\r\n")) skipped += 2;
    if (skipped > 16) fail(400, "there are empty lines before the request line");
    return skipped;
  }
  // One look at each byte; a CR waits for what follows it.
  std::size_t end = 0;
  for (; scanned_ < bytes.size() && end == 0; ++scanned_) {
    const auto c = static_cast<unsigned char>(bytes[scanned_]);
    if (c == '\r') {
      if (scanned_ + 1 == bytes.size()) break;
      if (bytes[scanned_ + 1] != '\n') return fail(400, "a carriage return without a line feed"), 0;
    } else if (c == '\n') {
      if (scanned_ == 0 || bytes[scanned_ - 1] != '\r')
        return fail(400, "a line feed without a carriage return"), 0;
      has_line_ = true;
      if (scanned_ >= 3 && bytes.substr(scanned_ - 3, 4) == "\r\n\r\n") end = scanned_ + 1;
    } else if ((c < 0x20 && c != '\t') || c == 0x7F || (c == '\t' && !has_line_)) {
      return fail(400, "a control character in the head of the request"), 0;
    } else if ((c == ' ' || c == '\t') && scanned_ > 0 && bytes[scanned_ - 1] == '\n') {
      return fail(400, "a folded header line"), 0;
    } else if (!has_line_ && scanned_ > limits_.target_bytes + kLongestMethod) {
      return fail(414, "the target of the request is longer than " + std::to_string(limits_.target_bytes) +
                           " bytes"),
             0;
    }
    if (scanned_ >= limits_.header_bytes)
      return fail(431, "the head of the request is longer than " + std::to_string(limits_.header_bytes) +
                           " bytes"),
             0;
  }
  if (end == 0) return 0;

  std::size_t taken = 0;
  while (!core_->is_header_done()) {
    boost::beast::error_code ec;
    taken += core_->put(boost::asio::buffer(bytes.data() + taken, end - taken), ec);
    if (ec == http::error::bad_version) return fail(505, "the version must be HTTP/1.1 or HTTP/1.0"), taken;
    if (ec == http::error::header_limit) return fail(431, "the head of the request is too long"), taken;
    if (ec) return fail(400, "the head of the request: " + ec.message()), taken;
  }
  check_head();
  if (stage_ == RequestStage::kHead)
    stage_ = core_->is_done() ? RequestStage::kComplete : RequestStage::kBody;
  return taken;
}

void RequestParser::check_head() {
  if (core_->version != 10 && core_->version != 11)
    return fail(505, "the version must be HTTP/1.1 or HTTP/1.0");
  minor_version_ = core_->version - 10;
  if (core_->fields > limits_.fields)
    return fail(431, "there are more than " + std::to_string(limits_.fields) + " header fields");
  if (request_.method.size() > kLongestMethod) return fail(400, "the method is too long");
  if (request_.target.size() > limits_.target_bytes)
    return fail(
        414, "the target of the request is longer than " + std::to_string(limits_.target_bytes) + " bytes");

  std::size_t hosts = 0;
  std::size_t lengths = 0;
  std::size_t codings = 0;
  for (const auto& [name, value] : request_.headers.all()) {
    if (name == "host") {
      ++hosts;
      if (!is_host(value)) return fail(400, "the Host header has characters of no host");
    } else if (name == "content-length") {
      ++lengths;
      const auto digit = [](char c) { return c >= '0' && c <= '9'; };
      if (value.empty() || value.size() > 18 || !std::all_of(value.begin(), value.end(), digit))
        return fail(400, "Content-Length must be a number");
    } else if (name == "transfer-encoding") {
      ++codings;
      if (!equals_ignoring_case(value, "chunked"))
        return fail(400, "the only Transfer-Encoding understood is chunked");
    } else if (name == "expect") {
      if (!equals_ignoring_case(value, "100-continue"))
        return fail(417, "the only expectation understood is 100-continue");
      expects_continue_ = minor_version_ == 1;
    }
  }
  if (hosts > 1 || (hosts == 0 && minor_version_ == 1)) return fail(400, "there must be one Host header");
  if (lengths > 1) return fail(400, "there is more than one Content-Length");
  if (codings > 0 && (codings > 1 || lengths > 0 || minor_version_ == 0))
    return fail(400, "Transfer-Encoding must stand alone, without Content-Length, in HTTP/1.1");

  RequestTarget target;
  if (request_.target == "*" && request_.method != "OPTIONS") return fail(400, "the target * is for OPTIONS");
  if (std::string wrong = decode_target(request_.target, target); !wrong.empty())
    return fail(400, std::move(wrong));
  request_.segments = std::move(target.segments);
  request_.query = std::move(target.query);
}

std::size_t RequestParser::feed_body(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !core_->is_done()) {
    boost::beast::error_code ec;
    const std::size_t step = core_->put(boost::asio::buffer(bytes.data() + taken, bytes.size() - taken), ec);
    taken += step;
    if (core_->is_too_long) return fail(413, "the body of the request is too long"), taken;
    if (ec == http::error::need_more || (!ec && step == 0 && !core_->is_done())) {
      if (bytes.size() - taken > limits_.header_bytes)
        fail(400, "a line between the chunks of the body is too long");
      return taken;
    }
    if (core_->has_extension) return fail(400, "chunk extensions are not understood"), taken;
    if (ec) return fail(400, "the body of the request: " + ec.message()), taken;
  }
  if (core_->is_done()) stage_ = RequestStage::kComplete;
  return taken;
}

void RequestParser::limit_body(std::size_t bytes) {
  core_->body_limit_bytes = bytes;
  if (stage_ != RequestStage::kBody) return;
  const auto length = core_->content_length();
  if (length && *length > bytes)
    fail(413, "the body of the request has " + std::to_string(*length) + " bytes; the most here is " +
                  std::to_string(bytes));
}

bool RequestParser::keep_alive() const {
  return core_->keep_alive();
}

}  // namespace tenon
