// The members of a job's request, taken one by one. What is wrong with any of them is kept until finish(),
// which tells everything in one go and names each member: those that nobody asked for, values of another type
// or out of range. What was taken is written again in one exact form, with what was left out filled in: equal
// work has equal text. Inside of the module.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tenon {

class JobMembers {
 public:
  // kBadInput: no JSON object.
  static Result<JobMembers> parse(std::string_view text);
  JobMembers(JobMembers&&) noexcept;
  ~JobMembers();

  // A text that must be there and is not empty; one that may be left out, or null.
  std::string needed_text(const char* name);
  std::string text(const char* name, const std::string& otherwise = {});
  // One of these.
  std::string word(const char* name, const std::string& otherwise,
                   std::initializer_list<std::string_view> words);
  std::vector<std::string> texts(const char* name);
  bool flag(const char* name, bool otherwise);
  // Ranges hold their ends.
  std::int64_t integer(const char* name, std::int64_t otherwise, std::int64_t least, std::int64_t most);
  double number(const char* name, double otherwise, double least, double most);
  std::optional<double> optional_number(const char* name, double least, double most);
  std::vector<double> numbers(const char* name, double least, double most);

  // Something is wrong that only the kind knows.
  void refuse(const char* name, const std::string& expected);
  // Instead of what was taken.
  void set(const char* name, std::int64_t value);

  // After all were taken. kBadInput: what is wrong, a line for each member.
  Result<void> finish();
  // JSON, members in the order in which they were taken.
  [[nodiscard]] std::string canonical() const;

 private:
  struct State;
  explicit JobMembers(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenon
