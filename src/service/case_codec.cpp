#include "service/case_codec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "base/number.h"
#include "process/process_words.h"
#include "service/audit_json.h"
#include "service/case_event_shape.h"

namespace tenon {
namespace {

using namespace process;  // NOLINT(google-build-using-namespace)

constexpr std::array<std::string_view, 4> kProposalEnds = {"refused", "withdrawn", "expired", "lapsed"};

template <class T>
constexpr std::string_view kValueWord = "text";
template <>
constexpr std::string_view kValueWord<double> = "number";
template <>
constexpr std::string_view kValueWord<Money> = "fen";
template <>
constexpr std::string_view kValueWord<Day> = "day";
template <>
constexpr std::string_view kValueWord<Moment> = "moment";
template <>
constexpr std::string_view kValueWord<bool> = "flag";
template <>
constexpr std::string_view kValueWord<FileReference> = "file";

class Writer {
 public:
  template <class T>
  void first(std::string_view name, const T& value) {
    text_ += '"';
    text_ += name;
    text_ += "\":";
    put(value);
  }
  template <class T>
  void member(std::string_view name, const T& value) {
    text_ += ',';
    first(name, value);
  }

  std::string text_ = "{";
  std::string fault_;

 private:
  void put(const std::string& value) { write_json_text(text_, value); }
  void put(bool value) { text_ += value ? "true" : "false"; }
  template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) void put(T value) {
    text_ += std::to_string(value);
  }
  void put(double value) {
    if (!std::isfinite(value)) fault_ = "a number that is not finite";
    text_ += format_number(value);
  }
  void put(Day day) {
    const std::string written = day_text(day);
    if (parse_day(written) != day) fault_ = "a day outside the years 0 to 9999";
    put(written);
  }
  void put(Money money) { put(money.fen); }
  void put(Moment moment) { put(moment.utc_seconds); }
  void put(Relation relation) { put(std::string(process_word(relation).word)); }
  void put(event::ProposalEnd end) { put(std::string(kProposalEnds[static_cast<std::size_t>(end)])); }
  template <IsCaseEventPart T>
  void put(const T& part) {
    text_ += '{';
    part_members(*this, part);
    text_ += '}';
  }
  void put(const FieldValue& value) {
    text_ += '{';
    std::visit([&](const auto& one) { first(kValueWord<std::remove_cvref_t<decltype(one)>>, one); }, value);
    text_ += '}';
  }
  template <class T>
  void put(const std::vector<T>& list) {
    text_ += '[';
    for (const T& one : list) {
      if (text_.back() != '[') text_ += ',';
      put(one);
    }
    text_ += ']';
  }
  void put(const FieldMap& fields) {
    text_ += '[';
    for (const auto& [field, values] : fields) {
      if (text_.back() != '[') text_ += ',';
      text_ += '{';
      first("field", field);
      member("values", values);
      text_ += '}';
    }
    text_ += ']';
  }
};

class Reader {
 public:
  explicit Reader(std::string_view line) : cursor_(line) { cursor_.literal("{"); }

  template <class T>
  void first(std::string_view name, T& value) {
    cursor_.literal("\"" + std::string(name) + "\":");
    if (!cursor_.failed()) get(value);
  }
  template <class T>
  void member(std::string_view name, T& value) {
    cursor_.literal(",\"" + std::string(name) + "\":");
    if (!cursor_.failed()) get(value);
  }

  JsonCursor cursor_;

 private:
  void get(std::string& value) { value = cursor_.text(); }
  void get(bool& value) {
    value = cursor_.take("true");
    if (!value && !cursor_.take("false")) cursor_.fail("expected true or false");
  }
  void get(std::uint64_t& value) { value = cursor_.number(); }
  void get(std::int64_t& value) { value = cursor_.integer(); }
  void get(int& value) {
    const std::int64_t read = cursor_.integer();
    value = static_cast<int>(read);
    if (value != read) cursor_.fail("expected a number of 32 bits before");
  }
  void get(double& value) { value = cursor_.real(); }
  void get(Day& day) {
    const auto read = parse_day(cursor_.text());
    if (!read) cursor_.fail("expected a day as in \"2026-11-26\" before");
    day = read.value_or(Day{});
  }
  void get(Money& money) { money.fen = cursor_.integer(); }
  void get(Moment& moment) { moment.utc_seconds = cursor_.integer(); }
  void get(Relation& relation) {
    const auto position = find_process_word(relation_words(), cursor_.text());
    if (!position) cursor_.fail("expected a relation before");
    relation = static_cast<Relation>(position.value_or(0));
  }
  void get(event::ProposalEnd& end) {
    const std::string word = cursor_.text();
    const auto found = std::find(kProposalEnds.begin(), kProposalEnds.end(), word);
    if (found == kProposalEnds.end()) {
      cursor_.fail("expected refused, withdrawn, expired or lapsed before");
      return;
    }
    end = static_cast<event::ProposalEnd>(found - kProposalEnds.begin());
  }
  template <IsCaseEventPart T>
  void get(T& part) {
    cursor_.literal("{");
    part_members(*this, part);
    cursor_.literal("}");
  }
  template <class T>
  bool get_as(FieldValue& value) {
    if (!cursor_.take("\"" + std::string(kValueWord<T>) + "\":")) return false;
    T read{};
    get(read);
    value = std::move(read);
    return true;
  }
  void get(FieldValue& value) {
    cursor_.literal("{");
    if (!get_as<std::string>(value) && !get_as<double>(value) && !get_as<Money>(value) &&
        !get_as<Day>(value) && !get_as<Moment>(value) && !get_as<bool>(value) &&
        !get_as<FileReference>(value)) {
      cursor_.fail("expected text, number, fen, day, moment, flag or file");
    }
    cursor_.literal("}");
  }
  // Calls `item` for each item of a list.
  void get_list(const auto& item) {
    cursor_.literal("[");
    if (cursor_.take("]")) return;
    do {
      item();
    } while (cursor_.take(","));
    cursor_.literal("]");
  }
  template <class T>
  void get(std::vector<T>& list) {
    get_list([&] { get(list.emplace_back()); });
  }
  void get(FieldMap& fields) {
    get_list([&] {
      std::string field;
      FieldValues values;
      cursor_.literal("{");
      first("field", field);
      member("values", values);
      cursor_.literal("}");
      fields.insert_or_assign(std::move(field), std::move(values));
    });
  }
};

// Makes `event` the alternative that is called `word`, read from its members; false where there is none.
template <std::size_t I = 0>
bool read_event(Reader& reader, const std::string& word, Event& event) {
  if constexpr (I < std::variant_size_v<Event>) {
    using E = std::variant_alternative_t<I, Event>;
    if (word != CaseEventShape<E>::kWord) return read_event<I + 1>(reader, word, event);
    CaseEventShape<E>::members(reader, event.emplace<I>());
    return true;
  } else {
    return false;
  }
}

Error fault_at(std::size_t position, const std::string& what) {
  return {ErrorCode::kBadInput, "column " + std::to_string(position + 1) + ": " + what};
}

}  // namespace

Result<std::string> write_case_event(const EventRecord& record) {
  Writer writer;
  writer.first("sequence", record.sequence);
  writer.member("at", record.at);
  writer.member("by", record.actor);
  std::visit(
      [&](const auto& event) {
        using S = CaseEventShape<std::remove_cvref_t<decltype(event)>>;
        writer.member("event", std::string(S::kWord));
        S::members(writer, event);
      },
      record.event);
  if (!writer.fault_.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "event " + std::to_string(record.sequence) + " holds " + writer.fault_};
  }
  return std::move(writer.text_) + "}";
}

Result<EventRecord> read_case_event(std::string_view line) {
  Reader reader(line);
  EventRecord record;
  reader.first("sequence", record.sequence);
  reader.member("at", record.at);
  reader.member("by", record.actor);
  std::string word;
  reader.member("event", word);
  if (!reader.cursor_.failed() && !read_event(reader, word, record.event))
    reader.cursor_.fail("expected a kind of event before");
  reader.cursor_.literal("}");
  reader.cursor_.end();
  if (reader.cursor_.failed()) return fault_at(reader.cursor_.position(), reader.cursor_.what());
  // What reads may still be written in another way than ours: numbers, escapes, order of fields.
  const auto written = write_case_event(record);
  if (!written) return written.error();
  if (*written != line) {
    const auto differs = std::mismatch(line.begin(), line.end(), written->begin(), written->end()).first;
    return fault_at(static_cast<std::size_t>(differs - line.begin()), "not in the one form of this format");
  }
  return record;
}

std::string write_case_people(const std::vector<CasePerson>& people) {
  Writer writer;
  writer.first("people", people);
  return std::move(writer.text_) + "}";
}

Result<std::vector<CasePerson>> read_case_people(std::string_view line) {
  Reader reader(line);
  std::vector<CasePerson> people;
  reader.first("people", people);
  reader.cursor_.literal("}");
  reader.cursor_.end();
  if (reader.cursor_.failed()) return fault_at(reader.cursor_.position(), reader.cursor_.what());
  return people;
}

}  // namespace tenon
