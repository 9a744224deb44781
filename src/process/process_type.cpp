#include "process/process_type.h"

#include <algorithm>

namespace tenon::process {
namespace {

template <class T>
const T* find_by_id(const std::vector<T>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [id](const T& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const State* find_state(const ProcessType& type, std::string_view id) {
  return find_by_id(type.states, id);
}
const Field* find_field(const ProcessType& type, std::string_view id) {
  return find_by_id(type.fields, id);
}
const Transition* find_transition(const ProcessType& type, std::string_view id) {
  return find_by_id(type.transitions, id);
}
const DueRule* find_due(const ProcessType& type, std::string_view id) {
  return find_by_id(type.dues, id);
}
const EntryKind* find_entry_kind(const ProcessType& type, std::string_view id) {
  return find_by_id(type.entries, id);
}

bool leaves(const Transition& transition, const State& state) {
  if (state.is_final() && !transition.reopens) return false;
  if (transition.from_any) return state.id != transition.to;
  return std::find(transition.from.begin(), transition.from.end(), state.id) != transition.from.end();
}

}  // namespace tenon::process
