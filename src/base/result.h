// Errors as values.
//
// A function that can fail for reasons outside the program returns Result<T>; it never throws across a
// module. Exceptions are left to bugs and to running out of memory.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace tenon {

enum class ErrorCode {
  kInvalidArgument,  // the caller asked for something that makes no sense
  kBadInput,         // a file or value does not have the form it must have
  kNotFound,         // a file, id or region that does not exist
  kIo,               // the operating system refused
  kTooLarge,         // beyond a stated limit
  kCancelled,        // stopped on request
  kConflict,         // somebody else was first: it exists already, or is not what the caller saw any more
  kBusy,             // others hold what is needed; the same again may succeed
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;  // one sentence or several lines for people, without a trailing newline
};

// Either a value or an Error. Reading the value of a failed result is a bug and aborts (std::get throws).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  const Error& error() const { return std::get<1>(state_); }

  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

 private:
  std::variant<T, Error> state_;
};

// Success without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace tenon
