#include "http/forwarded.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "base/number.h"

namespace tenon {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::optional<std::array<std::uint8_t, 16>> parse_bits(std::string_view text) {
  const std::string copy(text);
  // inet_pton would stop at a NUL.
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  std::array<std::uint8_t, 16> bits{};
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), bits.begin());
  if (inet_pton(AF_INET, copy.c_str(), bits.data() + kMappedPrefix.size()) == 1) return bits;
  if (inet_pton(AF_INET6, copy.c_str(), bits.data()) == 1) return bits;
  return std::nullopt;
}

bool is_mapped(const std::array<std::uint8_t, 16>& bits) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bits.begin());
}

std::string_view without_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Members of all headers of the name, in order.
std::vector<std::string_view> list_of(const HttpHeaders& headers, std::string_view name) {
  std::vector<std::string_view> members;
  for (const auto& [header, value] : headers.all()) {
    if (header != name) continue;
    std::string_view rest = value;
    while (true) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      members.push_back(without_spaces(rest.substr(0, comma)));
      if (comma == rest.size()) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return members;
}

}  // namespace

Result<AddressSet> AddressSet::parse(std::span<const std::string> blocks) {
  AddressSet set;
  for (const std::string& text : blocks) {
    const std::size_t slash = text.find('/');
    const auto bits = parse_bits(std::string_view(text).substr(0, slash));
    const Error error{ErrorCode::kInvalidArgument,
                      "'" + text + "' is no address and no block of addresses such as 10.0.0.0/8"};
    if (!bits) return error;
    const unsigned width = is_mapped(*bits) && text.find(':') == std::string::npos ? 32 : 128;
    unsigned length = width;
    if (slash != std::string::npos) {
      const auto number = parse_integer(std::string_view(text).substr(slash + 1));
      if (!number || *number < 0 || *number > static_cast<std::int64_t>(width)) return error;
      length = static_cast<unsigned>(*number);
    }
    set.blocks_.push_back({.bits = *bits, .length = 128 - width + length});
  }
  return set;
}

bool AddressSet::contains(std::string_view address) const {
  if (blocks_.empty()) return false;
  const auto bits = parse_bits(address);
  if (!bits) return false;
  return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
    const std::size_t bytes = block.length / 8;
    if (std::memcmp(block.bits.data(), bits->data(), bytes) != 0) return false;
    const unsigned rest = block.length % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF00U >> rest);
    return ((block.bits[bytes] ^ (*bits)[bytes]) & mask) == 0;
  });
}

std::optional<std::string> plain_address(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    text = text.substr(1, end - 1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  const auto bits = parse_bits(text);
  if (!bits) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> plain{};
  const bool mapped = is_mapped(*bits);
  inet_ntop(mapped ? AF_INET : AF_INET6, bits->data() + (mapped ? kMappedPrefix.size() : 0), plain.data(),
            plain.size());
  return std::string(plain.data());
}

Origin origin_of(std::string_view peer, bool is_tls, const HttpHeaders& headers, const AddressSet& trusted) {
  Origin origin{.address = std::string(peer), .is_secure = is_tls};
  if (!trusted.contains(peer)) return origin;
  const auto hops = list_of(headers, "x-forwarded-for");
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    auto address = plain_address(*hop);
    if (!address) break;
    origin.address = std::move(*address);
    if (!trusted.contains(origin.address)) break;
  }
  if (const auto protocols = list_of(headers, "x-forwarded-proto"); !protocols.empty())
    origin.is_secure = protocols.back() == "https";
  return origin;
}

}  // namespace tenon
