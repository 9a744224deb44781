#include "service/job_dataset.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <limits>

#include "store/dataset_store.h"

namespace tenon {
namespace {

namespace json = boost::json;
constexpr std::size_t kLongText = 200;  // bytes: such members are files, not options
constexpr std::size_t kToldWarnings = 20;

}  // namespace

JobDataset take_dataset(JobMembers& members) {
  JobDataset dataset;
  dataset.name = members.needed_text("dataset");
  dataset.version = members.integer("version", 0, 0, std::numeric_limits<std::int32_t>::max());
  return dataset;
}

Result<void> settle_version(Database& database, JobMembers& members, const JobDataset& dataset) {
  const auto found = find_dataset(database, dataset.name);
  if (!found) return found.error();
  if (dataset.version > found->newest_version) {
    return Error{ErrorCode::kNotFound, "the dataset '" + dataset.name + "' has no version " +
                                           std::to_string(dataset.version) + ": the newest is " +
                                           std::to_string(found->newest_version)};
  }
  members.set("version", dataset.version == 0 ? found->newest_version : dataset.version);
  return {};
}

Result<ShelvedDataset> load_for(DatasetShelf& shelf, const JobDataset& dataset, const JobRequest& request) {
  return shelf.load(dataset.name, dataset.version, request.actor, job_clock());
}

UtcTime job_clock() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string details_of(const JobRequest& request, const FaultList& warnings) {
  json::object options;
  json::object details;
  boost::system::error_code failure;
  const json::value asked = json::parse(request.text, failure);
  if (!failure && asked.is_object()) {
    for (const auto& member : asked.as_object()) {
      const bool is_dataset = member.key() == "dataset" || member.key() == "version";
      const bool is_file = member.value().is_string() && member.value().as_string().size() > kLongText;
      if (!is_file) (is_dataset ? details : options)[member.key()] = member.value();
    }
  }
  details["options"] = std::move(options);
  json::array told;
  for (std::size_t k = 0; k < std::min(kToldWarnings, warnings.warnings().size()); ++k)
    told.emplace_back(to_string(warnings.warnings()[k]));
  details["warnings"] = std::move(told);
  details["warning_count"] = warnings.warning_count();
  return json::serialize(details);
}

std::string source_of(const ShelvedDataset& dataset) {
  return "db:" + dataset.name + "@" + std::to_string(dataset.version);
}

}  // namespace tenon
