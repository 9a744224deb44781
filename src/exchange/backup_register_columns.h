// The columns of a backup register, once for reader, writer and template.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/dataset.h"

namespace tenon {

enum class RegisterColumn : std::size_t {
  kId,
  kProduct,
  kBuyer,
  kMaker,
  kPlant,
  kStatus,
  kReserved,
  kReadyDays,
  kStockDays,
  kUnitCost,
  kRegisteredOn,
  kValidUntil,
  kContact,
  kNote,
  kSource,
  kYear,
  kGrade,
  kUrl,
};
inline constexpr std::size_t kRegisterColumnCount = 18;

enum class RegisterCell : unsigned char { kText, kNumber, kDay, kChoice };

struct RegisterColumnText {
  RegisterColumn column;
  std::string_view name;      // in English headers
  std::string_view title_zh;  // in Chinese ones, without the unit
  std::string_view title_en;
  std::string_view unit_zh;  // empty: none
  std::string_view unit_en;
  RegisterCell cell;
  bool required;  // a row must fill it
  std::string_view note_zh;
  std::string_view note_en;
};

// In the order in which they are written; positions are those of RegisterColumn.
std::span<const RegisterColumnText, kRegisterColumnCount> register_columns();

inline const RegisterColumnText& text_of(RegisterColumn column) {
  return register_columns()[static_cast<std::size_t>(column)];
}

// The column that a header cell names: by its English name or title, its Chinese title, or both one after the
// other; letter case, full-width forms, what stands in brackets and asterisks do not count.
std::optional<RegisterColumn> register_column(std::string_view header);

struct StatusWords {
  CapabilityStatus status;
  std::string_view zh;
  std::string_view en;
};
// As they are written. The reader takes 量产, 试制 and 状态不明, too.
inline constexpr std::array<StatusWords, 4> kStatusWords = {
    {{CapabilityStatus::kQualified, "已认证", "qualified"},
     {CapabilityStatus::kTrial, "试产", "trial"},
     {CapabilityStatus::kPotential, "潜在", "potential"},
     {CapabilityStatus::kUnknown, "未知", "unknown"}}};

// --- Cells to values; `cell` in any width of digits and with blanks around it ---

// In any letter case; empty is kUnknown.
std::optional<CapabilityStatus> register_status(std::string_view cell);

// A finite number, its thousands separated by commas or not: "12,000,000.5".
std::optional<double> register_number(std::string_view cell);

// "2026-11-26" of 2026-11-26, 2026/11/26, 2026.11.26, 2026/1/6 or 2026年1月6日, with a midnight behind it or
// not; nullopt for what is no day of the calendar from 1900 to 2200.
std::optional<std::string> register_day(std::string_view cell);

// Whether a row whose first cell this is holds a remark: "#", or "# " and anything.
bool is_register_remark(std::string_view first_cell);

}  // namespace tenon
