// A process type: what a kind of case goes through, as data.
//
// Everything that one process has and another has not stands here: states, fields, who may do what, what must
// be filled before, what is due when, what happens then. The kernel (kernel.h) runs any sound type; whether a
// type is sound says process_type_check.h. Types come from YAML (exchange/process_type_reader.h); keys and
// rules in docs/processes.md.
//
// A type is read once and const from then on. A case belongs to one version of its type for good.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "process/field_value.h"

namespace tenon::process {

struct Names {
  std::string zh;
  std::string en;
  bool operator==(const Names&) const = default;
};

// What somebody is to a case.
enum class Relation {
  kAnyone,        // needs none: the permission is enough
  kOwner,         // answers for it; one at a time
  kLeadProvince,  // one at a time
  kParticipant,
  kApplicant,
  kReviewer,
  kOtherSide,
};

// Who may: a person with the permission in any of the relations and in none of `except`. Without permission
// and relations: nobody.
struct Access {
  std::string permission;
  std::vector<Relation> relations;
  bool by_system = false;  // the platform itself may as well
  std::vector<Relation> except = {};
  bool operator==(const Access&) const = default;
};

enum class StateKind {
  kWaiting,  // for somebody to take it up
  kActive,
  kDone,     // final: it came to its end
  kDropped,  // final: it was given up, refused or out of time
};

struct State {
  std::string id;
  Names names;
  StateKind kind = StateKind::kActive;
  [[nodiscard]] bool is_final() const { return kind == StateKind::kDone || kind == StateKind::kDropped; }
};

// Who alone sees something until the case has been in one of the states; without states for good. The
// platform itself always does.
struct Seal {
  std::vector<Relation> visible_to;
  std::vector<std::string> until;
};

struct Choice {
  std::string id;
  Names names;
};

struct Field {
  std::string id;
  Names names;
  FieldType type = FieldType::kText;
  std::string unit;                     // of a number
  std::optional<double> low;            // of a number; of money in fen, whole
  std::optional<double> high;           //
  std::size_t max_bytes = 4'000;        // of a text
  std::size_t max_items = 1;            // above 1: a list
  std::vector<Choice> choices;          // of a choice
  std::vector<std::string> case_types;  // of a case reference: types that it may name; empty: any
  bool is_computed = false;             // filled by the platform alone
  std::optional<Access> filled_by;      // else the type's `fill`
  std::vector<std::string> filled_in;   // states in which people fill it; empty: all that are not final
  std::optional<Seal> seal;
};

struct FromField {
  std::string field;
};

// Holds if the field is filled, and so is the other one, and the comparison holds. For single values.
struct Condition {
  std::string field;
  Comparison comparison = Comparison::kEqual;
  std::variant<FieldValue, FromField> operand;
};

// What must be so before a transition.
struct Guard {
  std::vector<std::string> required_fields;
  std::vector<Relation> required_people;  // somebody stands in each of these relations
  std::vector<Condition> conditions;
  int after_days = 0;      // calendar days that the case must have been in its state
  bool four_eyes = false;  // somebody else must approve
};

// All people that stand in one of the relations sign, each organisation once, before the transition happens.
struct Countersign {
  Access who;              // its relations name the signatories
  std::size_t number = 0;  // how many organisations are enough; 0: all
};

// A field filled by the transition itself.
struct Assignment {
  std::string field;
  struct Today {};
  std::variant<FieldValue, Today, FromField> source;
};

struct FieldMapping {
  std::string from;  // of this case
  std::string to;    // of the new one
};
struct PeopleMapping {
  Relation from = Relation::kOwner;
  Relation to = Relation::kOwner;
};

// Opens a case of another type on the same subject.
struct OpenEffect {
  std::string type;
  std::vector<FieldMapping> fields;
  std::vector<PeopleMapping> people;
  std::string link;       // field of this case that takes the id of the new one; empty: none
  std::string back_link;  // field of the new case that takes the id of this one; empty: none
};

struct Effects {
  std::vector<Relation> notify;
  std::vector<std::string> recompute;  // names of computations, which the service knows
  std::vector<OpenEffect> open;
};

struct Transition {
  std::string id;
  Names names;
  std::vector<std::string> from;
  bool from_any = false;  // every other state that is not final; with `reopens` final ones as well
  std::string to;
  bool reopens = false;  // the only way out of a final state
  Access who;
  Guard guard;
  std::vector<Guard> alternatives;  // where there are any, one must hold beside `guard`
  std::optional<Countersign> countersign;
  std::optional<Access> approved_by;  // where four eyes are needed; else `who`
  std::vector<Assignment> sets;
  std::vector<std::string> clears;      // fields
  std::vector<std::string> starts_due;  // anew if running
  std::vector<std::string> stops_due;
  Effects effects;
};

// A due date that transitions start and stop. Entering a final state stops all.
struct DueRule {
  std::string id;
  Names names;
  int days = 0;                // after the day on which it starts
  std::string day_field;       // where not empty: the day in this field instead, `days` if it is not filled
  int remind_before_days = 0;  // the first reminder
  int repeat_days = 7;         // between reminders once overdue; 0: one is enough
  std::string then;            // transition that happens by itself once overdue; empty: reminders only
};

// Dated entries beside plain comments, such as a log of what was done and what came of it.
struct EntryKind {
  std::string id;
  Names names;
  Access who;
  std::vector<Field> fields;  // without seals
  std::vector<std::string> required_fields;
};

struct OpenRule {
  Access who;
  std::vector<Relation> opener_becomes;
  std::vector<std::string> required_fields;
  std::vector<Relation> required_people;
  std::vector<std::string> starts_due;
};

// No person or organisation may stand in both relations (reviewers and those whom they review).
struct Separation {
  Relation first = Relation::kReviewer;
  Relation second = Relation::kApplicant;
};

struct SealedPeople {
  Relation relation = Relation::kApplicant;
  Seal seal;
};

// In these states the case holds a resource from one moment or day (inside) to another (outside). The kernel
// says what is held, the store that no two cases of the type hold it at once.
struct ClaimRule {
  std::string resource;  // field
  std::string from;      // field, a day or a moment
  std::string until;     // field of the same type
  std::vector<std::string> in;
};

// There is one case of the type for each subject and values of these fields; the kernel gives the key, the
// store keeps it unique. A decision once made is found again instead of asked again.
struct UniqueRule {
  bool by_subject = false;
  std::vector<std::string> fields;
  std::vector<std::string> in;  // states that count; empty: all
};

struct ProcessType {
  std::string id;
  int version = 1;
  Names names;
  Names description;
  std::vector<std::string> subjects;  // kinds of things that a case may be about
  std::string initial;                // state
  Access see;
  OpenRule open;
  Access fill;
  Access assign;
  Access comment;          // and attach
  int proposal_days = 14;  // how long what waits for signatures or approval stands
  std::vector<State> states;
  std::vector<Field> fields;
  std::vector<DueRule> dues;
  std::vector<Transition> transitions;
  std::vector<EntryKind> entries;
  std::vector<Separation> separations;
  std::vector<SealedPeople> sealed_people;
  std::optional<ClaimRule> claim;
  std::optional<UniqueRule> unique;
};

// nullptr where there is none of that id. O(number of them).
const State* find_state(const ProcessType& type, std::string_view id);
const Field* find_field(const ProcessType& type, std::string_view id);
const Transition* find_transition(const ProcessType& type, std::string_view id);
const DueRule* find_due(const ProcessType& type, std::string_view id);
const EntryKind* find_entry_kind(const ProcessType& type, std::string_view id);

// Whether the transition leaves this state, reopening minded.
bool leaves(const Transition& transition, const State& state);

}  // namespace tenon::process
