#include "store/store_error.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <string>

namespace tenon {
namespace {

// The first line, without SOCI's copy of the statement, which may hold what is not for everybody.
std::string short_message(const std::exception& failure) {
  std::string text = failure.what();
  text = text.substr(0, text.find(" while "));
  text = text.substr(0, text.find('\n'));
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  return text;
}

ErrorCode code_of(const std::exception& failure) {
  if (const auto* error = dynamic_cast<const soci::sqlite3_soci_error*>(&failure)) {
    constexpr int kPrimary = 0xFF;
    switch (error->result() & kPrimary) {
      case SQLITE_CONSTRAINT:
        return ErrorCode::kConflict;
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return ErrorCode::kBusy;
      default:
        return ErrorCode::kIo;
    }
  }
  if (const auto* error = dynamic_cast<const soci::postgresql_soci_error*>(&failure)) {
    const std::string state = error->sqlstate();
    if (state.starts_with("23")) return ErrorCode::kConflict;
    // Serialization failure, deadlock, lock not available.
    if (state == "40001" || state == "40P01" || state == "55P03") return ErrorCode::kBusy;
  }
  return ErrorCode::kIo;
}

}  // namespace

Error store_error(const std::exception& failure) {
  return {code_of(failure), short_message(failure)};
}

}  // namespace tenon
