// Arrays as PostgreSQL writes them, {1,NULL,3} and {"a","b"}: many rows as few parameters of one statement,
// which is how they get into a table fast.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace tenon {

class PostgresqlArray {
 public:
  // Numbers in full precision; texts are UTF-8 without U+0000.
  void add_null() { next() += "NULL"; }
  void add(long long number) { next() += std::to_string(number); }
  void add(double number);
  void add(std::string_view text);

  // Ends the array; it may not be added to any more.
  std::string take() { return (text_ += '}'), std::move(text_); }

 private:
  std::string& next() {
    if (text_.size() > 1) text_ += ',';
    return text_;
  }

  std::string text_ = "{";
};

}  // namespace tenon
