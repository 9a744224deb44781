// A case: a subject on its way through the states of a process type. Plain data, made by applying events; the
// history says how it became what it is, and replaying the history from nothing gives the same case.
//
// Invariants of cases that the kernel made: the state is one of the type; sequences in the history are
// 1, 2, ...; times never fall; no field holds an empty list; in a final state nothing is due.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "process/case_event.h"

namespace tenon::process {

// A transition that waits for signatures or for the approval of somebody else.
struct Proposal {
  std::string transition;
  Party asked_by;
  UtcSeconds asked_at = 0;
  std::vector<Party> signatures;
  std::optional<Party> approved_by;
  bool operator==(const Proposal&) const = default;
};

struct RunningDue {
  std::string id;
  Day day;
  std::optional<Day> reminded_on;  // the last time
  bool operator==(const RunningDue&) const = default;
};

// A comment, or a dated entry of a kind that the type defines.
struct CaseEntry {
  std::string kind;
  std::string text;
  FieldMap fields;
  Party by;
  UtcSeconds at = 0;
  bool operator==(const CaseEntry&) const = default;
};

struct Attachment {
  FileReference file;
  Party by;
  UtcSeconds at = 0;
  bool operator==(const Attachment&) const = default;
};

struct StateEntry {
  std::string state;
  UtcSeconds at = 0;
  bool operator==(const StateEntry&) const = default;
};

struct Case {
  std::string id;
  std::string type_id;
  int type_version = 0;
  Subject subject;
  std::string state;
  std::vector<StateEntry> path;  // the states entered, in order; the last is `state`
  FieldMap fields;
  std::vector<CasePerson> people;
  std::vector<RunningDue> dues;
  std::vector<CaseEntry> entries;
  std::vector<Attachment> attachments;
  std::vector<Proposal> proposals;
  std::vector<EventRecord> history;
  bool operator==(const Case&) const = default;
};

// Makes the event part of the case. Never fails; what an event names and the case has not is left alone.
// O(size of the part concerned).
void apply(Case& c, const EventRecord& record);

// From nothing. O(size of the history).
Case replay(std::span<const EventRecord> history);

// nullptr where there is none.
const FieldValues* find_values(const Case& c, std::string_view field);
const Proposal* find_proposal(const Case& c, std::string_view transition);

// Whether somebody stands in the relation.
bool has_person(const Case& c, Relation relation);

// How long the case was in each state that it entered, one entry a stay; of the last up to `now`.
struct Stay {
  std::string state;
  UtcSeconds from = 0;
  UtcSeconds until = 0;
};
std::vector<Stay> stays(const Case& c, UtcSeconds now);

}  // namespace tenon::process
