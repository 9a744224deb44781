#include "store/setting_store.h"

#include <soci/soci.h>

namespace tenon {

Result<Revision> put_setting(Connection& connection, const SettingRow& row) {
  Revision kept = 0;
  for (const SettingRow& one : list_setting_rows(connection)) {
    if (one.name == row.name) kept = one.revision;
  }
  if (kept != row.revision) {
    return Error{ErrorCode::kConflict, "setting '" + row.name + "' has changed: it is at revision " +
                                           std::to_string(kept) + ", not " + std::to_string(row.revision)};
  }
  const long long next = row.revision + 1;
  const std::string statement =
      row.revision == 0 ? "INSERT INTO settings (value, revision, name) VALUES (:value, :revision, :name)"
                        : "UPDATE settings SET value = :value, revision = :revision WHERE name = :name";
  connection.session() << statement, soci::use(row.value), soci::use(next), soci::use(row.name);
  return Revision(next);
}

std::vector<SettingRow> list_setting_rows(Connection& connection) {
  std::vector<SettingRow> found;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT name, value, revision FROM settings ORDER BY name");
  for (const soci::row& row : rows)
    found.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<long long>(2)});
  return found;
}

}  // namespace tenon
