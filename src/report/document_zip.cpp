#include "report/document_zip.h"

#include <zlib.h>

#include <cstdint>

namespace tenon {
namespace {

constexpr std::uint64_t kLimit = 0xFFFFFFFFU;

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int k = 0; k < bytes; ++k) out += static_cast<char>((value >> (8 * static_cast<unsigned>(k))) & 0xFFU);
}

// Raw deflate; empty where it is not shorter.
std::string deflated(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) return "";
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int answer = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return answer == Z_STREAM_END && out.size() < bytes.size() ? out : "";
}

// What local header and directory share, from "version needed" to the length of the name.
std::string header_of(const ZipPart& part, const std::string& packed, std::uint64_t stored) {
  constexpr std::uint64_t kFirstDay = 0x21;  // 1980-01-01
  const uLong sum =
      crc32(0, reinterpret_cast<const Bytef*>(part.bytes.data()), static_cast<uInt>(part.bytes.size()));
  std::string out;
  put(out, 20, 2);
  put(out, 0x800, 2);  // names are UTF-8
  put(out, packed.empty() ? 0 : 8, 2);
  put(out, 0, 2);
  put(out, kFirstDay, 2);
  put(out, sum, 4);
  put(out, stored, 4);
  put(out, part.bytes.size(), 4);
  put(out, part.name.size(), 2);
  put(out, 0, 2);
  return out;
}

}  // namespace

std::string zip_parts(const std::vector<ZipPart>& parts) {
  std::string out;
  std::string directory;
  if (parts.size() >= 0xFFFF) return "";
  for (const ZipPart& part : parts) {
    if (part.bytes.size() >= kLimit || part.name.size() >= 0xFFFF) return "";
    const std::string packed = deflated(part.bytes);
    const std::string& body = packed.empty() ? part.bytes : packed;
    const std::string header = header_of(part, packed, body.size());
    const std::size_t offset = out.size();
    put(out, 0x04034B50, 4);
    out.append(header).append(part.name).append(body);
    if (out.size() >= kLimit) return "";
    put(directory, 0x02014B50, 4);
    put(directory, 20, 2);
    directory += header;
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // attributes
    put(directory, 0, 4);
    put(directory, offset, 4);
    directory += part.name;
  }
  const std::size_t begin = out.size();
  out += directory;
  put(out, 0x06054B50, 4);
  put(out, 0, 4);
  put(out, parts.size(), 2);
  put(out, parts.size(), 2);
  put(out, directory.size(), 4);
  put(out, begin, 4);
  put(out, 0, 2);
  return out.size() < kLimit ? out : "";
}

}  // namespace tenon
