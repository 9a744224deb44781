#include "store/postgresql_array.h"

#include "base/number.h"

namespace tenon {

void PostgresqlArray::add(double number) {
  next() += format_number(number);
}

void PostgresqlArray::add(std::string_view text) {
  next() += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') text_ += '\\';
    text_ += c;
  }
  text_ += '"';
}

}  // namespace tenon
