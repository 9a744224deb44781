#include "store/request_store.h"

#include <soci/soci.h>

#include "store/transaction.h"

namespace tenon {

Result<std::optional<KeptRequest>> reserve_request(Database& database, const std::string& account_id,
                                                   const std::string& key, const std::string& digest,
                                                   std::int64_t now) {
  using Found = std::optional<KeptRequest>;
  return in_transaction<
      Found>(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<Found> {
    soci::session& session = connection.session();
    KeptRequest kept;
    long long made_at = 0;
    long long status = 0;
    std::string body;
    soci::indicator has_body = soci::i_null;
    session << "SELECT digest, made_at, status, content_type, etag, body FROM idempotent_requests WHERE "
               "account_id = :account AND request_key = :request_key",
        soci::into(kept.digest), soci::into(made_at), soci::into(status), soci::into(kept.content_type),
        soci::into(kept.etag), soci::into(body, has_body), soci::use(account_id), soci::use(key);
    if (session.got_data()) {
      kept.made_at = made_at;
      kept.status = static_cast<int>(status);
      if (has_body == soci::i_ok) kept.body = std::move(body);
      return Found(std::move(kept));
    }
    made_at = now;
    session
        << "INSERT INTO idempotent_requests (account_id, request_key, digest, made_at, status, content_type, "
           "etag) VALUES (:account, :request_key, :digest, :made, 0, '', '')",
        soci::use(account_id), soci::use(key), soci::use(digest), soci::use(made_at);
    return Found();
  });
}

Result<void> finish_request(Database& database, const std::string& account_id, const std::string& key,
                            const KeptRequest& answer) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    const long long status = answer.status;
    const std::string body = answer.body.value_or("");
    soci::indicator has_body = answer.body ? soci::i_ok : soci::i_null;
    connection.session()
        << "UPDATE idempotent_requests SET status = :status, content_type = :type, etag = :etag, "
           "body = :body WHERE account_id = :account AND request_key = :request_key",
        soci::use(status), soci::use(answer.content_type), soci::use(answer.etag), soci::use(body, has_body),
        soci::use(account_id), soci::use(key);
    return {};
  });
}

Result<void> release_request(Database& database, const std::string& account_id, const std::string& key) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    connection.session()
        << "DELETE FROM idempotent_requests WHERE account_id = :account AND request_key = :request_key",
        soci::use(account_id), soci::use(key);
    return {};
  });
}

Result<std::int64_t> forget_requests(Database& database, std::int64_t made_before) {
  return in_transaction<std::int64_t>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<std::int64_t> {
        soci::session& session = connection.session();
        const long long before = made_before;
        soci::statement statement =
            (session.prepare << "DELETE FROM idempotent_requests WHERE made_at < :before", soci::use(before));
        statement.execute(true);
        return static_cast<std::int64_t>(statement.get_affected_rows());
      });
}

Result<std::optional<DatasetOwner>> find_dataset_owner(Database& database, const std::string& dataset) {
  using Found = std::optional<DatasetOwner>;
  return in_transaction<Found>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Found> {
        soci::session& session = connection.session();
        DatasetOwner owner;
        session << "SELECT organisation_id, region_code FROM dataset_owners WHERE dataset = :dataset",
            soci::into(owner.organisation_id), soci::into(owner.region_code), soci::use(dataset);
        return session.got_data() ? Found(std::move(owner)) : Found();
      });
}

Result<void> own_dataset(Database& database, const std::string& dataset, const DatasetOwner& owner) {
  return run_transaction(database, TransactionKind::kWrite, [&](Connection& connection) -> Result<void> {
    soci::session& session = connection.session();
    long long count = 0;
    session << "SELECT COUNT(*) FROM dataset_owners WHERE dataset = :dataset", soci::into(count),
        soci::use(dataset);
    if (count > 0) return {};
    session << "INSERT INTO dataset_owners (dataset, organisation_id, region_code) VALUES (:dataset, "
               ":organisation, "
               ":region)",
        soci::use(dataset), soci::use(owner.organisation_id), soci::use(owner.region_code);
    return {};
  });
}

}  // namespace tenon
