// What the kinds of work on a dataset of the store share (job_kinds.h). Inside of the module.
#pragma once

#include <string>
#include <utility>

#include "base/fault.h"
#include "base/result.h"
#include "service/dataset_shelf.h"
#include "service/job.h"
#include "service/job_members.h"

namespace tenon {

// The members "dataset" and "version" (0, or left out: the newest when the job is submitted).
struct JobDataset {
  std::string name;
  std::int64_t version = 0;
};
JobDataset take_dataset(JobMembers& members);

// "newest" becomes a number; kNotFound: no such dataset or version.
Result<void> settle_version(Database& database, JobMembers& members, const JobDataset& dataset);

// `read` takes the members of a request and gives a struct with a JobDataset `dataset`.
template <class Read>
auto read_request(const std::string& text, const Read& read)
    -> Result<decltype(read(std::declval<JobMembers&>()))> {
  auto members = JobMembers::parse(text);
  if (!members) return members.error();
  auto request = read(*members);
  if (auto sound = members->finish(); !sound) return sound.error();
  return request;
}

// JobKind::prepare for such a reader.
template <class Read>
std::function<Result<std::string>(const std::string&)> prepared_by(Database& database, Read read) {
  return [&database, read = std::move(read)](const std::string& text) -> Result<std::string> {
    auto members = JobMembers::parse(text);
    if (!members) return members.error();
    const auto request = read(*members);
    if (auto sound = members->finish(); !sound) return sound.error();
    if (auto settled = settle_version(database, *members, request.dataset); !settled) return settled.error();
    return members->canonical();
  };
}

// In the name of who asked for the job.
Result<ShelvedDataset> load_for(DatasetShelf& shelf, const JobDataset& dataset, const JobRequest& request);

// The time of the machine, for audit entries.
UtcTime job_clock();

// JobResult::metadata: dataset and version, the options of the request but long texts, and the first
// warnings.
std::string details_of(const JobRequest& request, const FaultList& warnings = FaultList());

// What a report calls the dataset: "db:delta@3", as the command line does.
std::string source_of(const ShelvedDataset& dataset);

}  // namespace tenon
