// What numbers of a backup register may be; for reader and template.
#pragma once

#include <string_view>

namespace tenon {

inline constexpr double kMostRegisterMoney = 1e15;  // CNY a year
inline constexpr double kMostRegisterDays = 36500;
inline constexpr double kMostRegisterCost = 1e6;  // of regular prices; above 0
inline constexpr int kFirstRegisterYear = 1900;
inline constexpr int kLastRegisterYear = 2100;
inline constexpr std::string_view kRegisterGrades = "ABCMS";
inline constexpr std::string_view kRegisterByteOrderMark = "\xEF\xBB\xBF";

}  // namespace tenon
