#include "service/setting.h"

#include "base/text.h"
#include "service/account_file.h"
#include "store/setting_store.h"
#include "store/transaction.h"

namespace tenon {

Result<std::map<std::string, Revised<std::string>>> list_settings(Database& database) {
  using Settings = std::map<std::string, Revised<std::string>>;
  return in_transaction<Settings>(database, TransactionKind::kRead,
                                  [](Connection& connection) -> Result<Settings> {
                                    Settings settings;
                                    for (const SettingRow& row : list_setting_rows(connection))
                                      settings[row.name] = {row.value, row.revision};
                                    return settings;
                                  });
}

Result<std::optional<Revised<std::string>>> find_setting(Database& database, const std::string& name) {
  const auto settings = list_settings(database);
  if (!settings) return settings.error();
  const auto found = settings->find(name);
  if (found == settings->end()) return std::optional<Revised<std::string>>();
  return std::optional(found->second);
}

Result<Revised<std::string>> change_setting(Database& database, const std::string& name,
                                            const std::string& value, std::int64_t expected,
                                            const Caller& caller) {
  if (auto fits = check_id("setting", name); !fits) return fits.error();
  if (value.size() > kLongestSetting) {
    return Error{ErrorCode::kTooLarge,
                 "setting '" + name + "': at most " + std::to_string(kLongestSetting) + " bytes"};
  }
  if (!is_valid_utf8(value) || value.find('\0') != std::string::npos)
    return Error{ErrorCode::kInvalidArgument, "setting '" + name + "': expected UTF-8 without U+0000"};
  return in_transaction<Revised<std::string>>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Revised<std::string>> {
        std::string before;
        std::int64_t revision = 0;
        for (const SettingRow& row : list_setting_rows(connection)) {
          if (row.name != name) continue;
          before = row.value;
          revision = row.revision;
        }
        const auto next =
            put_setting(connection, {name, value, expected == kAnyRevision ? revision : expected});
        if (!next) return next.error();
        if (auto told = note(connection, caller, "setting.change", "setting", name,
                             {{"before", before}, {"after", value}});
            !told)
          return told.error();
        return Revised<std::string>{value, *next};
      });
}

}  // namespace tenon
