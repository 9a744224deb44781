// Requests of HTTP: whatever the bytes and the pieces in which they come, the parser takes them the same way,
// and what it lets through is what handlers are promised.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "http/access_log.h"
#include "http/etag.h"
#include "http/forwarded.h"
#include "http/request_parser.h"
#include "require.h"

namespace {

constexpr tenon::RequestLimits kLimits{.header_bytes = 1024, .target_bytes = 256, .fields = 16};
constexpr std::size_t kBody = 512;

struct Seen {
  std::vector<tenon::HttpRequest> requests;
  int status = 0;         // of the fault that ended it; 0: it waits for more
  std::size_t taken = 0;  // unless it ended with a fault
};

// As a connection does it, `piece` bytes at a time.
Seen read_all(std::string_view bytes, std::size_t piece) {
  Seen seen;
  tenon::RequestParser parser(kLimits);
  std::size_t end = 0;
  while (true) {
    const tenon::RequestStage before = parser.stage();
    const std::size_t taken = parser.feed(bytes.substr(seen.taken, end - seen.taken));
    TENON_REQUIRE(taken <= end - seen.taken);
    seen.taken += taken;
    if (before == tenon::RequestStage::kHead && parser.stage() != tenon::RequestStage::kHead &&
        parser.stage() != tenon::RequestStage::kFailed)
      parser.limit_body(kBody);
    if (parser.stage() == tenon::RequestStage::kFailed) {
      seen.status = parser.fault().status;
      TENON_REQUIRE(seen.status >= 400 && seen.status <= 505);
      TENON_REQUIRE(!parser.fault().detail.empty());
      return seen;
    }
    if (parser.stage() == tenon::RequestStage::kComplete) {
      seen.requests.push_back(parser.request());
      parser.restart();
      continue;
    }
    if (taken > 0) continue;
    if (end == bytes.size()) return seen;
    end = std::min(bytes.size(), end + piece);
  }
}

bool is_plain(std::string_view text) {
  return tenon::is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7F;
         });
}

void check(const tenon::HttpRequest& request) {
  TENON_REQUIRE(!request.method.empty() && is_plain(request.method));
  TENON_REQUIRE(request.target.size() <= kLimits.target_bytes && is_plain(request.target));
  for (const std::string& segment : request.segments)
    TENON_REQUIRE(is_plain(segment) && segment != "." && segment != "..");
  for (const auto& [name, value] : request.query) TENON_REQUIRE(is_plain(name) && is_plain(value));
  TENON_REQUIRE(request.body.size() <= kBody);
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  for (const auto& [name, value] : request.headers.all()) {
    TENON_REQUIRE(!name.empty() && is_plain(name));
    TENON_REQUIRE(std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
    TENON_REQUIRE(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    hosts += name == "host" ? 1U : 0U;
    lengths += name == "content-length" || name == "transfer-encoding" ? 1U : 0U;
    if (const auto tags = tenon::parse_entity_tags(value)) TENON_REQUIRE(tags->is_any || !tags->tags.empty());
  }
  TENON_REQUIRE(hosts <= 1 && lengths <= 1);
  TENON_REQUIRE(lengths == 1 || request.body.empty());

  static const tenon::AddressSet kTrusted =
      tenon::AddressSet::parse(std::vector<std::string>{"10.0.0.0/8"}).value();
  TENON_REQUIRE(tenon::plain_address(tenon::origin_of("10.0.0.1", false, request.headers, kTrusted).address));
  const std::string* agent = request.headers.find("user-agent");
  TENON_REQUIRE(is_plain(tenon::access_line({.time = {},
                                             .request_id = "id",
                                             .address = "::1",
                                             .account = {},
                                             .method = request.method,
                                             .target = request.target,
                                             .route = {},
                                             .user_agent = agent != nullptr ? *agent : std::string_view()})));
  (void)request.cookie("session");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Seen whole = read_all(bytes, std::max<std::size_t>(size, 1));
  for (const tenon::HttpRequest& request : whole.requests) check(request);
  const Seen pieces = read_all(bytes, 1 + size % 7);
  TENON_REQUIRE(whole.requests.size() == pieces.requests.size());
  for (std::size_t i = 0; i < whole.requests.size(); ++i) {
    TENON_REQUIRE(whole.requests[i].target == pieces.requests[i].target);
    TENON_REQUIRE(whole.requests[i].body == pieces.requests[i].body);
    TENON_REQUIRE(whole.requests[i].headers.all() == pieces.requests[i].headers.all());
  }
  TENON_REQUIRE(whole.status == pieces.status);
  if (whole.status == 0) TENON_REQUIRE(whole.taken == pieces.taken);
  return 0;
}
