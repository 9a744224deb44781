#include "store/reminder_store.h"

#include <soci/soci.h>

namespace tenon {

std::optional<ReminderRow> find_reminder(Connection& connection, std::int64_t record_id,
                                         const std::string& item) {
  soci::session& session = connection.session();
  const auto record = static_cast<long long>(record_id);
  long long due = 0;
  long long overdue = 0;
  long long told = 0;
  session << "SELECT due_day, is_overdue, told_day FROM governance_reminders WHERE record_id = :record AND "
             "item = :item",
      soci::into(due), soci::into(overdue), soci::into(told), soci::use(record), soci::use(item);
  if (!session.got_data()) return std::nullopt;
  return ReminderRow{record_id, item, due, overdue != 0, told};
}

void keep_reminder(Connection& connection, const ReminderRow& reminder) {
  const auto record = static_cast<long long>(reminder.record_id);
  const auto due = static_cast<long long>(reminder.due_day);
  const long long overdue = reminder.is_overdue ? 1 : 0;
  const auto told = static_cast<long long>(reminder.told_day);
  connection.session() << "DELETE FROM governance_reminders WHERE record_id = :record AND item = :item",
      soci::use(record), soci::use(reminder.item);
  connection.session() << "INSERT INTO governance_reminders (record_id, item, due_day, is_overdue, told_day) "
                          "VALUES (:record, :item, :due, :overdue, :told)",
      soci::use(record), soci::use(reminder.item), soci::use(due), soci::use(overdue), soci::use(told);
}

}  // namespace tenon
