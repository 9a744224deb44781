#include "service/governance_dues.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "process/field_value.h"
#include "service/governance.h"
#include "service/governance_desk.h"
#include "store/notification_store.h"
#include "store/reminder_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

// Something with a day, and who is told of it in which words.
struct Dated {
  std::int64_t record = 0;
  std::string item;
  Day due;
  std::vector<std::string> regions;
  std::string text_zh;
  std::string text_en;
};

std::int64_t number_of(Day day) {
  return day.time_since_epoch().count();
}

bool is_gb_code(const std::string& text) {
  return text.size() == 6 && text.find_first_not_of("0123456789") == std::string::npos;
}

BilingualName name_of(const ArtefactTypes& types, const std::string& id) {
  for (const ArtefactType& type : types.types) {
    if (type.id == id) return type.name;
  }
  return {id, id};
}

void add_governance(const KeptGovernance& kept, const ArtefactTypes& types, Day today,
                    std::vector<Dated>& dates) {
  const ChainGovernance& governance = kept.governance;
  const LeadTerm* lead = lead_on(governance, today);
  if (lead == nullptr) return;
  for (const Artefact& artefact : governance.artefacts) {
    if (!artefact.due || artefact.state == ArtefactState::kApproved) continue;
    const BilingualName name = name_of(types, artefact.type);
    dates.push_back({kept.record,
                     artefact.type,
                     *artefact.due,
                     {lead->region_code},
                     "产业链 " + governance.chain_id + " 的“" + name.zh + "”",
                     "Chain " + governance.chain_id + ": " + name.en});
  }
}

// The lead of the chain, where its governance is kept.
std::string lead_of(const std::vector<KeptGovernance>& all, const std::string& chain, Day today) {
  for (const KeptGovernance& kept : all) {
    if (kept.governance.chain_id != chain) continue;
    const LeadTerm* lead = lead_on(kept.governance, today);
    return lead != nullptr ? lead->region_code : std::string();
  }
  return {};
}

void add_plan(const KeptWorkPlan& kept, const std::string& lead, std::vector<Dated>& dates) {
  for (const WorkPlanItem& item : kept.plan.items) {
    if (!item.by || item.state == PlanItemState::kDone || item.state == PlanItemState::kDropped) continue;
    std::vector<std::string> regions;
    if (!lead.empty()) regions.push_back(lead);
    if (is_gb_code(item.who) && item.who != lead) regions.push_back(item.who);
    const std::string year = std::to_string(kept.plan.year);
    dates.push_back({kept.record, item.id, *item.by, std::move(regions),
                     "产业链 " + kept.plan.chain_id + " " + year + " 年工作计划“" + item.what + "”",
                     "Chain " + kept.plan.chain_id + ", work plan of " + year + ": " + item.what});
  }
}

// What is to be told of it today; nullopt: nothing, or it was told.
std::optional<ReminderRow> reminder_of(Connection& connection, const Dated& dated, Day today) {
  const bool is_overdue = dated.due < today;
  if (!is_overdue && today < dated.due - std::chrono::days(kRemindBeforeDays)) return std::nullopt;
  ReminderRow now{dated.record, dated.item, number_of(dated.due), is_overdue, number_of(today)};
  const auto last = find_reminder(connection, dated.record, dated.item);
  const bool is_told = last && last->due_day == now.due_day && last->is_overdue == is_overdue;
  if (is_told && (!is_overdue || now.told_day < last->told_day + kRemindAgainDays)) return std::nullopt;
  return now;
}

NotificationRow notification_of(const Dated& dated, const std::string& region, bool is_overdue,
                                std::int64_t at) {
  NotificationRow row;
  row.to.region_code = region;
  row.text_zh = dated.text_zh + (is_overdue ? "已逾期" : "即将到期") + "（" + day_text(dated.due) + "）";
  row.text_en =
      dated.text_en + (is_overdue ? " is overdue" : " is coming up") + " (" + day_text(dated.due) + ")";
  row.made_at = at;
  return row;
}

Result<std::vector<Dated>> dates_of(Database& database, const RecordCaller& caller, Day today) {
  auto types = stored_artefact_types(database, caller);
  if (!types && types.error().code != ErrorCode::kNotFound) return types.error();
  const auto governance = list_governance(database, caller);
  if (!governance) return governance.error();
  const auto plans = list_work_plans(database, caller);
  if (!plans) return plans.error();
  std::vector<Dated> dates;
  for (const KeptGovernance& kept : *governance) {
    add_governance(kept, types ? *types : ArtefactTypes{}, today, dates);
  }
  for (const KeptWorkPlan& kept : *plans) {
    add_plan(kept, lead_of(*governance, kept.plan.chain_id, today), dates);
  }
  return dates;
}

}  // namespace

Result<std::size_t> remind_of_governance(Database& database, const Actor& actor, UtcTime time) {
  const std::int64_t at = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  const Day today = process::day_of(at);
  RecordCaller caller;
  caller.account = actor;
  caller.time = time;
  const auto dates = dates_of(database, caller, today);
  if (!dates) return dates.error();
  // Looked at first without keeping writers out.
  const auto has_any =
      in_transaction<bool>(database, TransactionKind::kRead, [&](Connection& connection) -> Result<bool> {
        return std::any_of(dates->begin(), dates->end(), [&](const Dated& dated) {
          return reminder_of(connection, dated, today).has_value();
        });
      });
  if (!has_any) return has_any.error();
  if (!*has_any) return std::size_t{0};
  return in_transaction<std::size_t>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<std::size_t> {
        std::size_t told = 0;
        for (const Dated& dated : *dates) {
          const auto reminder = reminder_of(connection, dated, today);
          if (!reminder) continue;
          keep_reminder(connection, *reminder);
          for (const std::string& region : dated.regions) {
            add_notification(connection, notification_of(dated, region, reminder->is_overdue, at));
            ++told;
          }
        }
        if (told == 0) return told;
        const auto logged =
            audit_step(event_of(actor, time, "governance.remind", "governance", "",
                                R"({"notifications":)" + std::to_string(told) + "}"))(connection);
        if (!logged) return logged.error();
        return told;
      });
}

}  // namespace tenon
