// What can happen to a case. An event is a fact: it was decided when it was made and is applied without being
// asked again, so a history replays to the same case even where its type has a later version.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "process/process_type.h"

namespace tenon::process {

// Who did something. Of the platform itself only is_system is set.
struct Party {
  std::string person;
  std::string organisation;
  std::string region;
  bool is_system = false;
  bool operator==(const Party&) const = default;
};

struct Subject {
  std::string kind;
  std::string id;
  bool operator==(const Subject&) const = default;
};

// Somebody in a relation to a case: the person where one is named, else everybody of the organisation, else
// of the region.
struct CasePerson {
  Relation relation = Relation::kParticipant;
  std::string person;
  std::string organisation;
  std::string region;
  bool operator==(const CasePerson&) const = default;
};

namespace event {

struct Opened {
  std::string case_id;
  std::string type_id;
  int type_version = 1;
  Subject subject;
  std::string state;
  bool operator==(const Opened&) const = default;
};
struct FieldFilled {
  std::string field;
  FieldValues values;  // none: emptied
  bool operator==(const FieldFilled&) const = default;
};
struct PersonAssigned {
  CasePerson person;
  bool operator==(const PersonAssigned&) const = default;
};
struct PersonReleased {
  CasePerson person;
  bool operator==(const PersonReleased&) const = default;
};
struct EntryAdded {
  std::string kind;  // empty: a plain comment
  std::string text;
  FieldMap fields;
  bool operator==(const EntryAdded&) const = default;
};
struct Attached {
  FileReference file;
  bool operator==(const Attached&) const = default;
};
// The transition waits for signatures or approval: a proposal.
struct Proposed {
  std::string transition;
  bool operator==(const Proposed&) const = default;
};
struct Signed {
  std::string transition;
  bool operator==(const Signed&) const = default;
};
struct Approved {
  std::string transition;
  bool operator==(const Approved&) const = default;
};
// The ends of a proposal that is not carried out.
enum class ProposalEnd {
  kRefused,
  kWithdrawn,
  kExpired,
  kLapsed,  // what had been signed or asked is no longer what would happen
};
struct ProposalEnded {
  std::string transition;
  ProposalEnd end = ProposalEnd::kRefused;
  std::string why;  // in the words of who refused
  bool operator==(const ProposalEnded&) const = default;
};
struct Moved {
  std::string transition;
  std::string from;
  std::string to;
  bool operator==(const Moved&) const = default;
};
struct DueStarted {
  std::string due;
  Day day;
  bool operator==(const DueStarted&) const = default;
};
struct DueStopped {
  std::string due;
  bool operator==(const DueStopped&) const = default;
};
struct Reminded {
  std::string due;
  bool is_overdue = false;
  bool operator==(const Reminded&) const = default;
};
// Work for the service: it tells the people, opens the case (and fills `link` with its id), computes.
struct NotificationAsked {
  Relation relation = Relation::kOwner;
  std::string transition;
  bool operator==(const NotificationAsked&) const = default;
};
struct CaseAsked {
  std::string type;
  Subject subject;
  FieldMap fields;
  std::vector<CasePerson> people;
  std::string link;
  bool operator==(const CaseAsked&) const = default;
};
struct RecomputeAsked {
  std::string computation;
  bool operator==(const RecomputeAsked&) const = default;
};

}  // namespace event

using Event =
    std::variant<event::Opened, event::FieldFilled, event::PersonAssigned, event::PersonReleased,
                 event::EntryAdded, event::Attached, event::Proposed, event::Signed, event::Approved,
                 event::ProposalEnded, event::Moved, event::DueStarted, event::DueStopped, event::Reminded,
                 event::NotificationAsked, event::CaseAsked, event::RecomputeAsked>;

struct EventRecord {
  std::uint64_t sequence = 0;  // 1, 2, ... within the case
  UtcSeconds at = 0;
  Party actor;
  Event event;
  bool operator==(const EventRecord&) const = default;
};

}  // namespace tenon::process
