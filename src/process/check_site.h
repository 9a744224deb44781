// What the checks of process types share: where faults go, and the plain questions that many of them ask.
// Internal to the module.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.h"
#include "base/nearest_word.h"
#include "process/process_type.h"

namespace tenon::process {

class CheckSite {
 public:
  CheckSite(const ProcessType& type, FaultList& faults) : type_(type), faults_(faults) {}

  [[nodiscard]] const ProcessType& type() const { return type_; }

  void fault(std::string path, std::string value, std::string expected) {
    faults_.add({Severity::kError, type_.id, 0, 0, std::move(path), std::move(value), std::move(expected)});
  }

  // Of ids that are to be those of a state, a field, ...
  void check_state(const std::string& path, const std::string& id) {
    check_known(path, id, find_state(type_, id) != nullptr, type_.states, "a state");
  }
  bool check_field(const std::string& path, const std::string& id) {
    return check_known(path, id, find_field(type_, id) != nullptr, type_.fields, "a field");
  }
  void check_due(const std::string& path, const std::string& id) {
    check_known(path, id, find_due(type_, id) != nullptr, type_.dues, "a due date");
  }
  void check_transition(const std::string& path, const std::string& id) {
    check_known(path, id, find_transition(type_, id) != nullptr, type_.transitions, "a transition");
  }
  void check_states(const std::string& path, const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i) check_state(item(path, i), ids[i]);
  }
  void check_fields(const std::string& path, const std::vector<std::string>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i) check_field(item(path, i), ids[i]);
  }

  void check_names(const std::string& path, const Names& names) {
    if (names.zh.empty()) fault(path + ".zh", "", "expected a name in Chinese");
    if (names.en.empty()) fault(path + ".en", "", "expected a name in English");
  }

  // Ids that are empty or stand twice, and names.
  template <class T>
  void check_ids(const std::string& path, const std::vector<T>& items) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].id.empty()) fault(item(path, i) + ".id", "", "expected an id");
      if (!seen.insert(items[i].id).second) {
        fault(item(path, i) + ".id", items[i].id, "the id is taken by an item before this one");
      }
      check_names(item(path, i) + ".name", items[i].names);
    }
  }

  void check_access(const std::string& path, const Access& access) {
    if (access.permission.empty() != access.relations.empty()) {
      fault(path, "", "expected a permission and relations, or neither");
    }
    if (access.permission.empty() && access.relations.empty() && !access.by_system) {
      fault(path, "", "nobody may; expected a permission and relations, or system");
    }
    check_somebody(path + ".except", access.except);
  }
  // Where a relation must be somebody's.
  void check_somebody(const std::string& path, const std::vector<Relation>& relations) {
    for (std::size_t i = 0; i < relations.size(); ++i) {
      if (relations[i] == Relation::kAnyone) {
        fault(item(path, i), "anyone", "expected a relation to the case");
      }
    }
  }

  static std::string item(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
  }

 private:
  template <class T>
  bool check_known(const std::string& path, const std::string& id, bool known, const std::vector<T>& items,
                   const std::string& what) {
    if (known) return true;
    NearestWord nearest(id);
    for (const T& item : items) nearest.offer(item.id);
    fault(path, id, "expected " + what + " of this process" + nearest.suggestion());
    return false;
  }

  const ProcessType& type_;
  FaultList& faults_;
};

// Fields, entries' fields included; transitions with their guards and effects; the ways between states.
void check_field_definitions(const std::string& path, const std::vector<Field>& fields, CheckSite& site);
void check_transitions(CheckSite& site);
void check_ways(CheckSite& site);

}  // namespace tenon::process
