#include "service/case_summary.h"

#include <utility>

#include "process/kernel.h"
#include "service/case_codec.h"

namespace tenon {

void summarise_case(const process::ProcessType& type, const process::Case& c, CaseRow& row) {
  row.people = write_case_people(c.people);
  row.wakes_on.reset();
  if (const auto day = process::next_tick_day(type, c)) row.wakes_on = day->time_since_epoch().count();
}

Result<std::optional<process::Case>> case_of_summary(const CaseRow& row) {
  using Summary = std::optional<process::Case>;
  if (!row.people) return Summary();
  auto people = read_case_people(*row.people);
  if (!people)
    return Error{people.error().code, "people of case '" + row.id + "': " + people.error().message};
  process::Case c;
  c.id = row.id;
  c.type_id = row.type;
  c.type_version = static_cast<int>(row.type_version);
  c.subject = {row.subject_kind, row.subject_id};
  c.state = row.state;
  c.people = std::move(*people);
  return Summary(std::move(c));
}

}  // namespace tenon
