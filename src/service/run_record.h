// Runs of simulations as records: which revision of which scenario met which version of which dataset with
// which options, and what came out. The record refers to both (links "scenario", "dataset"), so that a run
// can be repeated and found from either side.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "service/record_desk.h"

namespace tenon {

struct RunResult {
  std::optional<std::int64_t> scenario_record;  // else `scenario_name` of a file
  std::int64_t scenario_revision = 0;
  std::string scenario_name;
  std::string dataset;
  std::int64_t dataset_version = 0;
  std::string options_json;                // an object
  std::string summary_json;                // an object
  std::string result_digest;               // SM3 of the full result, lower-case hexadecimal
  std::optional<std::string> result_file;  // digest of the full result in the file store, where it is kept
};

// The text of the record. kBadInput: options or summary are no JSON objects.
Result<std::string> run_record_text(const RunResult& run);

// `where` gives name, organisation, region and classification; kind, text and links are set here. kNotFound:
// the scenario revision, the dataset version or the file is not in the store.
Result<RecordRow> keep_run(Database& database, const RunResult& run, NewRecord where,
                           const RecordCaller& caller);

// Of a simulation that was run as a job (kind `simulate`): what was asked for is the options, with the text
// of the scenario, so that the run can be repeated from the record alone; the summary holds the answer and
// the outcome of each run. The full result is still to be kept. kBadInput: not a request or result of that
// kind.
Result<RunResult> run_of_simulation(const std::string& request_json, const std::string& result_json);

}  // namespace tenon
