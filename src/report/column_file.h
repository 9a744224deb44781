// Columns of numbers and texts in one piece of bytes: a page looks at them in place, without parsing, and
// other programs read them as what they are, a safetensors file (numpy: safetensors.numpy.load).
//
// Eight bytes hold the length of a JSON object, little-endian; it gives the type, length and place of each
// column, and notes under "__metadata__". Then come the columns, the widest numbers first, so that each
// begins at a multiple of the size of its numbers. A column of texts NAME is two: NAME, all texts one after
// the other in UTF-8 (U8), and NAME.end, where each ends (U32).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tenon {

class ColumnFile {
 public:
  // A text that is no column.
  void note(std::string key, std::string text) { notes_.emplace_back(std::move(key), std::move(text)); }

  // Names must differ.
  void add(std::string name, std::span<const double> values) { add(std::move(name), "F64", values); }
  void add(std::string name, std::span<const std::int32_t> values) { add(std::move(name), "I32", values); }
  void add(std::string name, std::span<const std::uint32_t> values) { add(std::move(name), "U32", values); }
  void add(std::string name, std::span<const std::uint8_t> values) { add(std::move(name), "U8", values); }
  // Less than 4 GiB in all.
  void add_texts(const std::string& name, std::span<const std::string> texts);

  // The file.
  [[nodiscard]] std::string bytes() const;

 private:
  struct Column {
    std::string name;
    const char* type = "";
    std::size_t width = 0;  // bytes a number
    std::string bytes;
  };

  template <class T>
  void add(std::string name, const char* type, std::span<const T> values) {
    columns_.push_back({std::move(name), type, sizeof(T),
                        std::string(reinterpret_cast<const char*>(values.data()), values.size_bytes())});
  }

  std::vector<std::pair<std::string, std::string>> notes_;
  std::vector<Column> columns_;
};

}  // namespace tenon
