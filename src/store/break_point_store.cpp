#include "store/break_point_store.h"

#include <soci/soci.h>

#include <map>
#include <utility>

#include "store/next_id.h"
#include "store/nullable.h"

namespace tenon {
namespace {

Result<long long> dataset_id(soci::session& session, const std::string& name) {
  long long id = 0;
  session << "SELECT id FROM datasets WHERE name = :name", soci::into(id), soci::use(name);
  if (!session.got_data()) return Error{ErrorCode::kNotFound, "no dataset '" + name + "'"};
  return id;
}

std::optional<double> number_of(const soci::row& row, std::size_t column) {
  return optional_at<double, soci::i_null>(row, column);
}

std::vector<RegisteredPoint> points_of(soci::session& session, long long dataset, const std::string& scope) {
  std::vector<RegisteredPoint> points;
  soci::rowset<soci::row> rows =
      (session.prepare
           << "SELECT id, subject_kind, subject_id, is_open, level, score, first_analysis, "
              "last_analysis FROM break_points WHERE dataset_id = :dataset AND scope = :scope ORDER BY "
              "subject_kind, subject_id",
       soci::use(dataset), soci::use(scope));
  for (const soci::row& row : rows) {
    points.push_back({row.get<long long>(0), row.get<std::string>(1), row.get<std::string>(2),
                      row.get<long long>(3) != 0, row.get<std::string>(4), number_of(row, 5),
                      row.get<long long>(6), row.get<long long>(7)});
  }
  return points;
}

using NullableNumber = Nullable<double, soci::i_ok, soci::i_null>;

long long add_analysis(Connection& connection, long long dataset, const RegisteredAnalysis& analysis) {
  const auto version = static_cast<long long>(analysis.version);
  const auto at = static_cast<long long>(analysis.at);
  const long long id = next_id(connection, "analyses");
  connection.session()
      << "INSERT INTO analyses (id, dataset_id, version, scope, method, created_at, created_by, note) VALUES "
         "(:id, :dataset, :version, :scope, :method, :at, :by, :note)",
      soci::use(id), soci::use(dataset), soci::use(version), soci::use(analysis.scope),
      soci::use(analysis.method), soci::use(at), soci::use(analysis.by), soci::use(analysis.note);
  return id;
}

// Id of the record, made if `id` is 0.
long long write_point(Connection& connection, long long id, long long dataset, const std::string& scope,
                      long long analysis, const RegisterChange& change) {
  soci::session& session = connection.session();
  const long long is_open = change.is_open ? 1 : 0;
  NullableNumber score(change.score);
  if (id != 0) {
    session << "UPDATE break_points SET is_open = :open, level = :level, score = :score, last_analysis = "
               ":analysis "
               "WHERE id = :id",
        soci::use(is_open), soci::use(change.level), soci::use(score.value, score.indicator),
        soci::use(analysis), soci::use(id);
    return id;
  }
  const long long added = next_id(connection, "break_points");
  session
      << "INSERT INTO break_points (id, dataset_id, scope, subject_kind, subject_id, is_open, level, score, "
         "first_analysis, last_analysis) VALUES (:id, :dataset, :scope, :kind, :subject, :open, :level, "
         ":score, "
         ":first, :last)",
      soci::use(added), soci::use(dataset), soci::use(scope), soci::use(change.subject_kind),
      soci::use(change.subject_id), soci::use(is_open), soci::use(change.level),
      soci::use(score.value, score.indicator), soci::use(analysis), soci::use(analysis);
  return added;
}

void write_event(soci::session& session, long long point, long long analysis, const RegisterChange& change) {
  NullableNumber before(change.score_before);
  NullableNumber after(change.score);
  session << "INSERT INTO break_point_events (break_point_id, analysis_id, kind, level_before, level, "
             "score_before, "
             "score) VALUES (:point, :analysis, :kind, :level_before, :level, :score_before, :score)",
      soci::use(point), soci::use(analysis), soci::use(change.kind), soci::use(change.level_before),
      soci::use(change.level), soci::use(before.value, before.indicator),
      soci::use(after.value, after.indicator);
}

RegisterEvent event_of(const soci::row& row) {
  RegisterEvent event;
  event.analysis = row.get<long long>(0);
  event.change.subject_kind = row.get<std::string>(1);
  event.change.subject_id = row.get<std::string>(2);
  event.change.kind = row.get<std::string>(3);
  event.change.level_before = row.get<std::string>(4);
  event.change.level = row.get<std::string>(5);
  event.change.score_before = number_of(row, 6);
  event.change.score = number_of(row, 7);
  return event;
}

constexpr const char* kEvents =
    "SELECT e.analysis_id, p.subject_kind, p.subject_id, e.kind, e.level_before, e.level, e.score_before, "
    "e.score "
    "FROM break_point_events e JOIN break_points p ON p.id = e.break_point_id WHERE ";

}  // namespace

Result<std::int64_t> record_analysis(Database& database, const RegisteredAnalysis& analysis,
                                     const RegisterStep& changes, const TransactionStep& also) {
  return in_transaction<std::int64_t>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<std::int64_t> {
        soci::session& session = connection.session();
        const auto dataset = dataset_id(session, analysis.dataset);
        if (!dataset) return dataset.error();
        const std::vector<RegisteredPoint> points = points_of(session, *dataset, analysis.scope);
        std::map<std::pair<std::string, std::string>, long long> ids;
        for (const RegisteredPoint& point : points) ids[{point.subject_kind, point.subject_id}] = point.id;
        const long long id = add_analysis(connection, *dataset, analysis);
        for (const RegisterChange& change : changes(points)) {
          const auto known = ids.find({change.subject_kind, change.subject_id});
          const long long point = write_point(connection, known == ids.end() ? 0 : known->second, *dataset,
                                              analysis.scope, id, change);
          if (!change.kind.empty()) write_event(session, point, id, change);
        }
        if (also) {
          if (auto done = also(connection); !done) return done.error();
        }
        return std::int64_t{id};
      });
}

Result<std::vector<RegisteredPoint>> read_register(Database& database, const std::string& dataset,
                                                   const std::string& scope) {
  return in_transaction<std::vector<RegisteredPoint>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<RegisteredPoint>> {
        const auto id = dataset_id(connection.session(), dataset);
        if (!id) return id.error();
        return points_of(connection.session(), *id, scope);
      });
}

Result<std::vector<RegisterEvent>> history_of_subject(Database& database, const std::string& dataset,
                                                      const std::string& scope,
                                                      const std::string& subject_kind,
                                                      const std::string& subject_id) {
  return in_transaction<std::vector<RegisterEvent>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<RegisterEvent>> {
        soci::session& session = connection.session();
        const auto id = dataset_id(session, dataset);
        if (!id) return id.error();
        std::vector<RegisterEvent> events;
        soci::rowset<soci::row> rows =
            (session.prepare << kEvents
                             << "p.dataset_id = :dataset AND p.scope = :scope AND p.subject_kind = :kind AND "
                                "p.subject_id = :subject ORDER BY e.analysis_id",
             soci::use(*id), soci::use(scope), soci::use(subject_kind), soci::use(subject_id));
        for (const soci::row& row : rows) events.push_back(event_of(row));
        return events;
      });
}

Result<std::vector<RegisterEvent>> events_of_analysis(Database& database, std::int64_t analysis) {
  return in_transaction<std::vector<RegisterEvent>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<RegisterEvent>> {
        const auto id = static_cast<long long>(analysis);
        std::vector<RegisterEvent> events;
        soci::rowset<soci::row> rows =
            (connection.session().prepare << kEvents
                                          << "e.analysis_id = :analysis ORDER BY p.subject_kind, "
                                             "p.subject_id",
             soci::use(id));
        for (const soci::row& row : rows) events.push_back(event_of(row));
        return events;
      });
}

Result<std::vector<RegisterEvent>> history_of_register(Database& database, const std::string& dataset,
                                                       const std::string& scope) {
  return in_transaction<std::vector<RegisterEvent>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<RegisterEvent>> {
        const auto id = dataset_id(connection.session(), dataset);
        if (!id) return id.error();
        std::vector<RegisterEvent> events;
        soci::rowset<soci::row> rows =
            (connection.session().prepare << kEvents
                                          << "p.dataset_id = :dataset AND p.scope = :scope ORDER BY "
                                             "e.analysis_id, p.subject_kind, p.subject_id",
             soci::use(*id), soci::use(scope));
        for (const soci::row& row : rows) events.push_back(event_of(row));
        return events;
      });
}

Result<std::string> dataset_of_analysis(Database& database, std::int64_t analysis) {
  return in_transaction<std::string>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::string> {
        const auto id = static_cast<long long>(analysis);
        std::string name;
        soci::session& session = connection.session();
        session
            << "SELECT d.name FROM analyses a JOIN datasets d ON d.id = a.dataset_id WHERE a.id = :analysis",
            soci::into(name), soci::use(id);
        if (!session.got_data()) {
          return Error{ErrorCode::kNotFound, "there is no analysis " + std::to_string(analysis)};
        }
        return name;
      });
}

Result<std::vector<RegisteredAnalysis>> list_analyses(Database& database, const std::string& dataset) {
  return in_transaction<std::vector<RegisteredAnalysis>>(
      database, TransactionKind::kRead,
      [&](Connection& connection) -> Result<std::vector<RegisteredAnalysis>> {
        soci::session& session = connection.session();
        const auto id = dataset_id(session, dataset);
        if (!id) return id.error();
        std::vector<RegisteredAnalysis> analyses;
        soci::rowset<soci::row> rows =
            (session.prepare
                 << "SELECT id, version, scope, method, created_at, created_by, note FROM analyses WHERE "
                    "dataset_id = :dataset ORDER BY id",
             soci::use(*id));
        for (const soci::row& row : rows) {
          analyses.push_back({row.get<long long>(0), dataset, row.get<long long>(1), row.get<std::string>(2),
                              row.get<std::string>(3), row.get<long long>(4), row.get<std::string>(5),
                              row.get<std::string>(6)});
        }
        return analyses;
      });
}

Result<std::optional<RegisteredAnalysis>> newest_analysis(Database& database, const std::string& dataset) {
  using Found = std::optional<RegisteredAnalysis>;
  return in_transaction<
      Found>(database, TransactionKind::kRead, [&](Connection& connection) -> Result<Found> {
    soci::rowset<soci::row> rows =
        (connection.session().prepare
             << "SELECT a.id, d.name, a.version, a.scope, a.method, a.created_at, a.created_by, a.note FROM "
                "analyses a JOIN datasets d ON d.id = a.dataset_id WHERE d.name = :name OR (:any = '' AND "
                "NOT EXISTS (SELECT 1 FROM dataset_owners o WHERE o.dataset = d.name)) ORDER BY a.id DESC "
                "LIMIT 1",
         soci::use(dataset), soci::use(dataset));
    for (const soci::row& row : rows) {
      return Found({row.get<long long>(0), row.get<std::string>(1), row.get<long long>(2),
                    row.get<std::string>(3), row.get<std::string>(4), row.get<long long>(5),
                    row.get<std::string>(6), row.get<std::string>(7)});
    }
    return Found();
  });
}

}  // namespace tenon
