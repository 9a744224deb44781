#include "report/column_file.h"

#include <algorithm>
#include <bit>

#include "report/json_writer.h"

namespace tenon {
namespace {

static_assert(std::endian::native == std::endian::little, "columns are written as they lie in memory");

constexpr std::size_t kWidest = sizeof(double);

}  // namespace

void ColumnFile::add_texts(const std::string& name, std::span<const std::string> texts) {
  std::vector<std::uint32_t> ends;
  ends.reserve(texts.size());
  Column column{name, "U8", 1, {}};
  for (const std::string& text : texts) {
    column.bytes += text;
    ends.push_back(static_cast<std::uint32_t>(column.bytes.size()));
  }
  columns_.push_back(std::move(column));
  add(name + ".end", std::span<const std::uint32_t>(ends));
}

std::string ColumnFile::bytes() const {
  std::vector<const Column*> order;
  for (const Column& column : columns_) order.push_back(&column);
  std::stable_sort(order.begin(), order.end(),
                   [](const Column* a, const Column* b) { return a->width > b->width; });
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  if (!notes_.empty()) {
    json.key("__metadata__").begin_object();
    for (const auto& [key, text] : notes_) json.key(key).text(text);
    json.end_object();
  }
  std::size_t place = 0;
  for (const Column* column : order) {
    const std::size_t size = column->bytes.size();
    json.key(column->name).begin_object().key("dtype").text(column->type);
    json.key("shape").begin_array().integer(static_cast<std::int64_t>(size / column->width)).end_array();
    json.key("data_offsets").begin_array().integer(static_cast<std::int64_t>(place));
    json.integer(static_cast<std::int64_t>(place + size)).end_array().end_object();
    place += size;
  }
  json.end_object();
  std::string head = json.take();
  head.resize((head.size() + kWidest - 1) / kWidest * kWidest, ' ');
  std::string file;
  file.reserve(kWidest + head.size() + place);
  std::uint64_t length = head.size();
  for (std::size_t i = 0; i < kWidest; ++i, length >>= 8U) file.push_back(static_cast<char>(length & 0xFFU));
  file += head;
  for (const Column* column : order) file += column->bytes;
  return file;
}

}  // namespace tenon
