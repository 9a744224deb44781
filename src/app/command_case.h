// tenon case: cases of the store, run by the process types that it holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tenon {

// What all of them have. The command line has no accounts: who it acts for may do whatever the process type
// lets people in their relation to the case do.
struct CaseOptions {
  std::string address;  // empty: $TENON_DB, else tenon.db
  std::string acts_as;  // PERSON[@ORGANISATION[@REGION]]; empty: the user of the machine
  bool is_platform = false;
  std::string format = "table";
  std::string out;
};

struct CaseTypesCommand : CaseOptions {
  std::vector<std::string> files;  // YAML; none: list what the store has
};

struct CaseOpenCommand : CaseOptions {
  std::string type;
  std::string subject_kind;
  std::string subject_id;
  std::string id;
  std::vector<std::string> fields;  // NAME=VALUE
  std::vector<std::string> people;  // RELATION=PERSON[@ORGANISATION[@REGION]]
};

// One command to a case that is there.
struct CaseActCommand : CaseOptions {
  std::string id;
  std::string transition;           // act, sign, approve, refuse, withdraw
  std::string text;                 // note; refuse: why
  std::vector<std::string> fields;  // act, fill
  std::vector<std::string> people;  // assign, release: one each
  std::optional<std::uint64_t> expected;
};

struct CaseShowCommand : CaseOptions {
  std::string id;
};

struct CaseListCommand : CaseOptions {
  std::string type;
  std::string state;
  bool is_overdue = false;
};

// Return the exit code; 1 also where the rules of the process refuse.
int run_case_types(const CaseTypesCommand& options);
int run_case_open(const CaseOpenCommand& options);
int run_case_act(const CaseActCommand& options);
int run_case_fill(const CaseActCommand& options);
int run_case_note(const CaseActCommand& options);
int run_case_assign(const CaseActCommand& options);
int run_case_release(const CaseActCommand& options);
int run_case_sign(const CaseActCommand& options);
int run_case_approve(const CaseActCommand& options);
int run_case_refuse(const CaseActCommand& options);
int run_case_withdraw(const CaseActCommand& options);
int run_case_show(const CaseShowCommand& options);
int run_case_list(const CaseListCommand& options);
int run_case_tick(const CaseOptions& options);

}  // namespace tenon
