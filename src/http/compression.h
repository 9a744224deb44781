// Content that is sent shorter: gzip (RFC 1952), and what the client says it takes (RFC 9110,
// section 12.5.3). Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace tenon {

// Whether Accept-Encoding of the request takes gzip. Without the header: no.
bool accepts_gzip(const HttpRequest& request);

// Level 1 (fastest) to 9. Answers of an API shrink to a tenth at level 1, at about 100 MB/s.
std::string gzip(std::string_view bytes, int level);

// nullopt: not one whole gzip stream, or more than `most` bytes.
std::optional<std::string> gunzip(std::string_view bytes, std::size_t most);

}  // namespace tenon
