#include "http/compression.h"

#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <new>

namespace tenon {
namespace {

constexpr int kGzip = 15 + 16;  // the largest window, in a gzip wrapper

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
  });
}

// Of "gzip;q=0.5": whether the quality is not zero.
bool is_wanted(std::string_view parameters) {
  const std::size_t at = parameters.find("q=");
  if (at == std::string_view::npos) return true;
  const std::string_view value = trimmed(parameters.substr(at + 2));
  return value.find_first_of("123456789") != std::string_view::npos;
}

}  // namespace

bool accepts_gzip(const HttpRequest& request) {
  const std::string* header = request.headers.find("accept-encoding");
  if (header == nullptr) return false;
  bool any = false;
  std::string_view rest = *header;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string_view name = trimmed(item.substr(0, semicolon));
    const bool wanted = semicolon == std::string_view::npos || is_wanted(item.substr(semicolon + 1));
    if (is_name(name, "gzip") || is_name(name, "x-gzip")) return wanted;
    if (name == "*") any = wanted;
  }
  return any;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  // zlib takes and gives at most 4 GiB at a time.
  constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
  std::size_t given = 0;
  std::size_t made = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    const std::size_t more = std::min(kMost, bytes.size() - given);
    const std::size_t room = std::min(kMost, out.size() - made);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + given));
    stream.avail_in = static_cast<uInt>(more);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + made);
    stream.avail_out = static_cast<uInt>(room);
    state = deflate(&stream, given + more == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    given += more - stream.avail_in;
    made += room - stream.avail_out;
  }
  deflateEnd(&stream);
  out.resize(made);
  return out;
}

std::optional<std::string> gunzip(std::string_view bytes, std::size_t most) {
  z_stream stream{};
  if (bytes.size() > std::numeric_limits<uInt>::max() || inflateInit2(&stream, kGzip) != Z_OK)
    return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int state = Z_OK;
  while (state == Z_OK && out.size() <= most) {
    char piece[16 * 1024];
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, sizeof piece - stream.avail_out);
  }
  const bool is_whole = state == Z_STREAM_END && stream.avail_in == 0 && out.size() <= most;
  inflateEnd(&stream);
  if (!is_whole) return std::nullopt;
  return out;
}

}  // namespace tenon
