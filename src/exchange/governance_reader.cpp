#include "exchange/governance_reader.h"

#include <limits>
#include <tuple>
#include <utility>

#include "base/number.h"
#include "base/text.h"
#include "exchange/governance_keys.h"
#include "exchange/governance_parts_reader.h"
#include "exchange/process_parts_reader.h"
#include "exchange/yaml_tree.h"
#include "exchange/yaml_values.h"
#include "model/governance_words.h"

namespace tenon {
namespace {

// The file as `read` makes it of its root; nullopt where that, or the form of the file, has faults.
template <class T, class Read>
std::optional<T> parse_whole(const std::string& file, std::string_view bytes, FaultList& faults, Read read) {
  // Errors are told apart from those that the list may hold already.
  const std::size_t errors_before = faults.error_count();
  const auto document = parse_yaml(file, bytes, faults);
  if (!document) return std::nullopt;
  YamlSite site(file, *document, faults);
  T whole = read(site.root(), site);
  if (faults.error_count() > errors_before) return std::nullopt;
  return whole;
}

ArtefactType read_artefact_type(const YamlValue& value, OnlyOnce& once, YamlSite& site) {
  YamlMapping mapping(value, kArtefactTypeKeys, site);
  ArtefactType type;
  if (const YamlValue* id = mapping.require("id", "an id")) {
    type.id = read_id_text(*id, site);
    once.check(*id, type.id, site);
  }
  if (const YamlValue* name = mapping.require("name", "a name in zh and en"))
    type.name = read_bilingual_name(*name, site);
  if (const YamlValue* required = mapping.find("required"))
    type.is_required = read_flag(*required, site).value_or(true);
  if (const YamlValue* own = mapping.find("own")) type.is_own = read_flag(*own, site).value_or(false);
  if (const YamlValue* source = mapping.find("source")) type.source = read_text(*source, site).value_or("");
  if (const YamlValue* grade = mapping.find("grade")) {
    type.grade = read_name(*grade, site).value_or("");
    if (type.grade != "A" && type.grade != "B" && type.grade != "C")
      site.error(*grade, "expected the grade of the source: A, B or C");
  }
  if (type.is_own == !type.source.empty() && mapping.is_mapping()) {
    site.error(value, "expected either a source, or own: true for what no source names");
  } else if (type.source.empty() != type.grade.empty()) {
    site.error(value, "expected source and grade together");
  }
  return type;
}

DictionaryEntry read_dictionary_entry(const YamlValue& value, OnlyOnce& once, YamlSite& site) {
  YamlMapping mapping(value, kDictionaryEntryKeys, site);
  DictionaryEntry entry;
  if (const YamlValue* id = mapping.require("id", "an id")) {
    entry.id = read_id_text(*id, site);
    once.check(*id, entry.id, site);
  }
  if (const YamlValue* name = mapping.require("name", "a name in zh and en"))
    entry.name = read_bilingual_name(*name, site);
  if (const YamlValue* official = mapping.require("official", "true or false"))
    entry.is_official = read_flag(*official, site).value_or(false);
  if (const YamlValue* note = mapping.require("note", "where the wording is from, in zh and en"))
    entry.note = read_bilingual_name(*note, site);
  return entry;
}

Dictionary read_dictionary(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kDictionaryKeys, site);
  Dictionary dictionary;
  if (const YamlValue* id = mapping.require("id", "an id")) dictionary.id = read_id_text(*id, site);
  if (const YamlValue* name = mapping.require("name", "a name in zh and en"))
    dictionary.name = read_bilingual_name(*name, site);
  if (const YamlValue* entries = mapping.require("entries", "a list of entries")) {
    OnlyOnce once;
    for (const YamlValue& item : read_items(*entries, "a list of entries", site))
      dictionary.entries.push_back(read_dictionary_entry(item, once, site));
  }
  return dictionary;
}

std::vector<LeadTerm> read_leads(const YamlValue& value, YamlSite& site) {
  std::vector<LeadTerm> leads;
  const auto order = [](const PartialDay& day) { return std::tuple(day.year, day.month, day.day); };
  for (const YamlValue& item : read_items(value, "a list of provinces that led", site)) {
    YamlMapping mapping(item, kLeadKeys, site);
    LeadTerm lead;
    if (const YamlValue* region = mapping.require("region", "the code of the province that leads"))
      lead.region_code = read_region(*region, site);
    if (const YamlValue* since = mapping.require("since", "a year, a month or a day")) {
      lead.since = read_partial_day(*since, site);
      if (!leads.empty() && lead.since.year != 0 && order(lead.since) <= order(leads.back().since))
        site.error(*since, "expected a time after that of the lead before");
    }
    if (const YamlValue* source = mapping.find("source")) lead.source = read_text(*source, site).value_or("");
    leads.push_back(std::move(lead));
  }
  return leads;
}

std::vector<ChairTerm> read_chair_terms(const YamlValue& value, YamlSite& site) {
  std::vector<ChairTerm> terms;
  for (const YamlValue& item : read_items(value, "a list of terms", site)) {
    YamlMapping mapping(item, kChairTermKeys, site);
    ChairTerm term;
    if (const YamlValue* region = mapping.require("region", "the code of the province in the chair"))
      term.region_code = read_region(*region, site);
    if (const YamlValue* from = mapping.require("from", "a day")) {
      term.from = read_day(*from, site);
      if (!terms.empty() && (!terms.back().until || *terms.back().until >= term.from))
        site.error(*from, "expected a day after the term before has ended");
    }
    if (const YamlValue* until = mapping.find("until")) {
      term.until = read_day(*until, site);
      if (*term.until < term.from) site.error(*until, "expected a day that is not before from");
    }
    terms.push_back(std::move(term));
  }
  return terms;
}

// Digest of a file in the store.
std::string read_digest(const YamlValue& value, YamlSite& site) {
  constexpr std::size_t kDigits = 64;
  std::string text = read_name(value, site).value_or("");
  const bool is_digest =
      text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_digest && !text.empty())
    site.error(value, "expected the digest of a file, 64 hexadecimal digits in lower case");
  return text;
}

std::vector<Artefact> read_artefacts(const YamlValue& value, YamlSite& site) {
  std::vector<Artefact> artefacts;
  OnlyOnce once;
  for (const YamlValue& item : read_items(value, "a list of artefacts", site)) {
    YamlMapping mapping(item, kArtefactKeys, site);
    Artefact artefact;
    if (const YamlValue* type = mapping.require("type", "the id of a kind of artefact")) {
      artefact.type = read_id_text(*type, site);
      once.check(*type, artefact.type, site);
    }
    if (const YamlValue* state = mapping.require("state", "missing, draft, in_review or approved")) {
      artefact.state =
          static_cast<ArtefactState>(read_word(*state, artefact_state_words(), site).value_or(0));
    }
    if (const YamlValue* due = mapping.find("due")) artefact.due = read_day(*due, site);
    if (const YamlValue* record = mapping.find("record"))
      artefact.record = read_whole_number(*record, 1, std::numeric_limits<int>::max(), site).value_or(1);
    if (const YamlValue* digest = mapping.find("file")) artefact.file = read_digest(*digest, site);
    if (const YamlValue* note = mapping.find("note")) artefact.note = read_text(*note, site).value_or("");
    artefacts.push_back(std::move(artefact));
  }
  return artefacts;
}

std::vector<WorkPlanItem> read_plan_items(const YamlValue& value, YamlSite& site) {
  std::vector<WorkPlanItem> items;
  OnlyOnce once;
  for (const YamlValue& one : read_items(value, "a list of items", site)) {
    YamlMapping mapping(one, kWorkPlanItemKeys, site);
    WorkPlanItem item;
    if (const YamlValue* id = mapping.require("id", "an id")) {
      item.id = read_id_text(*id, site);
      once.check(*id, item.id, site);
    }
    if (const YamlValue* what = mapping.require("what", "what is to be done"))
      item.what = read_text(*what, site).value_or("");
    if (const YamlValue* who = mapping.require("who", "who does it"))
      item.who = read_name(*who, site).value_or("");
    if (const YamlValue* by = mapping.find("by")) item.by = read_day(*by, site);
    if (const YamlValue* state = mapping.find("state")) {
      item.state = static_cast<PlanItemState>(read_word(*state, plan_item_state_words(), site).value_or(0));
    }
    if (const YamlValue* note = mapping.find("note")) item.note = read_text(*note, site).value_or("");
    items.push_back(std::move(item));
  }
  return items;
}

ChainGovernance read_governance(const YamlValue& value, YamlSite& site) {
  YamlMapping mapping(value, kGovernanceKeys, site);
  ChainGovernance governance;
  if (const YamlValue* chain = mapping.require("chain", "the id of the chain"))
    governance.chain_id = read_id_text(*chain, site);
  if (const YamlValue* leads = mapping.find("leads")) governance.leads = read_leads(*leads, site);
  if (const YamlValue* participants = mapping.find("participants"))
    governance.participants = read_regions(*participants, site);
  if (const YamlValue* chair = mapping.find("chair")) {
    YamlMapping chairs(*chair, kChairKeys, site);
    if (const YamlValue* order = chairs.find("order")) governance.chair_order = read_regions(*order, site);
    if (const YamlValue* terms = chairs.find("terms")) governance.chairs = read_chair_terms(*terms, site);
  }
  if (const YamlValue* artefacts = mapping.find("artefacts"))
    governance.artefacts = read_artefacts(*artefacts, site);
  if (const YamlValue* signatures = mapping.find("countersigned_by"))
    governance.countersigned_by = read_countersignatures(*signatures, site);
  return governance;
}

WorkPlan read_plan(const YamlValue& value, YamlSite& site) {
  constexpr int kFirstYear = 2000;
  constexpr int kLastYear = 2100;
  YamlMapping mapping(value, kWorkPlanKeys, site);
  WorkPlan plan;
  if (const YamlValue* chain = mapping.require("chain", "the id of the chain"))
    plan.chain_id = read_id_text(*chain, site);
  if (const YamlValue* year = mapping.require("year", "the year of the plan"))
    plan.year = read_whole_number(*year, kFirstYear, kLastYear, site).value_or(0);
  if (const YamlValue* goals = mapping.find("goals")) plan.goals = read_text(*goals, site).value_or("");
  if (const YamlValue* items = mapping.require("items", "a list of items"))
    plan.items = read_plan_items(*items, site);
  if (const YamlValue* signatures = mapping.find("countersigned_by"))
    plan.countersigned_by = read_countersignatures(*signatures, site);
  return plan;
}

}  // namespace

std::optional<ArtefactTypes> parse_artefact_types(const std::string& file, std::string_view bytes,
                                                  FaultList& faults) {
  return parse_whole<ArtefactTypes>(file, bytes, faults, [](const YamlValue& root, YamlSite& site) {
    ArtefactTypes types;
    YamlMapping mapping(root, kArtefactTypesKeys, site);
    if (const YamlValue* list = mapping.require("artefacts", "a list of kinds of artefacts")) {
      OnlyOnce once;
      for (const YamlValue& item : read_items(*list, "a list of kinds of artefacts", site))
        types.types.push_back(read_artefact_type(item, once, site));
    }
    return types;
  });
}

std::optional<Dictionary> parse_dictionary(const std::string& file, std::string_view bytes,
                                           FaultList& faults) {
  return parse_whole<Dictionary>(file, bytes, faults, read_dictionary);
}

std::optional<std::vector<Dictionary>> parse_dictionaries(const std::string& file, std::string_view bytes,
                                                          FaultList& faults) {
  return parse_whole<std::vector<Dictionary>>(file, bytes, faults, [](const YamlValue& root, YamlSite& site) {
    std::vector<Dictionary> dictionaries;
    YamlMapping mapping(root, kDictionariesKeys, site);
    if (const YamlValue* list = mapping.require("dictionaries", "a list of dictionaries")) {
      OnlyOnce once;
      for (const YamlValue& item : read_items(*list, "a list of dictionaries", site)) {
        dictionaries.push_back(read_dictionary(item, site));
        once.check(item, dictionaries.back().id, site);
      }
    }
    return dictionaries;
  });
}

std::optional<ChainGovernance> parse_chain_governance(const std::string& file, std::string_view bytes,
                                                      FaultList& faults) {
  return parse_whole<ChainGovernance>(file, bytes, faults, read_governance);
}

std::optional<WorkPlan> parse_work_plan(const std::string& file, std::string_view bytes, FaultList& faults) {
  return parse_whole<WorkPlan>(file, bytes, faults, read_plan);
}

}  // namespace tenon
