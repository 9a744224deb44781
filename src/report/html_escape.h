// Text from files made harmless for HTML.
#pragma once

#include <string>
#include <string_view>

namespace tenon {

// Broken UTF-8 sequences become U+FFFD; everything else stays. O(bytes).
std::string with_valid_utf8(std::string_view text);

// For element content and double- or single-quoted attribute values: & < > " ' as entities, control
// characters other than tab and line feed dropped, broken UTF-8 as U+FFFD.
std::string html_escape(std::string_view text);

// `url` if a click on it can only leave for a web page: it starts with http:// or https:// (any case) and
// holds no white space or control character; otherwise empty. Not yet escaped.
std::string web_address(std::string_view url);

}  // namespace tenon
