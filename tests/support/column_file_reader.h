// Reads back what report/column_file.h writes, by the description of the format alone.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

class ColumnFileReader {
 public:
  explicit ColumnFileReader(std::string_view file) : file_(file) {
    std::uint64_t length = 0;
    std::memcpy(&length, file.data(), sizeof length);
    data_ = sizeof length + length;
    head_ = boost::json::parse(file.substr(sizeof length, length)).as_object();
  }

  [[nodiscard]] std::string note(std::string_view key) const {
    return std::string(head_.at("__metadata__").at(key).as_string());
  }

  // Throws where the column has another type or a place that is not whole.
  template <class T>
  [[nodiscard]] std::vector<T> numbers(std::string_view name, std::string_view type) const {
    const boost::json::value& column = head_.at(name);
    const auto from = column.at("data_offsets").at(0).to_number<std::size_t>();
    const auto to = column.at("data_offsets").at(1).to_number<std::size_t>();
    const auto count = column.at("shape").at(0).to_number<std::size_t>();
    if (column.at("dtype").as_string() != type || to - from != count * sizeof(T) ||
        (data_ + from) % sizeof(T) != 0 || data_ + to > file_.size()) {
      throw std::runtime_error("column " + std::string(name));
    }
    std::vector<T> values(count);
    if (count > 0) std::memcpy(values.data(), file_.data() + data_ + from, to - from);
    return values;
  }

  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
    const auto bytes = numbers<char>(name, "U8");
    std::vector<std::string> texts;
    std::size_t begin = 0;
    for (const std::uint32_t end : numbers<std::uint32_t>(name + ".end", "U32")) {
      texts.emplace_back(bytes.data() + begin, end - begin);
      begin = end;
    }
    return texts;
  }

  // Of the bytes after the head, those that columns hold.
  [[nodiscard]] bool is_filled() const {
    std::size_t held = data_;
    for (const auto& column : head_) {
      if (column.key() == "__metadata__") continue;
      const auto& places = column.value().at("data_offsets");
      held += places.at(1).to_number<std::size_t>() - places.at(0).to_number<std::size_t>();
    }
    return held == file_.size();
  }

 private:
  std::string_view file_;
  std::size_t data_ = 0;  // where columns begin
  boost::json::object head_;
};

}  // namespace tenon
