// Where settings are kept: texts by name. Rules as of account_store.h.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/account_store.h"
#include "store/database.h"

namespace tenon {

struct SettingRow {
  std::string name;
  std::string value;
  Revision revision = 0;

  bool operator==(const SettingRow&) const = default;
};

Result<Revision> put_setting(Connection& connection, const SettingRow& row);
std::vector<SettingRow> list_setting_rows(Connection& connection);  // by name

}  // namespace tenon
