// What tenon case prints: tables in both languages, and JSON (docs/formats.md).
#pragma once

#include <string>
#include <vector>

#include "process/process_type.h"
#include "service/case_desk.h"
#include "store/notification_store.h"
#include "store/recompute_store.h"

namespace tenon {

// `format`: "table" or "json".
std::string outcome_text(const CaseOutcome& outcome, const std::string& format);
std::string recompute_text(const std::vector<FinishedRecompute>& finished, const std::string& format);
std::string tick_text(const TickReport& report, const std::string& format);
std::string case_text(const SeenCase& seen, const std::string& format);
std::string case_list_text(const std::vector<CaseRow>& rows, const std::string& format);
std::string overdue_text(const std::vector<process::DueItem>& items, const std::string& format);
std::string notifications_text(const std::vector<NotificationRow>& rows, const std::string& format);
std::string case_types_text(const std::vector<process::ProcessType>& types, const std::string& format);

// "zh; zh / en; en".
std::string reasons_text(const process::Reasons& reasons);

}  // namespace tenon
