// A process type as JSON, for forms: what its cases are called, hold and go through (docs/processes.md). Who
// may do what is left out: the case says it for the caller (case_json.h).
#pragma once

#include "process/process_type.h"
#include "report/json_writer.h"

namespace tenon {

void write_process_type(JsonWriter& json, const process::ProcessType& type);

}  // namespace tenon
