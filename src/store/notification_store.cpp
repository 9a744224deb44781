#include "store/notification_store.h"

#include <soci/soci.h>

#include <algorithm>

#include "store/next_id.h"

namespace tenon {
namespace {

// What is addressed to the reader: `:account`, `:organisation`, `:region` and the roles of the text that
// takes_role() makes. An address without a region is nobody's by its region.
constexpr const char* kIsAddressed =
    "((n.account_id <> '' AND n.account_id = :account) OR (n.account_id = '' AND n.organisation_id <> '' AND "
    "n.organisation_id = :organisation) OR (n.account_id = '' AND n.organisation_id = '' AND n.region_code "
    "<> '' AND (n.region_code = :region OR n.region_code LIKE :within) AND (n.role = '' OR :roles LIKE '%' "
    "|| "
    "'|' || n.role || '|' || '%')))";
constexpr const char* kIsUnread =
    "NOT EXISTS (SELECT 1 FROM notification_readings r WHERE r.notification_id = n.id AND r.account_id = "
    ":reading)";

// What lies in a region by its code of GB/T 2260, as a pattern: of a province its cities, of a city its
// districts. Empty, which fits no address, for other codes.
std::string within_of(const std::string& region) {
  if (region.size() != 6 || region.find_first_not_of("0123456789") != std::string::npos) return {};
  if (region.ends_with("0000")) return region.substr(0, 2) + "____";
  if (region.ends_with("00")) return region.substr(0, 4) + "__";
  return {};
}

// "|a|b|": ids of roles hold no '|'.
std::string roles_of(const NotificationReader& reader) {
  std::string text = "|";
  for (const std::string& role : reader.roles) text += role + "|";
  return text;
}

void write_reading(soci::session& session, long long id, const std::string& account, long long at) {
  session
      << "INSERT INTO notification_readings (notification_id, account_id, read_at) VALUES (:id, :account, "
         ":at)",
      soci::use(id), soci::use(account), soci::use(at);
}

}  // namespace

std::int64_t add_notification(Connection& connection, const NotificationRow& notification) {
  const long long id = next_id(connection, "notifications");
  const auto sequence = static_cast<long long>(notification.case_sequence);
  const auto at = static_cast<long long>(notification.made_at);
  connection.session() << "INSERT INTO notifications (id, account_id, organisation_id, region_code, role, "
                          "case_id, case_sequence, text_zh, text_en, made_at) VALUES (:id, :account, "
                          ":organisation, :region, :role, :case, :sequence, :zh, :en, :at)",
      soci::use(id), soci::use(notification.to.account_id), soci::use(notification.to.organisation_id),
      soci::use(notification.to.region_code), soci::use(notification.to.role),
      soci::use(notification.case_id), soci::use(sequence), soci::use(notification.text_zh),
      soci::use(notification.text_en), soci::use(at);
  return id;
}

std::vector<NotificationRow> page_of_notifications(Connection& connection, const NotificationReader& reader,
                                                   const NotificationFilter& filter) {
  const std::string roles = roles_of(reader);
  const std::string within = within_of(reader.region_code);
  const auto before = static_cast<long long>(filter.before_id);
  const long long also_read = filter.only_unread ? 0 : 1;
  const auto limit = static_cast<long long>(std::min<std::size_t>(filter.limit, 1'000'000));
  std::vector<NotificationRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT n.id, n.account_id, n.organisation_id, n.region_code, n.role, n.case_id, "
              "n.case_sequence, n.text_zh, n.text_en, n.made_at, (SELECT r.read_at FROM "
              "notification_readings r WHERE r.notification_id = n.id AND r.account_id = :own) FROM "
              "notifications n WHERE "
           << kIsAddressed << " AND (:any_id = 0 OR n.id < :before) AND (:also_read = 1 OR " << kIsUnread
           << ") ORDER BY n.id DESC LIMIT :limit",
       soci::use(reader.account_id), soci::use(reader.account_id), soci::use(reader.organisation_id),
       soci::use(reader.region_code), soci::use(within), soci::use(roles), soci::use(before),
       soci::use(before), soci::use(also_read), soci::use(reader.account_id), soci::use(limit));
  for (const soci::row& row : rows) {
    NotificationRow one;
    one.id = row.get<long long>(0);
    one.to = {row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3),
              row.get<std::string>(4)};
    one.case_id = row.get<std::string>(5);
    one.case_sequence = static_cast<std::uint64_t>(row.get<long long>(6));
    one.text_zh = row.get<std::string>(7);
    one.text_en = row.get<std::string>(8);
    one.made_at = row.get<long long>(9);
    // SQLite gives a subquery no declared type, and SOCI then takes it for text.
    if (row.get_indicator(10) != soci::i_null) {
      one.read_at = row.get_properties(10).get_data_type() == soci::dt_string
                        ? std::stoll(row.get<std::string>(10))
                        : row.get<long long>(10);
    }
    found.push_back(std::move(one));
  }
  return found;
}

std::int64_t count_unread_notifications(Connection& connection, const NotificationReader& reader) {
  const std::string roles = roles_of(reader);
  const std::string within = within_of(reader.region_code);
  long long count = 0;
  connection.session() << "SELECT count(*) FROM notifications n WHERE " << kIsAddressed << " AND "
                       << kIsUnread,
      soci::into(count), soci::use(reader.account_id), soci::use(reader.organisation_id),
      soci::use(reader.region_code), soci::use(within), soci::use(roles), soci::use(reader.account_id);
  return count;
}

bool mark_notification_read(Connection& connection, const NotificationReader& reader, std::int64_t id,
                            std::int64_t at) {
  soci::session& session = connection.session();
  const std::string roles = roles_of(reader);
  const std::string within = within_of(reader.region_code);
  const auto own = static_cast<long long>(id);
  long long addressed = 0;
  session << "SELECT count(*) FROM notifications n WHERE n.id = :id AND " << kIsAddressed,
      soci::into(addressed), soci::use(own), soci::use(reader.account_id), soci::use(reader.organisation_id),
      soci::use(reader.region_code), soci::use(within), soci::use(roles);
  if (addressed == 0) return false;
  long long known = 0;
  session
      << "SELECT count(*) FROM notification_readings WHERE notification_id = :id AND account_id = :account",
      soci::into(known), soci::use(own), soci::use(reader.account_id);
  if (known == 0) write_reading(session, own, reader.account_id, static_cast<long long>(at));
  return true;
}

std::int64_t mark_all_notifications_read(Connection& connection, const NotificationReader& reader,
                                         std::int64_t at) {
  NotificationFilter unread;
  unread.only_unread = true;
  unread.limit = 1'000'000;
  const auto rows = page_of_notifications(connection, reader, unread);
  for (const NotificationRow& row : rows)
    write_reading(connection.session(), row.id, reader.account_id, static_cast<long long>(at));
  return static_cast<std::int64_t>(rows.size());
}

}  // namespace tenon
