// Of which due dates of records people were told, and when. Days are days since 1970-01-01.
//
// All functions work within a transaction of the caller, the second within a write transaction; where the
// database refuses they throw.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/database.h"

namespace tenon {

struct ReminderRow {
  std::int64_t record_id = 0;
  std::string item;  // of the record
  std::int64_t due_day = 0;
  bool is_overdue = false;
  std::int64_t told_day = 0;

  bool operator==(const ReminderRow&) const = default;
};

// The last one of the item.
std::optional<ReminderRow> find_reminder(Connection& connection, std::int64_t record_id,
                                         const std::string& item);
void keep_reminder(Connection& connection, const ReminderRow& reminder);

}  // namespace tenon
