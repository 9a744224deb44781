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
  std::string kind;                 // note: of an entry; empty: a comment
  std::string date;                 // note: fills the first day of the entry's kind
  std::string file;                 // attach: path
  std::string file_name;            // attach: as the case has it; empty: that of the path
  std::vector<std::string> fields;  // act, fill, note
  std::vector<std::string> people;  // assign, release: one each
  std::optional<std::uint64_t> expected;
};

struct CaseShowCommand : CaseOptions {
  std::string id;
};

struct CaseFileCommand : CaseOptions {  // writes the bytes to CaseOptions::out
  std::string id;
  std::string digest;
};

struct CaseNotificationsCommand : CaseOptions {
  std::vector<std::string> roles;
  bool only_unread = false;
  std::optional<std::int64_t> read_id;  // marks this one as read
  bool read_all = false;
};

struct CaseRecomputeCommand : CaseOptions {
  std::size_t limit = 0;  // 0: all that wait
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
int run_case_attach(const CaseActCommand& options);
int run_case_file(const CaseFileCommand& options);
int run_case_notifications(const CaseNotificationsCommand& options);
int run_case_assign(const CaseActCommand& options);
int run_case_release(const CaseActCommand& options);
int run_case_sign(const CaseActCommand& options);
int run_case_approve(const CaseActCommand& options);
int run_case_refuse(const CaseActCommand& options);
int run_case_withdraw(const CaseActCommand& options);
int run_case_show(const CaseShowCommand& options);
int run_case_list(const CaseListCommand& options);
int run_case_tick(const CaseOptions& options);
int run_case_recompute(const CaseRecomputeCommand& options);

}  // namespace tenon
