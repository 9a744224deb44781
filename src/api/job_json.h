// A job as JSON of the contract; in answers and in events.
#pragma once

#include <string>

#include "report/json_writer.h"
#include "service/job.h"

namespace tenon {

void write_job(JsonWriter& json, const JobView& job, bool has_result);
std::string job_json(const JobView& job, bool has_result);

}  // namespace tenon
