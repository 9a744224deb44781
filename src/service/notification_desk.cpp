#include "service/notification_desk.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "store/recompute_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

using process::CasePerson;
using process::Names;
using process::Relation;

// What both languages say of a case before what has happened.
Names opening_of(const process::ProcessType& type, const process::Case& c) {
  return {"事项 " + c.id + "（" + type.names.zh + "）：", "Case " + c.id + " (" + type.names.en + "): "};
}

Names name_of_transition(const process::ProcessType& type, const std::string& id) {
  const process::Transition* transition = find_transition(type, id);
  return transition != nullptr ? transition->names : Names{id, id};
}

Names words_of(const process::ProcessType& type, const process::Case& c,
               const process::event::NotificationAsked& asked) {
  Names words = opening_of(type, c);
  const Names transition = name_of_transition(type, asked.transition);
  words.zh += transition.zh;
  words.en += transition.en;
  return words;
}

Names words_of(const process::ProcessType& type, const process::Case& c,
               const process::event::Reminded& reminded) {
  Names words = opening_of(type, c);
  const process::DueRule* rule = find_due(type, reminded.due);
  const Names due = rule != nullptr ? rule->names : Names{reminded.due, reminded.due};
  words.zh += due.zh + (reminded.is_overdue ? "已逾期" : "即将到期");
  words.en += due.en + (reminded.is_overdue ? " is overdue" : " is coming up");
  return words;
}

NotificationAddress address_of(const CasePerson& person) {
  if (!person.person.empty()) return {person.person, "", "", ""};
  if (!person.organisation.empty()) return {"", person.organisation, "", ""};
  return {"", "", person.region, ""};
}

}  // namespace

std::vector<NotificationRow> notifications_of(const process::ProcessType& type, const process::Case& c,
                                              std::span<const process::EventRecord> events) {
  std::vector<NotificationRow> rows;
  const auto tell = [&](const process::EventRecord& record, std::initializer_list<Relation> relations,
                        const Names& words) {
    for (const CasePerson& person : c.people) {
      if (std::find(relations.begin(), relations.end(), person.relation) == relations.end()) continue;
      NotificationRow row;
      row.to = address_of(person);
      if (row.to == NotificationAddress{}) continue;
      if (!row.to.account_id.empty() && row.to.account_id == record.actor.person) continue;
      const bool is_told = std::any_of(rows.begin(), rows.end(), [&](const NotificationRow& other) {
        return other.to == row.to && other.text_en == words.en && other.text_zh == words.zh;
      });
      if (is_told) continue;
      row.case_id = c.id;
      row.case_sequence = record.sequence;
      row.text_zh = words.zh;
      row.text_en = words.en;
      row.made_at = record.at;
      rows.push_back(std::move(row));
    }
  };
  for (const process::EventRecord& record : events) {
    if (const auto* asked = std::get_if<process::event::NotificationAsked>(&record.event))
      tell(record, {asked->relation}, words_of(type, c, *asked));
    if (const auto* reminded = std::get_if<process::event::Reminded>(&record.event))
      tell(record, {Relation::kOwner, Relation::kLeadProvince}, words_of(type, c, *reminded));
  }
  return rows;
}

void keep_errands(Connection& connection, const process::ProcessType& type, const process::Case& c,
                  std::span<const process::EventRecord> events) {
  for (const NotificationRow& row : notifications_of(type, c, events)) add_notification(connection, row);
  for (const process::EventRecord& record : events) {
    if (const auto* asked = std::get_if<process::event::RecomputeAsked>(&record.event))
      ask_recompute(connection, {0, c.id, record.sequence, asked->computation, record.at, 0});
  }
}

Result<std::vector<NotificationRow>> list_notifications(Database& database, const NotificationReader& reader,
                                                        const NotificationFilter& filter) {
  return in_transaction<std::vector<NotificationRow>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<NotificationRow>> {
        return page_of_notifications(connection, reader, filter);
      });
}

Result<std::int64_t> unread_notifications(Database& database, const NotificationReader& reader) {
  return in_transaction<std::int64_t>(database, TransactionKind::kRead,
                                      [&](Connection& connection) -> Result<std::int64_t> {
                                        return count_unread_notifications(connection, reader);
                                      });
}

Result<void> read_notification(Database& database, const NotificationReader& reader, std::int64_t id,
                               UtcTime time) {
  const auto at = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    if (mark_notification_read(connection, reader, id, at)) return {};
    return Error{ErrorCode::kNotFound, "there is no notification " + std::to_string(id)};
  });
}

Result<std::int64_t> read_all_notifications(Database& database, const NotificationReader& reader,
                                            UtcTime time) {
  const auto at = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return in_transaction<std::int64_t>(database, TransactionKind::kWrite,
                                      [&](Connection& connection) -> Result<std::int64_t> {
                                        return mark_all_notifications_read(connection, reader, at);
                                      });
}

}  // namespace tenon
