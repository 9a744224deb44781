#include "app/governance_text.h"

#include <utility>

#include "report/json_writer.h"
#include "report/terminal_table.h"

namespace tenon {
namespace {

// A text in the language of the options; both: one after the other.
std::string in(const GovernanceOptions& options, std::string_view zh, std::string_view en) {
  if (options.language == "zh") return std::string(zh);
  if (options.language == "en") return std::string(en);
  return std::string(zh) + " " + std::string(en);
}
std::string in(const GovernanceOptions& options, const BilingualName& name) {
  return in(options, name.zh, name.en);
}
std::string in(const GovernanceOptions& options, const Wording& wording) {
  return in(options, wording.zh, wording.en);
}

TableStyle style_of(const GovernanceOptions& options) {
  return options.out.empty() ? style_of_standard_output() : TableStyle{};
}

std::string region_name(const GovernanceGround& ground, const std::string& code,
                        const GovernanceOptions& options) {
  for (const Region& region : ground.dataset.regions) {
    if (region.code == code) return in(options, region.name_zh, region.name_en);
  }
  return code;
}

std::string day_or_dash(const std::optional<Day>& day) {
  return day ? day_text(*day) : "–";
}

struct ChainStanding {
  const LeadTerm* lead = nullptr;
  ChairTurn chair;
  std::vector<ArtefactStanding> checklist;
  Completion completion;
  std::vector<const WorkPlanItem*> overdue;
  std::vector<std::string> unsigned_by;
};

ChainStanding standing_of(const GovernanceGround& ground, const GovernedChain& chain) {
  ChainStanding standing;
  const ChainGovernance& governance = chain.kept.governance;
  standing.lead = lead_on(governance, ground.day);
  standing.chair = chair_on(governance, ground.day);
  standing.checklist = artefact_checklist(governance, ground.types, ground.day);
  standing.completion = completion_of(standing.checklist);
  if (chain.plan) standing.overdue = overdue_items(chain.plan->plan, ground.day);
  standing.unsigned_by =
      missing_countersignatures(countersignatories(governance, ground.day), governance.countersigned_by);
  return standing;
}

void write_standing(JsonWriter& json, const GovernedChain& chain, const ChainStanding& standing) {
  json.begin_object().key("chain").text(chain.chain->id);
  json.key("name_zh").text(chain.chain->name_zh).key("name_en").text(chain.chain->name_en);
  json.key("record").integer(chain.kept.record).key("revision").integer(chain.kept.revision);
  json.key("lead");
  if (standing.lead == nullptr) {
    json.null();
  } else {
    json.begin_object().key("region").text(standing.lead->region_code);
    json.key("since").text(partial_day_text(standing.lead->since));
    json.key("source").text(standing.lead->source).end_object();
  }
  json.key("chair").begin_object().key("now").text(standing.chair.now);
  json.key("until").text(standing.chair.until ? day_text(*standing.chair.until) : "");
  json.key("next").text(standing.chair.next);
  json.key("next_from").text(standing.chair.next_from ? day_text(*standing.chair.next_from) : "");
  json.key("vacant").boolean(standing.chair.is_vacant).end_object();
  json.key("approved").integer(static_cast<std::int64_t>(standing.completion.approved));
  json.key("required").integer(static_cast<std::int64_t>(standing.completion.required));
  json.key("artefacts").begin_array();
  for (const ArtefactStanding& one : standing.checklist) {
    json.begin_object().key("type").text(one.type->id).key("zh").text(one.type->name.zh);
    json.key("en").text(one.type->name.en).key("state").text(id_of(one.artefact.state));
    json.key("required").boolean(one.type->is_required);
    json.key("due").text(one.artefact.due ? day_text(*one.artefact.due) : "");
    json.key("overdue").boolean(one.is_overdue).key("file").text(one.artefact.file).end_object();
  }
  json.end_array().key("overdue_plan_items").begin_array();
  for (const WorkPlanItem* item : standing.overdue) json.text(item->id);
  json.end_array().key("not_countersigned_by").begin_array();
  for (const std::string& region : standing.unsigned_by) json.text(region);
  json.end_array().end_object();
}

std::string checklist_table(const ChainStanding& standing, const GovernanceOptions& options) {
  TerminalTable table{{{in(options, "材料", "artefact"), Align::kLeft, 60, 12},
                       {in(options, "状态", "state"), Align::kLeft},
                       {in(options, "期限", "due"), Align::kLeft},
                       {in(options, "说明", "remark"), Align::kLeft, 60, 8}},
                      {}};
  for (const ArtefactStanding& one : standing.checklist) {
    std::string remark = one.is_overdue ? in(options, "逾期", "overdue") : "";
    if (!one.type->is_required) remark += (remark.empty() ? "" : "; ") + in(options, "可选", "optional");
    if (!one.artefact.note.empty()) remark += (remark.empty() ? "" : "; ") + one.artefact.note;
    table.rows.push_back({one.type->id + "  " + in(options, one.type->name),
                          in(options, wording_of(one.artefact.state)), day_or_dash(one.artefact.due),
                          TableCell(remark, one.is_overdue ? Tone::kRed : Tone::kPlain)});
  }
  return render_table(table, style_of(options));
}

std::string regions_text(const GovernanceGround& ground, const std::vector<std::string>& codes,
                         const GovernanceOptions& options) {
  std::string text;
  for (const std::string& code : codes)
    text += (text.empty() ? "" : ", ") + region_name(ground, code, options);
  return text.empty() ? "–" : text;
}

}  // namespace

std::string governance_list_text(const GovernanceGround& ground, const GovernanceOptions& options) {
  if (options.format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("day").text(day_text(ground.day)).key("chains").begin_array();
    for (const GovernedChain& chain : ground.chains) write_standing(json, chain, standing_of(ground, chain));
    json.end_array().end_object();
    return json.take() + "\n";
  }
  TerminalTable table{{{in(options, "链", "chain"), Align::kLeft, 60, 10},
                       {in(options, "牵头省市", "lead"), Align::kLeft},
                       {in(options, "自", "since"), Align::kLeft},
                       {in(options, "轮值", "chair"), Align::kLeft},
                       {in(options, "材料", "artefacts"), Align::kRight},
                       {in(options, "逾期材料", "overdue"), Align::kRight},
                       {in(options, "逾期任务", "overdue items"), Align::kRight}},
                      {}};
  for (const GovernedChain& chain : ground.chains) {
    const ChainStanding s = standing_of(ground, chain);
    table.rows.push_back({chain.chain->id + "  " + in(options, chain.chain->name_zh, chain.chain->name_en),
                          s.lead == nullptr ? "–" : region_name(ground, s.lead->region_code, options),
                          s.lead == nullptr ? "–" : partial_day_text(s.lead->since),
                          s.chair.now.empty() ? "–" : region_name(ground, s.chair.now, options),
                          std::to_string(s.completion.approved) + "/" + std::to_string(s.completion.required),
                          std::to_string(s.completion.overdue), std::to_string(s.overdue.size())});
  }
  return render_table(table, style_of(options));
}

std::string governance_text(const GovernanceGround& ground, const GovernedChain& chain,
                            const GovernanceOptions& options) {
  const ChainStanding standing = standing_of(ground, chain);
  const ChainGovernance& governance = chain.kept.governance;
  if (options.format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    write_standing(json, chain, standing);
    return json.take() + "\n";
  }
  std::string text = chain.chain->id + "  " + in(options, chain.chain->name_zh, chain.chain->name_en) + "  ";
  text += chain.kept.record == 0
              ? in(options, "（默认，未入库）", "(default, not in the store)")
              : in(options, "修订", "revision") + " " + std::to_string(chain.kept.revision);
  text += "\n";
  for (const LeadTerm& lead : governance.leads) {
    text += in(options, "牵头", "lead") + ": " + region_name(ground, lead.region_code, options) + "  " +
            partial_day_text(lead.since) + (lead.source.empty() ? "" : "  " + lead.source) + "\n";
  }
  text += in(options, "参与", "participants") + ": " +
          regions_text(ground, governance.participants, options) + "\n";
  if (!standing.chair.now.empty() || standing.chair.is_vacant) {
    text += in(options, "轮值", "chair") + ": " +
            (standing.chair.now.empty() ? in(options, "空缺", "vacant")
                                        : region_name(ground, standing.chair.now, options) + "  – " +
                                              day_or_dash(standing.chair.until)) +
            "; " + in(options, "下一任", "next") + ": " +
            (standing.chair.next.empty() ? "–" : region_name(ground, standing.chair.next, options)) + "\n";
  }
  text += in(options, "尚未会签", "not countersigned by") + ": " +
          regions_text(ground, standing.unsigned_by, options) + "\n\n" + checklist_table(standing, options);
  if (chain.plan) text += "\n" + work_plan_text(*chain.plan, ground.day, options);
  return text;
}

std::string work_plan_text(const KeptWorkPlan& plan, Day day, const GovernanceOptions& options) {
  if (options.format == "json") return work_plan_json(plan.plan) + "\n";
  const auto overdue = overdue_items(plan.plan, day);
  TerminalTable table{{{in(options, "任务", "item"), Align::kLeft},
                       {in(options, "内容", "what"), Align::kLeft, 60, 12},
                       {in(options, "责任方", "who"), Align::kLeft, 40, 8},
                       {in(options, "期限", "by"), Align::kLeft},
                       {in(options, "状态", "state"), Align::kLeft},
                       {in(options, "逾期", "overdue"), Align::kLeft}},
                      {}};
  for (const WorkPlanItem& item : plan.plan.items) {
    bool is_overdue = false;
    for (const WorkPlanItem* one : overdue) is_overdue = is_overdue || one == &item;
    table.rows.push_back({item.id, item.what, item.who, day_or_dash(item.by),
                          in(options, wording_of(item.state)), is_overdue ? in(options, "是", "yes") : ""});
  }
  return in(options, "工作计划", "Work plan") + " " + plan.plan.chain_id + " " +
         std::to_string(plan.plan.year) + "  " + in(options, "修订", "revision") + " " +
         std::to_string(plan.revision) + "\n" + (plan.plan.goals.empty() ? "" : plan.plan.goals + "\n") +
         render_table(table, style_of(options));
}

std::string dictionaries_text(const std::vector<Dictionary>& dictionaries, const GovernanceOptions& options) {
  if (options.format == "json") {
    std::string text = "[";
    for (const Dictionary& dictionary : dictionaries)
      text += (text.size() == 1 ? "\n" : ",\n") + dictionary_json(dictionary);
    return text + "\n]\n";
  }
  std::string text;
  for (const Dictionary& dictionary : dictionaries) {
    text += dictionary.id + "  " + in(options, dictionary.name) + "\n";
    TerminalTable table{{{in(options, "词条", "entry"), Align::kLeft, 60, 10},
                         {in(options, "官方文本", "official"), Align::kLeft},
                         {in(options, "说明", "note"), Align::kLeft, 80, 10}},
                        {}};
    for (const DictionaryEntry& entry : dictionary.entries) {
      table.rows.push_back({entry.id + "  " + in(options, entry.name),
                            entry.is_official ? in(options, "是", "yes") : in(options, "否", "no"),
                            in(options, entry.note)});
    }
    text += render_table(table, style_of(options)) + "\n";
  }
  return text;
}

std::string artefact_types_text(const ArtefactTypes& types, const GovernanceOptions& options) {
  if (options.format == "json") return artefact_types_json(types) + "\n";
  TerminalTable table{{{in(options, "材料", "artefact"), Align::kLeft, 60, 12},
                       {in(options, "必备", "required"), Align::kLeft},
                       {in(options, "等级", "grade"), Align::kLeft},
                       {in(options, "来源", "source"), Align::kLeft, 100, 12}},
                      {}};
  for (const ArtefactType& type : types.types) {
    table.rows.push_back({type.id + "  " + in(options, type.name),
                          type.is_required ? in(options, "是", "yes") : in(options, "否", "no"),
                          type.is_own ? "–" : type.grade,
                          type.is_own ? in(options, "本系统所列", "of this program") : type.source});
  }
  return render_table(table, style_of(options));
}

std::string overdue_lines(const GovernanceGround& ground, const GovernedChain& chain,
                          const GovernanceOptions& options) {
  const ChainStanding standing = standing_of(ground, chain);
  std::string text;
  for (const ArtefactStanding& one : standing.checklist) {
    if (!one.is_overdue) continue;
    text += chain.chain->id + ": " + in(options, one.type->name) + ": " + in(options, "逾期", "overdue") +
            ", " + day_or_dash(one.artefact.due) + ", " + in(options, wording_of(one.artefact.state)) + "\n";
  }
  for (const WorkPlanItem* item : standing.overdue) {
    text += chain.chain->id + ": " + item->id + " " + item->what + ": " + in(options, "逾期", "overdue") +
            ", " + day_or_dash(item->by) + ", " + item->who + "\n";
  }
  return text;
}

}  // namespace tenon
