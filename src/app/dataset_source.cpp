#include "app/dataset_source.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <utility>

#include "service/dataset_import.h"

namespace tenon {

Result<StoredName> stored_name(const std::string& text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string::npos) return StoredName{text, 0};
  const std::string digits = text.substr(at + 1);
  const bool is_number = !digits.empty() && digits.size() <= 18 &&
                         digits.find_first_not_of("0123456789") == std::string::npos && digits[0] != '0';
  if (!is_number) {
    return Error{ErrorCode::kInvalidArgument,
                 text + ": expected NAME or NAME@VERSION with a version from 1 on"};
  }
  return StoredName{text.substr(0, at), std::stoll(digits)};
}

Actor command_line_actor(const std::string& by) {
  const passwd* user = ::getpwuid(::getuid());
  const std::string name = user != nullptr ? user->pw_name : "uid " + std::to_string(::getuid());
  // Anybody may say who they are; who the machine thinks they are stands beside it.
  return {by.empty() ? name : by, "", "command line of " + name, "local"};
}

UtcTime now_utc() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string store_address(const std::string& address) {
  if (!address.empty()) return address;
  const char* given = std::getenv("TENON_DB");
  return given != nullptr && *given != '\0' ? given : "tenon.db";
}

Result<Database> open_store(const std::string& address, bool must_exist) {
  DatabaseOptions options;
  options.connections = 1;
  options.must_exist = must_exist;
  return Database::open(store_address(address), options);
}

Result<ReadDataset> read_dataset_source(const std::string& source) {
  const std::string_view prefix = kStorePrefix;
  if (!source.starts_with(prefix)) return read_dataset(source);
  const auto name = stored_name(source.substr(prefix.size()));
  if (!name) return name.error();
  auto store = open_store("", true);
  if (!store) return store.error();
  auto dataset = load_dataset(*store, name->name, name->version, command_line_actor(), now_utc());
  if (!dataset) return dataset.error();
  return ReadDataset{std::move(*dataset), FaultList()};
}

}  // namespace tenon
