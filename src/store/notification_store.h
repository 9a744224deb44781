// What people are told because of cases: rows that the service writes with the act itself
// (service/notification_desk.h).
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction; where the database refuses they throw. Times are seconds since 1970-01-01 UTC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"

namespace tenon {

// To one account; without one to everybody of the organisation; without one to everybody of the region, of
// those with the role if one is named.
struct NotificationAddress {
  std::string account_id;
  std::string organisation_id;
  std::string region_code;
  std::string role;

  bool operator==(const NotificationAddress&) const = default;
};

struct NotificationRow {
  std::int64_t id = 0;
  NotificationAddress to;
  std::string case_id;
  std::uint64_t case_sequence = 0;  // of the event that it tells of
  std::string text_zh;
  std::string text_en;
  std::int64_t made_at = 0;
  std::optional<std::int64_t> read_at;  // by the account that asks

  bool operator==(const NotificationRow&) const = default;
};

// Returns its id; that of the row is not looked at.
std::int64_t add_notification(Connection& connection, const NotificationRow& notification);

// Who asks for what is addressed to them; what is addressed to a city reaches its province, too.
struct NotificationReader {
  std::string account_id;
  std::string organisation_id;
  std::string region_code;
  std::vector<std::string> roles;
};

struct NotificationFilter {
  bool only_unread = false;
  std::int64_t before_id = 0;  // for the page that follows; 0: from the newest
  std::size_t limit = 100;
};
// Newest first.
std::vector<NotificationRow> page_of_notifications(Connection& connection, const NotificationReader& reader,
                                                   const NotificationFilter& filter);
std::int64_t count_unread_notifications(Connection& connection, const NotificationReader& reader);

// False: there is none of that id that is addressed to the reader. Again is as good as once.
bool mark_notification_read(Connection& connection, const NotificationReader& reader, std::int64_t id,
                            std::int64_t at);
// Returns how many were not read before.
std::int64_t mark_all_notifications_read(Connection& connection, const NotificationReader& reader,
                                         std::int64_t at);

}  // namespace tenon
