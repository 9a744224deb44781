#include "exchange/process_type_reader.h"

#include <limits>
#include <utility>

#include "base/file.h"
#include "base/number.h"
#include "exchange/process_parts_reader.h"
#include "exchange/process_transition_reader.h"
#include "exchange/process_type_keys.h"
#include "process/process_type_check.h"

namespace tenon {
namespace {

using process::ProcessType;

process::State read_state(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kStateKeys, site);
  process::State state;
  if (const YamlValue* id = mapping.require("id", "an id")) state.id = read_id_text(*id, site);
  if (const YamlValue* name = mapping.require("name", "a name in zh and en")) {
    state.names = read_names(*name, site);
  }
  if (const YamlValue* kind = mapping.require("kind", "a kind of state")) {
    state.kind = static_cast<process::StateKind>(read_process_word(*kind, process::state_kind_words(), site));
  }
  return state;
}

process::DueRule read_due(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kDueKeys, site);
  process::DueRule due;
  if (const YamlValue* id = mapping.require("id", "an id")) due.id = read_id_text(*id, site);
  if (const YamlValue* name = mapping.require("name", "a name in zh and en")) {
    due.names = read_names(*name, site);
  }
  const auto days = [&](const YamlValue* found, int& target) {
    if (found != nullptr) target = read_whole_days(*found, 0, site).value_or(target);
  };
  days(mapping.require("days", "days from the start to the due day"), due.days);
  days(mapping.find("remind_before_days"), due.remind_before_days);
  days(mapping.find("repeat_days"), due.repeat_days);
  if (const YamlValue* field = mapping.find("day_field")) due.day_field = read_id_text(*field, site);
  if (const YamlValue* then = mapping.find("then")) due.then = read_id_text(*then, site);
  return due;
}

process::OpenRule read_open_rule(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kOpenRuleKeys, site);
  process::OpenRule rule;
  if (const YamlValue* who = mapping.require("who", "who may, or system")) rule.who = read_access(*who, site);
  if (const YamlValue* list = mapping.find("opener_becomes"))
    rule.opener_becomes = read_relations(*list, site);
  if (const YamlValue* list = mapping.find("required")) rule.required_fields = read_ids(*list, site);
  if (const YamlValue* list = mapping.find("required_people")) {
    rule.required_people = read_relations(*list, site);
  }
  if (const YamlValue* list = mapping.find("starts_due")) rule.starts_due = read_ids(*list, site);
  return rule;
}

process::EntryKind read_entry_kind(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kEntryKindKeys, site);
  process::EntryKind kind;
  if (const YamlValue* id = mapping.require("id", "an id")) kind.id = read_id_text(*id, site);
  if (const YamlValue* name = mapping.require("name", "a name in zh and en")) {
    kind.names = read_names(*name, site);
  }
  if (const YamlValue* who = mapping.require("who", "who may, or system")) kind.who = read_access(*who, site);
  if (const YamlValue* fields = mapping.require("fields", "a list of fields")) {
    kind.fields = read_fields(*fields, site);
  }
  if (const YamlValue* list = mapping.find("required")) kind.required_fields = read_ids(*list, site);
  return kind;
}

process::Separation read_separation(const YamlValue& value, YamlSite& site) {
  const auto relations = read_relations(value, site);
  if (relations.size() == 2) return {relations[0], relations[1]};
  site.error(value, "expected two relations");
  return {};
}

process::SealedPeople read_sealed_people(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kSealedPeopleKeys, site);
  process::SealedPeople sealed;
  if (const YamlValue* relation = mapping.require("relation", "a relation")) {
    sealed.relation =
        static_cast<process::Relation>(read_process_word(*relation, process::relation_words(), site));
  }
  if (const YamlValue* list = mapping.require("visible_to", "relations")) {
    sealed.seal.visible_to = read_relations(*list, site);
  }
  if (const YamlValue* list = mapping.require("until", "states that end the seal")) {
    sealed.seal.until = read_ids(*list, site);
  }
  return sealed;
}

process::ClaimRule read_claim(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kClaimKeys, site);
  process::ClaimRule claim;
  const auto id = [&](std::string_view key, std::string& target) {
    if (const YamlValue* found = mapping.require(key, "a field")) target = read_id_text(*found, site);
  };
  id("resource", claim.resource);
  id("from", claim.from);
  id("until", claim.until);
  if (const YamlValue* list = mapping.require("in", "states")) claim.in = read_ids(*list, site);
  return claim;
}

process::UniqueRule read_unique(const YamlValue& value, YamlSite& site) {
  const YamlMapping mapping(value, kUniqueKeys, site);
  process::UniqueRule unique;
  if (const YamlValue* flag = mapping.find("subject"))
    unique.by_subject = read_flag(*flag, site).value_or(false);
  if (const YamlValue* list = mapping.find("fields")) unique.fields = read_ids(*list, site);
  if (const YamlValue* list = mapping.find("in")) unique.in = read_ids(*list, site);
  return unique;
}

// Items of a list under a key, each read by `read`.
template <class T, class Read>
void read_all(const YamlValue* value, std::string_view expected, std::vector<T>& target, YamlSite& site,
              Read read) {
  if (value == nullptr) return;
  for (const YamlValue& item : read_list(*value, expected, site)) target.push_back(read(item));
}

void read_accesses(YamlMapping& mapping, ProcessType& type, YamlSite& site) {
  const auto access = [&](std::string_view key, process::Access& target) {
    if (const YamlValue* found = mapping.require(key, "who may, or system"))
      target = read_access(*found, site);
  };
  access("see", type.see);
  access("fill", type.fill);
  access("assign", type.assign);
  access("comment", type.comment);
  if (const YamlValue* open = mapping.require("open", "who opens a case")) {
    type.open = read_open_rule(*open, site);
  }
}

void read_top_level(ProcessType& type, YamlSite& site) {
  YamlMapping mapping(site.root(), kProcessKeys, site);
  if (!mapping.is_mapping()) return;
  if (const YamlValue* id = mapping.require("id", "an id, best the file's name"))
    type.id = read_id_text(*id, site);
  if (const YamlValue* version = mapping.require("version", "a whole number from 1")) {
    type.version = read_whole_number(*version, 1, std::numeric_limits<int>::max(), site).value_or(1);
  }
  if (const YamlValue* name = mapping.require("name", "a name in zh and en"))
    type.names = read_names(*name, site);
  if (const YamlValue* text = mapping.find("description")) type.description = read_names(*text, site);
  if (const YamlValue* list = mapping.require("subjects", "kinds of subjects"))
    type.subjects = read_ids(*list, site);
  if (const YamlValue* state = mapping.require("initial", "a state"))
    type.initial = read_id_text(*state, site);
  read_accesses(mapping, type, site);
  if (const YamlValue* days = mapping.find("proposal_days")) {
    type.proposal_days = read_whole_days(*days, 1, site).value_or(type.proposal_days);
  }
  read_all(mapping.require("states", "a list of states"), "a list of states", type.states, site,
           [&](const YamlValue& item) { return read_state(item, site); });
  if (const YamlValue* fields = mapping.find("fields")) type.fields = read_fields(*fields, site);
  read_all(mapping.find("dues"), "a list of due dates", type.dues, site,
           [&](const YamlValue& item) { return read_due(item, site); });
  // After the fields, whose types say how values are read.
  read_all(mapping.require("transitions", "a list of transitions"), "a list of transitions", type.transitions,
           site, [&](const YamlValue& item) { return read_transition(item, type, site); });
  read_all(mapping.find("entries"), "a list of kinds of entries", type.entries, site,
           [&](const YamlValue& item) { return read_entry_kind(item, site); });
  read_all(mapping.find("separations"), "a list of pairs of relations", type.separations, site,
           [&](const YamlValue& item) { return read_separation(item, site); });
  read_all(mapping.find("sealed_people"), "a list of sealed relations", type.sealed_people, site,
           [&](const YamlValue& item) { return read_sealed_people(item, site); });
  if (const YamlValue* claim = mapping.find("claim")) type.claim = read_claim(*claim, site);
  if (const YamlValue* unique = mapping.find("unique")) type.unique = read_unique(*unique, site);
}

const YamlNode* child_of_key(const YamlDocument& document, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlKind::kMapping) return nullptr;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    if (document.node(node.children[i]).text == key) return &document.node(node.children[i + 1]);
  }
  return nullptr;
}

const YamlNode* child_at(const YamlDocument& document, const YamlNode& node, std::string_view index) {
  const auto position = parse_integer(index);
  const bool is_there = node.kind == YamlKind::kSequence && position && *position >= 0 &&
                        static_cast<std::size_t>(*position) < node.children.size();
  return is_there ? &document.node(node.children[static_cast<std::size_t>(*position)]) : nullptr;
}

// Where "transitions[3].from[0]" stands, or the deepest part of the path that the file has: a key that is
// missing is told where it should be, an item of a list that was written as a single value at the value.
const YamlNode& node_at(const YamlDocument& document, std::string_view path) {
  const YamlNode* node = &document.root();
  while (!path.empty()) {
    const YamlNode* child = nullptr;
    if (path.front() == '[') {
      const std::size_t end = path.find(']');
      child = child_at(document, *node, path.substr(1, end - 1));
      path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    } else {
      if (path.front() == '.') path.remove_prefix(1);
      const std::size_t end = path.find_first_of(".[");
      child = child_of_key(document, *node, path.substr(0, end));
      path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    }
    if (child == nullptr) return *node;
    node = child;
  }
  return *node;
}

}  // namespace

std::optional<ProcessType> parse_process_type(const std::string& file, std::string_view bytes,
                                              FaultList& faults) {
  // Errors are told apart from those that the list may hold already.
  const std::size_t errors_before = faults.error_count();
  const auto document = parse_yaml(file, bytes, faults);
  if (!document) return std::nullopt;
  ProcessType type;
  YamlSite site(file, *document, faults);
  read_top_level(type, site);
  // The check would only tell again what could not be read.
  if (faults.error_count() > errors_before) return std::nullopt;
  FaultList unplaced;
  process::check_process_type(type, unplaced);
  for (Fault fault : unplaced.errors()) {
    const YamlNode& node = node_at(*document, fault.column_name);
    fault.file = file;
    fault.line = node.line;
    fault.column = node.column;
    faults.add(std::move(fault));
  }
  if (faults.error_count() > errors_before) return std::nullopt;
  return type;
}

std::optional<ProcessType> read_process_type(const std::string& path, FaultList& faults) {
  const auto file = MappedFile::open(path);
  if (!file) {
    faults.add({Severity::kError, path, 0, 0, "", "", file.error().message});
    return std::nullopt;
  }
  return parse_process_type(path, file->bytes(), faults);
}

}  // namespace tenon
