#include "app/case_text.h"

#include "base/day.h"
#include "process/process_words.h"
#include "report/json_writer.h"
#include "report/terminal_table.h"
#include "report/timestamp.h"
#include "service/case_event_words.h"
#include "service/case_files.h"
#include "service/case_json.h"

namespace tenon {
namespace {

using process::AllowedAction;

std::string both(const process::Names& names) {
  return names.zh + " " + names.en;
}

std::string party_text(const process::Party& party) {
  return party.is_system ? "平台 platform" : person_text(party.person, party.organisation, party.region);
}

// What the actor may do about a transition now, in words.
std::string may_text(const AllowedAction& action) {
  std::string text;
  const auto add = [&](bool holds, const char* word) {
    if (holds) text += (text.empty() ? "" : ", ") + std::string(word);
  };
  add(action.may_take, "可办 may take");
  add(!action.may_take && action.may_take_with_fields, "填写后可办 may take with fields");
  add(action.may_sign, "可会签 may sign");
  add(action.may_approve, "可批准 may approve");
  add(action.may_withdraw, "可撤回 may withdraw");
  return text.empty() ? "–" : text;
}

std::string parts_table(const SeenCase& seen) {
  const TableStyle style = style_of_standard_output();
  TerminalTable fields{{{"字段 field", Align::kLeft}, {"值 value", Align::kLeft}}, {}};
  for (const process::VisibleField& one : seen.fields) {
    const process::Field* field = find_field(seen.type, one.field);
    std::string values = one.is_sealed ? "已密封 sealed" : "";
    for (const process::FieldValue& value : one.values)
      values += (values.empty() ? "" : ", ") + process::value_text(value);
    if (!values.empty()) fields.rows.push_back({field == nullptr ? one.field : both(field->names), values});
  }
  TerminalTable people{{{"关系 relation", Align::kLeft}, {"人员 who", Align::kLeft}}, {}};
  for (const process::CasePerson& one : seen.seen.people) {
    const process::ProcessWord& word = process_word(one.relation);
    people.rows.push_back({std::string(word.zh) + " " + std::string(word.en),
                           person_text(one.person, one.organisation, one.region)});
  }
  return render_table(fields, style) + "\n" + render_table(people, style) + "\n";
}

std::string actions_table(const SeenCase& seen) {
  TerminalTable table{{{"操作 action", Align::kLeft},
                       {"名称 name", Align::kLeft},
                       {"可否 may", Align::kLeft},
                       {"原因 why not", Align::kLeft, 100, 20}},
                      {}};
  for (const AllowedAction& action : seen.actions) {
    const process::Transition* transition = find_transition(seen.type, action.transition);
    table.rows.push_back({action.transition, transition == nullptr ? "" : both(transition->names),
                          may_text(action), reasons_text(action.reasons)});
  }
  return render_table(table, style_of_standard_output()) + "\n";
}

std::string history_table(const process::Case& c) {
  TerminalTable table{{{"序 no.", Align::kRight},
                       {"时间 at", Align::kLeft},
                       {"由 by", Align::kLeft},
                       {"事件 event", Align::kLeft},
                       {"内容 about", Align::kLeft, 100, 20}},
                      {}};
  for (const process::EventRecord& record : c.history) {
    const EventWords words = words_of_event(record.event);
    table.rows.push_back({std::to_string(record.sequence), format_utc(record.at), party_text(record.actor),
                          both(words.names), words.about});
  }
  return render_table(table, style_of_standard_output());
}

std::string files_table(const process::Case& c) {
  TerminalTable table{
      {{"文件 file", Align::kLeft}, {"字节 bytes", Align::kRight}, {"摘要 digest", Align::kLeft}}, {}};
  for (const process::FileReference& file : files_named_by(c))
    table.rows.push_back({file.name, std::to_string(file.size_bytes), file.digest});
  return table.rows.empty() ? "" : render_table(table, style_of_standard_output()) + "\n";
}

std::string dues_table(const std::vector<process::DueItem>& items) {
  TerminalTable table{{{"事项 case", Align::kLeft},
                       {"期限 due", Align::kLeft},
                       {"日期 day", Align::kLeft},
                       {"剩余天数 days left", Align::kRight}},
                      {}};
  for (const process::DueItem& item : items)
    table.rows.push_back(
        {item.case_id, both(item.names), day_text(item.day), std::to_string(item.days_left)});
  return render_table(table, style_of_standard_output());
}

std::string outcome_line(const CaseOutcome& outcome) {
  std::string text = outcome.case_id + ": " + outcome.state + ", 事件 events " +
                     std::to_string(outcome.sequence) + " (+" + std::to_string(outcome.events) + ")";
  for (const std::string& id : outcome.opened) text += ", 另建 opened " + id;
  return text + "\n";
}

std::string done(JsonWriter& json) {
  return json.take() + "\n";
}

}  // namespace

std::string reasons_text(const process::Reasons& reasons) {
  std::string zh;
  for (const process::Reason& reason : reasons) zh += (zh.empty() ? "" : "；") + reason.text.zh;
  return reasons.empty() ? "" : zh + " / " + process::to_string(reasons);
}

std::string outcome_text(const CaseOutcome& outcome, const std::string& format) {
  if (format != "json") return outcome_line(outcome);
  JsonWriter json(JsonWriter::Layout::kIndented);
  write_case_outcome(json, outcome);
  return done(json);
}

std::string tick_text(const TickReport& report, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("looked_at").integer(static_cast<std::int64_t>(report.looked_at));
    json.key("changed").begin_array();
    for (const CaseOutcome& outcome : report.changed) write_case_outcome(json, outcome);
    json.end_array().key("failed").begin_array();
    for (const auto& [id, error] : report.failed)
      json.begin_object().key("case").text(id).key("why").text(error.message).end_object();
    json.end_array().end_object();
    return done(json);
  }
  std::string text;
  for (const CaseOutcome& outcome : report.changed) text += outcome_line(outcome);
  for (const auto& [id, error] : report.failed) text += id + ": 未成 failed: " + error.message + "\n";
  return text + "查看事项 cases looked at: " + std::to_string(report.looked_at) + "\n";
}

std::string recompute_text(const std::vector<FinishedRecompute>& finished, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("computations").begin_array();
    for (const FinishedRecompute& one : finished) {
      json.begin_object().key("case").text(one.request.case_id);
      json.key("computation").text(one.request.computation).key("is_done").boolean(one.outcome.is_done);
      json.key("source").text(one.outcome.source);
      json.key("zh").text(one.outcome.text_zh).key("en").text(one.outcome.text_en).end_object();
    }
    json.end_array().end_object();
    return done(json);
  }
  std::string text;
  for (const FinishedRecompute& one : finished) {
    text += one.request.case_id + "  " + one.request.computation + "  " +
            (one.outcome.is_done ? "已计算 computed" : "未能计算 not computed") + ": " + one.outcome.text_zh +
            " / " + one.outcome.text_en + "\n";
  }
  return text + "计算 computations: " + std::to_string(finished.size()) + "\n";
}

std::string case_text(const SeenCase& seen, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    write_case(json, seen);
    return done(json);
  }
  const process::Case& c = seen.seen;
  const process::State* state = find_state(seen.type, c.state);
  return c.id + "  " + both(seen.type.names) + " (" + c.type_id + " " + std::to_string(c.type_version) +
         ")\n" + c.subject.kind + " " + c.subject.id +
         "  状态 state: " + (state == nullptr ? c.state : both(state->names)) + "\n\n" + parts_table(seen) +
         dues_table(seen.dues) + "\n" + files_table(c) + actions_table(seen) + history_table(c);
}

std::string case_list_text(const std::vector<CaseRow>& rows, const std::string& format) {
  const auto due = [](std::int64_t days) { return day_text(Day(std::chrono::days(static_cast<int>(days)))); };
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("cases").begin_array();
    for (const CaseRow& row : rows) {
      json.begin_object().key("id").text(row.id).key("type").text(row.type);
      json.key("version").integer(row.type_version).key("subject").begin_object();
      json.key("kind").text(row.subject_kind).key("id").text(row.subject_id).end_object();
      json.key("state").text(row.state).key("final").boolean(row.is_final).key("next_due");
      row.next_due ? json.text(due(*row.next_due)) : json.null();
      json.key("sequence").integer(static_cast<std::int64_t>(row.sequence));
      json.key("updated_at").text(format_utc(row.updated_at)).end_object();
    }
    json.end_array().end_object();
    return done(json);
  }
  TerminalTable table{{{"事项 case", Align::kLeft},
                       {"流程 type", Align::kLeft},
                       {"对象 subject", Align::kLeft},
                       {"状态 state", Align::kLeft},
                       {"下一期限 next due", Align::kLeft},
                       {"更新 updated", Align::kLeft}},
                      {}};
  for (const CaseRow& row : rows) {
    table.rows.push_back({row.id, row.type, row.subject_kind + " " + row.subject_id, row.state,
                          row.next_due ? due(*row.next_due) : "–", format_utc(row.updated_at)});
  }
  return render_table(table, style_of_standard_output());
}

std::string overdue_text(const std::vector<process::DueItem>& items, const std::string& format) {
  if (format != "json") return dues_table(items);
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("overdue").begin_array();
  for (const process::DueItem& item : items) write_case_due(json, item);
  json.end_array().end_object();
  return done(json);
}

std::string notifications_text(const std::vector<NotificationRow>& rows, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("notifications").begin_array();
    for (const NotificationRow& row : rows) {
      json.begin_object().key("id").integer(row.id).key("case").text(row.case_id);
      json.key("event").integer(static_cast<std::int64_t>(row.case_sequence));
      json.key("zh").text(row.text_zh).key("en").text(row.text_en).key("at").text(format_utc(row.made_at));
      json.key("read").boolean(row.read_at.has_value()).end_object();
    }
    json.end_array().end_object();
    return done(json);
  }
  TerminalTable table{{{"编号 id", Align::kRight},
                       {"时间 at", Align::kLeft},
                       {"已读 read", Align::kLeft},
                       {"内容 what", Align::kLeft, 160, 20}},
                      {}};
  for (const NotificationRow& row : rows) {
    table.rows.push_back({std::to_string(row.id), format_utc(row.made_at), row.read_at ? "是 yes" : "否 no",
                          row.text_zh + " / " + row.text_en});
  }
  return render_table(table, style_of_standard_output());
}

std::string case_types_text(const std::vector<process::ProcessType>& types, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("types").begin_array();
    for (const process::ProcessType& type : types) {
      json.begin_object().key("id").text(type.id).key("version").integer(type.version);
      json.key("zh").text(type.names.zh).key("en").text(type.names.en).key("subjects").begin_array();
      for (const std::string& subject : type.subjects) json.text(subject);
      json.end_array().end_object();
    }
    json.end_array().end_object();
    return done(json);
  }
  TerminalTable table{
      {{"流程 type", Align::kLeft}, {"版本 version", Align::kRight}, {"名称 name", Align::kLeft}}, {}};
  for (const process::ProcessType& type : types)
    table.rows.push_back({type.id, std::to_string(type.version), both(type.names)});
  return render_table(table, style_of_standard_output());
}

}  // namespace tenon
