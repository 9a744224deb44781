#include <algorithm>
#include <map>
#include <string>

#include "process/check_site.h"
#include "process/process_type_check.h"
#include "process/process_words.h"

namespace tenon::process {
namespace {

using Types = std::map<std::string, const ProcessType*, std::less<>>;

bool same_choices(const Field& source, const Field& target) {
  return std::all_of(source.choices.begin(), source.choices.end(), [&](const Choice& choice) {
    return std::any_of(target.choices.begin(), target.choices.end(),
                       [&](const Choice& other) { return other.id == choice.id; });
  });
}

void check_mapping(const std::string& path, const FieldMapping& mapping, const ProcessType& target_type,
                   CheckSite& site) {
  const Field* source = find_field(site.type(), mapping.from);
  if (source == nullptr) return;
  const Field* target = find_field(target_type, mapping.to);
  if (target == nullptr) {
    site.fault(path, mapping.to, "expected a field of the process " + target_type.id);
    return;
  }
  const bool wider = (!target->low || (source->low && *source->low >= *target->low)) &&
                     (!target->high || (source->high && *source->high <= *target->high)) &&
                     source->max_items <= target->max_items &&
                     (source->type != FieldType::kText || source->max_bytes <= target->max_bytes);
  if (source->type != target->type || !same_choices(*source, *target) || !wider) {
    site.fault(path, mapping.from, "does not always fit " + target->id + " of " + target_type.id);
  }
  if (source->seal && !target->seal) {
    site.fault(path, mapping.from, "is sealed, and " + target->id + " of " + target_type.id + " is not");
  }
}

void check_open(const std::string& path, const OpenEffect& effect, const Types& types, CheckSite& site) {
  const auto found = types.find(effect.type);
  if (found == types.end()) {
    site.fault(path + ".type", effect.type, "there is no such process");
    return;
  }
  const ProcessType& target = *found->second;
  for (const FieldMapping& mapping : effect.fields) {
    check_mapping(path + ".fields." + mapping.to, mapping, target, site);
  }
  if (!target.open.who.by_system) {
    site.fault(path + ".type", target.id, "the system may not open it (open.who)");
  }
  for (const std::string& kind : site.type().subjects) {
    if (std::find(target.subjects.begin(), target.subjects.end(), kind) == target.subjects.end()) {
      site.fault(path + ".type", target.id, "takes no " + kind + " as subject");
    }
  }
  if (!effect.back_link.empty()) {
    const Field* back = find_field(target, effect.back_link);
    if (back == nullptr || back->type != FieldType::kCase) {
      site.fault(path + ".back_link", effect.back_link,
                 "expected a field of " + target.id + " of the type case");
    }
  }
  for (const std::string& required : target.open.required_fields) {
    const bool given = required == effect.back_link ||
                       std::any_of(effect.fields.begin(), effect.fields.end(),
                                   [&](const FieldMapping& mapping) { return mapping.to == required; });
    if (!given) site.fault(path + ".fields", required, "is needed to open " + target.id);
  }
  for (const Relation required : target.open.required_people) {
    const bool given = std::any_of(effect.people.begin(), effect.people.end(),
                                   [&](const PeopleMapping& mapping) { return mapping.to == required; });
    if (!given) {
      site.fault(path + ".people", std::string(process_word(required).word),
                 "is needed to open " + target.id);
    }
  }
}

}  // namespace

void check_process_types(std::span<const ProcessType> types, FaultList& faults) {
  Types by_id;
  for (const ProcessType& type : types) {
    if (by_id.emplace(type.id, &type).second) continue;
    CheckSite(type, faults).fault("id", type.id, "two process types have this id");
  }
  for (const ProcessType& type : types) {
    CheckSite site(type, faults);
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      for (const std::string& id : type.fields[i].case_types) {
        if (by_id.contains(id)) continue;
        site.fault(CheckSite::item("fields", i) + ".case_types", id, "there is no such process");
      }
    }
    for (std::size_t i = 0; i < type.transitions.size(); ++i) {
      const auto& effects = type.transitions[i].effects.open;
      const std::string path = CheckSite::item("transitions", i) + ".then.open";
      for (std::size_t j = 0; j < effects.size(); ++j) {
        check_open(CheckSite::item(path, j), effects[j], by_id, site);
      }
    }
  }
}

}  // namespace tenon::process
