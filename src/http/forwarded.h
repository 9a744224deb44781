// Who asks, when the request comes through proxies. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace tenon {

// IPv4 and IPv6 addresses and blocks of them.
class AddressSet {
 public:
  // "10.0.0.0/8", "::1", "fd00::/8". kInvalidArgument names the one that is none.
  static Result<AddressSet> parse(std::span<const std::string> blocks);
  [[nodiscard]] bool contains(std::string_view address) const;

 private:
  struct Block {
    std::array<std::uint8_t, 16> bits{};  // IPv4 as ::ffff:a.b.c.d
    unsigned length = 128;
  };
  std::vector<Block> blocks_;
};

// An address in its usual form, IPv4 for ::ffff:a.b.c.d, without port and brackets ("[::1]:80"); nullopt:
// none.
std::optional<std::string> plain_address(std::string_view text);

struct Origin {
  std::string address;
  bool is_secure = false;
};

// `peer`: the other end of the connection. Only if it is trusted its X-Forwarded-For is read, from the right,
// up to the first address that is not trusted, or to what is no address; and the last word of its
// X-Forwarded-Proto.
Origin origin_of(std::string_view peer, bool is_tls, const HttpHeaders& headers, const AddressSet& trusted);

}  // namespace tenon
