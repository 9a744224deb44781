#include "service/record_check.h"

#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "base/day.h"
#include "base/text.h"
#include "exchange/backup_register_reader.h"
#include "exchange/governance_reader.h"
#include "exchange/scenario_reader.h"

namespace tenon {
namespace {

namespace json = boost::json;

// Looks at one JSON object and its members; what is wrong goes to the faults under the path of keys.
class JsonSite {
 public:
  JsonSite(const std::string& file, FaultList& faults) : file_(file), faults_(faults) {}

  void error(const std::string& path, const std::string& value, const std::string& expected) {
    Fault fault;
    fault.file = file_;
    fault.column_name = path;
    fault.value = value;
    fault.expected = expected;
    faults_.add(std::move(fault));
  }

  // nullptr where the member is not there or of another kind, which is told unless it may be left out.
  const json::value* member(const json::object& object, const std::string& path, const char* key,
                            json::kind kind, const std::string& expected, bool may_be_left_out = false) {
    const std::string place = path.empty() ? std::string(key) : path + "." + key;
    const json::value* value = object.if_contains(key);
    if (value == nullptr) {
      if (!may_be_left_out) error(place, "", "expected " + expected + "; it is not there");
      return nullptr;
    }
    if (value->kind() == kind) return value;
    error(place, shown(*value), "expected " + expected);
    return nullptr;
  }

  // A whole number above 0.
  void number(const json::object& object, const std::string& path, const char* key,
              const std::string& expected) {
    const json::value* value = member(object, path, key, json::kind::int64, expected);
    if (value != nullptr && value->get_int64() < 1)
      error(path + "." + key, shown(*value), "expected " + expected);
  }
  // A text that is not empty.
  const json::string* text(const json::object& object, const std::string& path, const char* key,
                           const std::string& expected) {
    const json::value* value = member(object, path, key, json::kind::string, expected);
    if (value == nullptr) return nullptr;
    if (!value->get_string().empty()) return &value->get_string();
    error(path.empty() ? std::string(key) : path + "." + key, "\"\"", "expected " + expected);
    return nullptr;
  }
  void texts(const json::object& object, const char* key, const std::string& expected) {
    const json::value* list = member(object, "", key, json::kind::array, expected, true);
    if (list == nullptr) return;
    const json::array& items = list->get_array();
    for (std::size_t k = 0; k < items.size(); ++k) {
      if (!items[k].is_string())
        error(std::string(key) + "[" + std::to_string(k) + "]", shown(items[k]), "expected a text");
    }
  }

 private:
  static std::string shown(const json::value& value) {
    constexpr std::size_t kMostShown = 60;
    return printable(json::serialize(value), kMostShown);
  }

  const std::string& file_;
  FaultList& faults_;
};

void check_dataset(const json::object& root, JsonSite& site) {
  const json::value* dataset =
      site.member(root, "", "dataset", json::kind::object, "an object with name and version");
  if (dataset == nullptr) return;
  site.text(dataset->get_object(), "dataset", "name", "the name of a dataset");
  site.number(dataset->get_object(), "dataset", "version", "a version, 1 or more");
}

void check_reference(const json::object& root, const char* key, JsonSite& site) {
  const json::value* reference =
      site.member(root, "", key, json::kind::object, "an object with record and revision");
  if (reference == nullptr) return;
  site.number(reference->get_object(), key, "record", "the id of a record");
  site.number(reference->get_object(), key, "revision", "a revision, 1 or more");
}

void check_computation(const json::object& root, JsonSite& site) {
  check_dataset(root, site);
  site.member(root, "", "options", json::kind::object, "an object with the options");
  site.member(root, "", "summary", json::kind::object, "an object with the results in short");
}

void check_run(const json::object& root, JsonSite& site) {
  if (root.if_contains("scenario") != nullptr) {
    check_reference(root, "scenario", site);
  } else {
    site.text(root, "", "scenario_name", "the name of the scenario, where scenario names no record");
  }
  check_computation(root, site);
  const json::string* digest = site.text(root, "", "digest", "the digest of the result");
  if (digest == nullptr) return;
  constexpr std::size_t kDigits = 64;
  if (digest->size() != kDigits || digest->find_first_not_of("0123456789abcdef") != json::string::npos)
    site.error("digest", printable(*digest, kDigits), "expected 64 hexadecimal digits in lower case");
}

void check_plan(const json::object& root, JsonSite& site) {
  check_computation(root, site);
  for (const char* list : {"measures", "lines"})
    site.member(root, "", list, json::kind::array, "a list", true);
}

void check_drill(const json::object& root, JsonSite& site) {
  if (const json::string* day = site.text(root, "", "held_on", "a day as in 2026-11-26")) {
    if (!parse_day(std::string_view(*day)))
      site.error("held_on", printable(*day, 60), "expected a day as in 2026-11-26");
  }
  if (const json::string* outcome =
          site.text(root, "", "outcome", "passed, passed_with_findings or failed")) {
    if (*outcome != "passed" && *outcome != "passed_with_findings" && *outcome != "failed")
      site.error("outcome", printable(*outcome, 60), "expected passed, passed_with_findings or failed");
  }
  site.text(root, "", "summary", "what came of the drill, in words");
  if (root.if_contains("plan") != nullptr) check_reference(root, "plan", site);
  site.texts(root, "participants", "a list of texts");
  site.texts(root, "findings", "a list of texts");
}

void check_brief(const json::object& root, JsonSite& site) {
  check_dataset(root, site);
  site.member(root, "", "options", json::kind::object, "an object with the options");
  site.text(root, "", "title", "the title of the brief");
  if (const json::value* words =
          site.member(root, "", "words", json::kind::object, "an object with texts", true)) {
    for (const auto& [name, text] : words->get_object()) {
      if (!text.is_string()) site.error("words." + std::string(name), "", "expected a text");
    }
  }
  // A draft has no documents yet.
  const json::value* draft = site.member(root, "", "draft", json::kind::bool_, "true or false", true);
  if (draft != nullptr && draft->get_bool()) return;
  for (const char* form : {"html", "docx", "pdf"})
    site.text(root, "", form, "the document; DOCX and PDF in base64");
}

// Line and column of a byte, from 1.
std::pair<std::size_t, std::size_t> place_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const std::size_t line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t start = before.rfind('\n');
  return {line, before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1};
}

void check_json(const std::string& file, std::string_view text, FaultList& faults,
                void (*check)(const json::object&, JsonSite&)) {
  json::stream_parser parser;
  json::error_code error;
  const std::size_t taken = parser.write_some(text.data(), text.size(), error);
  const bool has_more = taken < text.size() && trim(text.substr(taken)) != "";
  if (!error && !has_more) parser.finish(error);
  if (error || has_more) {
    const auto [line, column] = place_of(text, taken);
    Fault fault;
    fault.file = file;
    fault.line = line;
    fault.column = column;
    fault.expected = has_more && !error ? "expected the end of the text after the JSON value"
                                        : "expected JSON; " + error.message();
    faults.add(std::move(fault));
    return;
  }
  const json::value root = parser.release();
  JsonSite site(file, faults);
  if (!root.is_object()) {
    site.error("", "", "expected a JSON object");
    return;
  }
  check(root.get_object(), site);
}

}  // namespace

void check_record_text(std::string_view kind, std::string_view text, FaultList& faults) {
  const std::string file(kind);
  if (text.size() > kMostRecordBytes || text.find('\0') != std::string_view::npos || !is_valid_utf8(text)) {
    Fault fault;
    fault.file = file;
    fault.expected =
        "expected UTF-8 of at most " + std::to_string(kMostRecordBytes) + " bytes, without U+0000";
    faults.add(std::move(fault));
    return;
  }
  if (kind == "scenario") {
    parse_scenario(file, text, faults);
  } else if (kind == "governance") {
    parse_chain_governance(file, text, faults);
  } else if (kind == "work_plan") {
    parse_work_plan(file, text, faults);
  } else if (kind == "dictionary") {
    parse_dictionary(file, text, faults);
  } else if (kind == "artefact_types") {
    parse_artefact_types(file, text, faults);
  } else if (kind == "backup_register") {
    [[maybe_unused]] const auto parsed = parse_backup_register(text, file, faults);
  } else if (kind == "run") {
    check_json(file, text, faults, check_run);
  } else if (kind == "plan") {
    check_json(file, text, faults, check_plan);
  } else if (kind == "brief") {
    check_json(file, text, faults, check_brief);
  } else if (kind == "drill") {
    check_json(file, text, faults, check_drill);
  } else {
    Fault fault;
    fault.file = file;
    fault.value = file;
    fault.expected =
        "expected a kind of record: scenario, run, plan, drill, brief, backup_register, governance, "
        "work_plan, dictionary, artefact_types";
    faults.add(std::move(fault));
  }
}

}  // namespace tenon
