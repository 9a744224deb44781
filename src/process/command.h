// What people and the platform ask of a case.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "process/case_event.h"

namespace tenon::process {

// Who asks. The permissions are those that hold for this case: scopes of organisations and regions are
// settled by who makes the actor. A person has an id; the platform itself (is_system) has none and needs no
// permission.
struct Actor {
  Party party;
  std::vector<std::string> permissions;
};

namespace command {

struct Open {
  std::string case_id;  // new; the store's
  Subject subject;
  FieldMap fields;
  std::vector<CasePerson> people;
};
// Takes a transition, filling fields on the way.
struct Act {
  std::string transition;
  FieldMap fields;  // an empty list empties
};
struct Fill {
  FieldMap fields;  // an empty list empties
};
struct Assign {
  CasePerson person;
};
struct Release {
  CasePerson person;
};
struct AddEntry {
  std::string kind;  // of the type; empty: a plain comment
  std::string text;
  FieldMap fields;
};
struct Attach {
  FileReference file;
};
struct Sign {
  std::string transition;
};
struct Approve {
  std::string transition;
};
struct Refuse {
  std::string transition;
  std::string why;
};
// The asker takes a proposal back.
struct Withdraw {
  std::string transition;
};

}  // namespace command

// What can be asked of a case that is there.
using Command =
    std::variant<command::Act, command::Fill, command::Assign, command::Release, command::AddEntry,
                 command::Attach, command::Sign, command::Approve, command::Refuse, command::Withdraw>;

}  // namespace tenon::process
