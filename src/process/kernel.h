// The process kernel: one pure function from a case and a command to events, for every process type.
//
// The simple version. A process is a graph of states; a case stands in one of them, and a command moves it
// along an edge. What is left out of that picture is what makes offices work:
//
// - A transition has a guard (what must be filled, who must be there, what must hold, how long it must have
//   waited), and alternatives, of which one must hold beside it: "the score fell, or a reason and four eyes".
// - A transition that others must sign or approve does not happen when it is asked for. It becomes a
// proposal,
//   collects signatures, then the approval, and is carried out by the last of them. The asker never approves.
//   What was signed is what takes effect: when a field changes, or the people who are to sign, the proposal
//   lapses.
// - Time enters as an argument. tick() turns a later `now` into reminders, expired proposals and transitions
//   that happen by themselves; run twice it gives nothing new.
// - The world enters as commands of the platform (Party::is_system): computed figures, ids of cases that were
//   opened. It leaves as events that ask for something: notify, open a case, recompute.
// - What one case alone cannot know (that a resource is free, that there is no second case of a kind) leaves
// as
//   claims and keys (case_view.h), which the store holds apart in its transaction.
//
// decide() never changes a case. The caller appends the events to the stored history where the sequence fits
// (two commands at once: one finds the sequence taken and is decided anew), and apply() makes the next case.
// The events of a decision belong together: all or none are stored.
//
// Closed cases: in a final state a case changes neither state, people nor fields, except by a transition that
// reopens it, by fields that the type lets people fill there, and by what the platform fills. It can still be
// talked about: comments, entries, files.
//
// Cost: O(size of the case) a command, its history included, for the working copy. Pure, thread-safe. The
// type must be sound (process_type_check.h); a type with faults gives refusals, never undefined behaviour.
#pragma once

#include <optional>
#include <vector>

#include "process/case.h"
#include "process/command.h"
#include "process/reason.h"

namespace tenon::process {

// Events, or the reasons why not. Both empty: there is nothing to do.
struct Decision {
  std::vector<EventRecord> events;
  Reasons refusal;
  [[nodiscard]] bool ok() const { return refusal.empty(); }
};

// The first event of a new case, and those that go with it.
Decision open(const ProcessType& type, const command::Open& command, const Actor& actor, UtcSeconds now);

Decision decide(const ProcessType& type, const Case& c, const Command& command, const Actor& actor,
                UtcSeconds now);

// What time alone brings about, done by the platform: proposals older than type.proposal_days expire; what is
// overdue takes its transition (each due once a tick); reminders. Never refuses on a case of this type.
Decision tick(const ProcessType& type, const Case& c, UtcSeconds now);

// The first day on which tick() can give events while nothing else happens to the case: on every day before
// it gives none. nullopt: never. O(dues + proposals).
std::optional<Day> next_tick_day(const ProcessType& type, const Case& c);

// The case with the events of a decision applied.
Case after(Case c, const Decision& decision);

}  // namespace tenon::process
