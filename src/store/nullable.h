// Values that may be NULL, to SOCI and from it, without its headers: who includes them says what it calls
// "there" and "not there".
//
//   using NullableNumber = Nullable<long long, soci::i_ok, soci::i_null>;
//   NullableNumber until(row.until_us);
//   session << "…", soci::use(until.value, until.indicator);
//   row.until_us = optional_at<long long, soci::i_null>(soci_row, 7);
#pragma once

#include <cstddef>
#include <optional>

namespace tenon {

// Must outlive the statement that uses it.
template <class Value, auto kThere, auto kNull>
struct Nullable {
  template <class T>
  explicit Nullable(const std::optional<T>& one)
      : value(one ? static_cast<Value>(*one) : Value{}), indicator(one ? kThere : kNull) {}
  Value value;
  decltype(kThere) indicator;
};

template <class Value, auto kNull, class Row>
std::optional<Value> optional_at(const Row& row, std::size_t column) {
  if (row.get_indicator(column) == kNull) return std::nullopt;
  return row.template get<Value>(column);
}

}  // namespace tenon
