// The target of a request line taken apart: path and query, percent-decoded. Pure.
//
// Strict, so that no two programs on the way read a path differently: what is not visible ASCII, a `%`
// without two hexadecimal digits, a fragment, bytes that do not decode to UTF-8 without control characters,
// and the segments `.` and `..` (encoded or not) are refused. A `/` that was encoded stays inside its
// segment; a `+` in the query is a space.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon {

struct RequestTarget {
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;
};

// Of origin form ("/path?query"), absolute form ("http://host/path"), or "*". Empty: decoded; otherwise what
// is wrong.
std::string decode_target(std::string_view target, RequestTarget& decoded);

}  // namespace tenon
