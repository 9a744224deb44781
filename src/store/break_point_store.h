// The register of break points: what was found of each subject by one analysis after the other.
//
// A record belongs to a dataset, a scope and a subject, and stays the same record for good; events say what
// an analysis changed. What counts as a change is the caller's business (service/break_point_register.h).
// Each function is one transaction. Errors as store_error.h has them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"
#include "store/transaction.h"

namespace tenon {

struct RegisteredAnalysis {
  std::int64_t id = 0;
  std::string dataset;
  std::int64_t version = 0;  // of the dataset
  std::string scope;
  std::string method;   // options, as JSON
  std::int64_t at = 0;  // seconds since 1970-01-01 UTC
  std::string by;
  std::string note;
};

struct RegisteredPoint {
  std::int64_t id = 0;
  std::string subject_kind;  // product, firm
  std::string subject_id;
  bool is_open = false;
  std::string level;
  std::optional<double> score;
  std::int64_t first_analysis = 0;
  std::int64_t last_analysis = 0;  // that looked at it
};

// What an analysis means for one subject.
struct RegisterChange {
  std::string subject_kind;
  std::string subject_id;
  std::string kind;  // of the event; empty: the record is brought up to date, nothing happened
  bool is_open = false;
  std::string level_before;  // empty: there was no record
  std::string level;
  std::optional<double> score_before;
  std::optional<double> score;

  bool operator==(const RegisterChange&) const = default;
};

struct RegisterEvent {
  std::int64_t analysis = 0;
  RegisterChange change;
};

using RegisterStep = std::function<std::vector<RegisterChange>(std::span<const RegisteredPoint>)>;

// Adds the analysis and what `changes` makes of the records of its dataset and scope (by subject), which are
// read in the same transaction; `also` comes last. Returns the id of the analysis. kNotFound: the dataset.
Result<std::int64_t> record_analysis(Database& database, const RegisteredAnalysis& analysis,
                                     const RegisterStep& changes, const TransactionStep& also = {});

// By subject. kNotFound: the dataset.
Result<std::vector<RegisteredPoint>> read_register(Database& database, const std::string& dataset,
                                                   const std::string& scope);
// Oldest first; of one subject, or of one analysis. kNotFound: the dataset.
Result<std::vector<RegisterEvent>> history_of_subject(Database& database, const std::string& dataset,
                                                      const std::string& scope,
                                                      const std::string& subject_kind,
                                                      const std::string& subject_id);
Result<std::vector<RegisterEvent>> events_of_analysis(Database& database, std::int64_t analysis);
// Of all subjects in one scope, analysis by analysis. kNotFound: the dataset.
Result<std::vector<RegisterEvent>> history_of_register(Database& database, const std::string& dataset,
                                                       const std::string& scope);
// The name of the dataset. kNotFound: no such analysis.
Result<std::string> dataset_of_analysis(Database& database, std::int64_t analysis);
// Oldest first. kNotFound: the dataset.
Result<std::vector<RegisteredAnalysis>> list_analyses(Database& database, const std::string& dataset);
// The last one of the dataset; of "" the last one of all datasets that are common to all. nullopt: none.
Result<std::optional<RegisteredAnalysis>> newest_analysis(Database& database, const std::string& dataset);

}  // namespace tenon
