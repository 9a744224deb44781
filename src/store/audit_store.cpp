#include "store/audit_store.h"

#include <soci/soci.h>

#include <utility>
#include <vector>

#include "store/transaction.h"

namespace tenon {
namespace {

constexpr const char* kColumns = "sequence, at_us, user_id, action, object_kind, object_id, hash, line";

AuditRow row_of(const soci::row& row) {
  return {static_cast<std::uint64_t>(row.get<long long>(0)),
          row.get<long long>(1),
          row.get<std::string>(2),
          row.get<std::string>(3),
          row.get<std::string>(4),
          row.get<std::string>(5),
          row.get<std::string>(6),
          row.get<std::string>(7)};
}

}  // namespace

std::optional<AuditRow> last_audit_row(Connection& connection) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kColumns
                                    << " FROM audit_entries ORDER BY sequence DESC "
                                       "LIMIT 1");
  for (const soci::row& row : rows) return row_of(row);
  return std::nullopt;
}

void add_audit_row(Connection& connection, const AuditRow& row) {
  const auto sequence = static_cast<long long>(row.sequence);
  const auto at = static_cast<long long>(row.at_us);
  connection.session() << "INSERT INTO audit_entries (sequence, at_us, user_id, action, object_kind, "
                          "object_id, hash, line) VALUES (:sequence, :at, :user, :action, :kind, :object, "
                          ":hash, :line)",
      soci::use(sequence), soci::use(at), soci::use(row.user_id), soci::use(row.action),
      soci::use(row.object_kind), soci::use(row.object_id), soci::use(row.hash), soci::use(row.line);
}

Result<void> visit_audit_rows(Database& database, std::uint64_t first,
                              const std::function<bool(const AuditRow&)>& visit) {
  constexpr long long kPage = 4096;  // so that memory does not grow with the chain
  return run_transaction(database, TransactionKind::kRead, [&](Connection& connection) -> Result<void> {
    auto next = static_cast<long long>(first);
    while (true) {
      std::vector<AuditRow> page;
      soci::rowset<soci::row> rows =
          (connection.session().prepare
               << "SELECT " << kColumns
               << " FROM audit_entries WHERE sequence >= :next ORDER BY sequence LIMIT "
                  ":most",
           soci::use(next), soci::use(kPage));
      for (const soci::row& row : rows) page.push_back(row_of(row));
      for (const AuditRow& row : page) {
        if (!visit(row)) return {};
      }
      if (page.size() < static_cast<std::size_t>(kPage)) return {};
      next = static_cast<long long>(page.back().sequence) + 1;
    }
  });
}

}  // namespace tenon
