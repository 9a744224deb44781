// How the work on a chain is organised between provinces: who leads, who takes part, whose turn the chair is,
// which documents there are, what is to be done by whom by when. Plain records; files of them are read by
// exchange/governance_reader.h, what follows from them says service/governance.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"

namespace tenon {

// A day that may be known to its year or month only, as sources give it. Of what is known to the year, the
// year counts from its first day on.
struct PartialDay {
  int year = 0;
  unsigned month = 0;  // 0: not known
  unsigned day = 0;    // 0: not known
  bool operator==(const PartialDay&) const = default;
};

struct BilingualName {
  std::string zh;
  std::string en;
  bool operator==(const BilingualName&) const = default;
};

// A kind of document that a chain keeps.
struct ArtefactType {
  std::string id;
  BilingualName name;
  bool is_required = true;
  bool is_own = false;  // named by this program, not by a source
  std::string source;   // not empty unless is_own
  std::string grade;    // A, B, C of the source; empty if is_own
  bool operator==(const ArtefactType&) const = default;
};
struct ArtefactTypes {
  std::vector<ArtefactType> types;  // in the order in which they are listed
  bool operator==(const ArtefactTypes&) const = default;
};

// An editable list of terms whose official wording is not published.
struct DictionaryEntry {
  std::string id;
  BilingualName name;
  bool is_official = false;
  BilingualName note;  // where the wording is from
  bool operator==(const DictionaryEntry&) const = default;
};
struct Dictionary {
  std::string id;
  BilingualName name;
  std::vector<DictionaryEntry> entries;
  bool operator==(const Dictionary&) const = default;
};

enum class ArtefactState : std::uint8_t { kMissing, kDraft, kInReview, kApproved };
enum class PlanItemState : std::uint8_t { kOpen, kRunning, kDone, kDropped };

struct LeadTerm {
  std::string region_code;
  PartialDay since;
  std::string source;
  bool operator==(const LeadTerm&) const = default;
};

// The chair for a time, both days inside; without `until` open.
struct ChairTerm {
  std::string region_code;
  Day from;
  std::optional<Day> until;
  bool operator==(const ChairTerm&) const = default;
};

struct Artefact {
  std::string type;
  ArtefactState state = ArtefactState::kMissing;
  std::optional<Day> due;
  std::optional<std::int64_t> record;  // in the store
  std::string file;                    // digest in the store; empty: none
  std::string note;
  bool operator==(const Artefact&) const = default;
};

// A province's consent to what stands in the record; each change of something else takes it away.
struct Countersignature {
  std::string region_code;
  std::string by;  // account
  Day on;
  bool operator==(const Countersignature&) const = default;
};

struct ChainGovernance {
  std::string chain_id;
  std::vector<LeadTerm> leads;            // since rising
  std::vector<std::string> participants;  // region codes, without the lead
  std::vector<std::string> chair_order;   // region codes; the chair goes round in this order
  std::vector<ChairTerm> chairs;          // from rising, without overlap
  std::vector<Artefact> artefacts;        // a type once
  std::vector<Countersignature> countersigned_by;
  bool operator==(const ChainGovernance&) const = default;
};

struct WorkPlanItem {
  std::string id;
  std::string what;
  std::string who;  // an organisation, region or person as the plan names it
  std::optional<Day> by;
  PlanItemState state = PlanItemState::kOpen;
  std::string note;
  bool operator==(const WorkPlanItem&) const = default;
};
struct WorkPlan {
  std::string chain_id;
  int year = 0;
  std::string goals;
  std::vector<WorkPlanItem> items;
  std::vector<Countersignature> countersigned_by;
  bool operator==(const WorkPlan&) const = default;
};

}  // namespace tenon
