// What the fields of a case hold.
//
// A field holds a list of values, all of its type: none where it is not filled, one in most, several where
// the type lets it. Money is whole fen. Days and moments are told apart: a deadline is a day, a booking has
// hours. All functions are pure and thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/day.h"

namespace tenon::process {

using UtcSeconds = std::int64_t;  // since 1970-01-01 00:00 UTC

// Days of the calendar, of deadlines and waiting times alike, are those of China Standard Time, which has no
// summer time.
constexpr UtcSeconds kCalendarOffsetSeconds = 28'800;
constexpr UtcSeconds kSecondsPerDay = 86'400;

struct Money {
  std::int64_t fen = 0;
  friend constexpr auto operator<=>(Money, Money) = default;
};

struct Moment {
  UtcSeconds utc_seconds = 0;
  friend constexpr auto operator<=>(Moment, Moment) = default;
};

// A file that the store keeps; the kernel knows it by its digest.
struct FileReference {
  std::string name;
  std::uint64_t size_bytes = 0;
  std::string digest;  // lower-case hexadecimal
  friend auto operator<=>(const FileReference&, const FileReference&) = default;
};

enum class FieldType {
  kText,
  kNumber,
  kMoney,
  kDay,
  kMoment,
  kFlag,
  kChoice,        // the id of an option
  kRegion,        // a code
  kOrganisation,  // an id
  kPerson,        // an id
  kCase,          // the id of another case
  kFile,
};

// kText, kChoice, kRegion, kOrganisation, kPerson, kCase: std::string.
using FieldValue = std::variant<std::string, double, Money, Day, Moment, bool, FileReference>;
using FieldValues = std::vector<FieldValue>;
using FieldMap = std::map<std::string, FieldValues, std::less<>>;  // by field id; no empty lists

// Whether a value is kept as one of this type must be; its limits are another matter. A number is finite.
bool has_type(const FieldValue& value, FieldType type);

// The calendar day of a moment.
Day day_of(UtcSeconds moment);

enum class Comparison { kEqual, kNotEqual, kBelow, kAtMost, kAbove, kAtLeast };

// Values of one type each; of another type: false, kNotEqual: true.
bool holds(const FieldValue& left, Comparison comparison, const FieldValue& right);

// Whether values of the type have an order, so that kBelow and the like make sense.
bool is_ordered(FieldType type);

// For keys and messages: "0.25", "12345 fen", "2026-01-31", "true", the text itself.
std::string value_text(const FieldValue& value);

}  // namespace tenon::process
