#include "service/job_members.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <set>
#include <utility>

#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

namespace json = boost::json;
constexpr std::size_t kShownBytes = 100;  // of what was found

std::string shown(const json::value& value) {
  return printable(json::serialize(value), kShownBytes);
}

std::optional<double> number_of(const json::value& value) {
  if (!value.is_number()) return std::nullopt;
  return value.to_number<double>();
}

std::string range(const std::string& what, double least, double most) {
  return what + " from " + format_number(least) + " to " + format_number(most);
}

}  // namespace

struct JobMembers::State {
  json::object given;
  json::object taken;
  std::set<std::string, std::less<>> known;
  std::string faults;

  // The value, nullptr where it is left out or null.
  const json::value* find(const char* name) {
    known.emplace(name);
    const json::value* value = given.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
  }
  void fault(const char* name, const std::string& expected, const json::value* found = nullptr) {
    if (!faults.empty()) faults += "\n";
    faults += "\"" + std::string(name) + "\": " + (found == nullptr ? "" : "found " + shown(*found) + ": ") +
              expected;
  }
};

JobMembers::JobMembers(std::unique_ptr<State> state) : state_(std::move(state)) {}
JobMembers::JobMembers(JobMembers&&) noexcept = default;
JobMembers::~JobMembers() = default;

Result<JobMembers> JobMembers::parse(std::string_view text) {
  boost::system::error_code failure;
  json::value value = json::parse(text, failure);
  if (failure) return Error{ErrorCode::kBadInput, "the request is not JSON: " + failure.message()};
  if (!value.is_object()) return Error{ErrorCode::kBadInput, "the request is not a JSON object"};
  auto state = std::make_unique<State>();
  state->given = std::move(value.as_object());
  return JobMembers(std::move(state));
}

std::string JobMembers::needed_text(const char* name) {
  const json::value* value = state_->find(name);
  if (value == nullptr || (value->is_string() && value->as_string().empty())) {
    state_->fault(name, "is missing: expected a text");
    return {};
  }
  return text(name);
}

std::string JobMembers::text(const char* name, const std::string& otherwise) {
  std::string text = otherwise;
  if (const json::value* value = state_->find(name)) {
    if (value->is_string()) {
      text = std::string(value->as_string());
    } else {
      state_->fault(name, "expected a text", value);
    }
  }
  state_->taken[name] = text;
  return text;
}

std::string JobMembers::word(const char* name, const std::string& otherwise,
                             std::initializer_list<std::string_view> words) {
  const std::string found = text(name, otherwise);
  if (std::find(words.begin(), words.end(), found) != words.end()) return found;
  const json::value* value = state_->find(name);
  if (value != nullptr && value->is_string()) {
    std::string list;
    for (const std::string_view one : words)
      list += (list.empty() ? "" : ", ") + std::string(one.empty() ? "\"\"" : one);
    state_->fault(name, "expected one of " + list, value);
  }
  return otherwise;
}

std::vector<std::string> JobMembers::texts(const char* name) {
  std::vector<std::string> texts;
  json::array taken;
  if (const json::value* value = state_->find(name)) {
    const json::array* list = value->if_array();
    if (list == nullptr ||
        std::any_of(list->begin(), list->end(), [](const json::value& one) { return !one.is_string(); })) {
      state_->fault(name, "expected a list of texts", value);
    } else {
      for (const json::value& one : *list) {
        texts.emplace_back(one.as_string());
        taken.push_back(one);
      }
    }
  }
  state_->taken[name] = std::move(taken);
  return texts;
}

bool JobMembers::flag(const char* name, bool otherwise) {
  bool is_set = otherwise;
  if (const json::value* value = state_->find(name)) {
    if (value->is_bool()) {
      is_set = value->as_bool();
    } else {
      state_->fault(name, "expected true or false", value);
    }
  }
  state_->taken[name] = is_set;
  return is_set;
}

std::int64_t JobMembers::integer(const char* name, std::int64_t otherwise, std::int64_t least,
                                 std::int64_t most) {
  std::int64_t taken = otherwise;
  if (const json::value* value = state_->find(name)) {
    boost::system::error_code failure;
    const auto number = value->is_number() ? value->to_number<std::int64_t>(failure) : least;
    if (!value->is_number() || failure || number < least || number > most) {
      state_->fault(name,
                    "expected a whole number from " + std::to_string(least) + " to " + std::to_string(most),
                    value);
    } else {
      taken = number;
    }
  }
  state_->taken[name] = taken;
  return taken;
}

double JobMembers::number(const char* name, double otherwise, double least, double most) {
  double taken = otherwise;
  if (const json::value* value = state_->find(name)) {
    const auto number = number_of(*value);
    if (!number || *number < least || *number > most) {
      state_->fault(name, "expected " + range("a number", least, most), value);
    } else {
      taken = *number;
    }
  }
  state_->taken[name] = taken;
  return taken;
}

std::optional<double> JobMembers::optional_number(const char* name, double least, double most) {
  if (state_->find(name) != nullptr) return number(name, least, least, most);
  state_->taken[name] = nullptr;
  return std::nullopt;
}

std::vector<double> JobMembers::numbers(const char* name, double least, double most) {
  std::vector<double> numbers;
  json::array taken;
  if (const json::value* value = state_->find(name)) {
    const json::array* list = value->if_array();
    bool fits = list != nullptr;
    for (std::size_t k = 0; fits && k < list->size(); ++k) {
      const auto one = number_of((*list)[k]);
      fits = one && *one >= least && *one <= most;
      if (fits) numbers.push_back(*one);
    }
    if (!fits) {
      state_->fault(name, "expected " + range("a list of numbers", least, most), value);
      numbers.clear();
    }
    for (const double one : numbers) taken.push_back(one);
  }
  state_->taken[name] = std::move(taken);
  return numbers;
}

void JobMembers::refuse(const char* name, const std::string& expected) {
  state_->fault(name, expected);
}

void JobMembers::set(const char* name, std::int64_t value) {
  state_->taken[name] = value;
}

Result<void> JobMembers::finish() {
  for (const auto& member : state_->given) {
    const std::string name(member.key());
    if (state_->known.contains(name)) continue;
    NearestWord nearest(name);
    for (const std::string& known : state_->known) nearest.offer(known);
    state_->fault(printable(name, kShownBytes).c_str(), "no such member" + nearest.suggestion());
  }
  if (state_->faults.empty()) return {};
  return Error{ErrorCode::kBadInput, state_->faults};
}

std::string JobMembers::canonical() const {
  return json::serialize(state_->taken);
}

}  // namespace tenon
