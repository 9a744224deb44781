#include "http/response_head.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace tenon {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

using Field = std::pair<std::string_view, std::string_view>;

// As they stand in an answer that says nothing of them itself.
constexpr std::array kDefaults{
    Field{"cache-control", "no-store"},
    Field{
        "content-security-policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
    Field{"cross-origin-embedder-policy", "require-corp"},
    Field{"cross-origin-opener-policy", "same-origin"},
    Field{"cross-origin-resource-policy", "same-origin"},
    Field{"permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    Field{"referrer-policy", "no-referrer"},
    Field{"x-content-type-options", "nosniff"},
    Field{"x-frame-options", "DENY"},
};

constexpr std::array kServersOwn{
    std::string_view("connection"),  std::string_view("content-length"),    std::string_view("date"),
    std::string_view("keep-alive"),  std::string_view("transfer-encoding"), std::string_view("upgrade"),
    std::string_view("x-request-id")};

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
  });
}

bool is_field_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

}  // namespace

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

std::optional<std::string> write_response_head(const HttpResponse& response, const ResponseHeadFrame& frame) {
  if (response.status < 200 || response.status > 599) return std::nullopt;
  std::string head;
  head.reserve(1024);
  head += "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += reason(response.status);
  head += "\r\n";
  append_field(head, "date", frame.date);
  append_field(head, "x-request-id", frame.request_id);
  if (!frame.keep_alive) {
    append_field(head, "connection", "close");
  } else if (frame.minor_version == 0) {
    append_field(head, "connection", "keep-alive");
  }
  if (frame.length && !has_no_body(response.status))
    append_field(head, "content-length", std::to_string(*frame.length));
  if (!response.content_type.empty()) {
    if (!is_field_value(response.content_type)) return std::nullopt;
    append_field(head, "content-type", response.content_type);
  }
  for (const auto& [name, value] : response.headers.all()) {
    if (!is_token(name) || !is_field_value(value)) return std::nullopt;
    if (std::find(kServersOwn.begin(), kServersOwn.end(), name) != kServersOwn.end()) continue;
    append_field(head, name, value);
  }
  for (const auto& [name, value] : kDefaults) {
    if (response.headers.find(name) == nullptr) append_field(head, name, value);
  }
  if (frame.strict_transport && response.headers.find("strict-transport-security") == nullptr)
    append_field(head, "strict-transport-security",
                 "max-age=" + std::to_string(frame.strict_transport->count()));
  head += "\r\n";
  return head;
}

std::string http_date(std::chrono::system_clock::time_point time) {
  // Not strftime: its names follow the locale.
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                kDays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace tenon
