// What events of a case are called in their lines and which members they have, said once for the writer and
// the reader (case_codec.cpp). Inside of the module.
//
// `a` is either of them: first(name, part) and member(name, part) write or read one member; the first one of
// an object stands without a comma.
#pragma once

#include <string_view>
#include <type_traits>

#include "process/case_event.h"

namespace tenon {

// What an event is called and which members it has, said once for the writer and the reader.
template <class E>
struct CaseEventShape;

template <>
struct CaseEventShape<process::event::Opened> {
  static constexpr std::string_view kWord = "opened";
  static void members(auto& a, auto& e) {
    a.member("case", e.case_id);
    a.member("type", e.type_id);
    a.member("version", e.type_version);
    a.member("subject", e.subject);
    a.member("state", e.state);
  }
};
template <>
struct CaseEventShape<process::event::FieldFilled> {
  static constexpr std::string_view kWord = "field_filled";
  static void members(auto& a, auto& e) {
    a.member("field", e.field);
    a.member("values", e.values);
  }
};
template <>
struct CaseEventShape<process::event::PersonAssigned> {
  static constexpr std::string_view kWord = "person_assigned";
  static void members(auto& a, auto& e) { a.member("who", e.person); }
};
template <>
struct CaseEventShape<process::event::PersonReleased> {
  static constexpr std::string_view kWord = "person_released";
  static void members(auto& a, auto& e) { a.member("who", e.person); }
};
template <>
struct CaseEventShape<process::event::EntryAdded> {
  static constexpr std::string_view kWord = "entry_added";
  static void members(auto& a, auto& e) {
    a.member("kind", e.kind);
    a.member("text", e.text);
    a.member("fields", e.fields);
  }
};
template <>
struct CaseEventShape<process::event::Attached> {
  static constexpr std::string_view kWord = "attached";
  static void members(auto& a, auto& e) { a.member("file", e.file); }
};
template <>
struct CaseEventShape<process::event::Proposed> {
  static constexpr std::string_view kWord = "proposed";
  static void members(auto& a, auto& e) { a.member("transition", e.transition); }
};
template <>
struct CaseEventShape<process::event::Signed> {
  static constexpr std::string_view kWord = "signed";
  static void members(auto& a, auto& e) { a.member("transition", e.transition); }
};
template <>
struct CaseEventShape<process::event::Approved> {
  static constexpr std::string_view kWord = "approved";
  static void members(auto& a, auto& e) { a.member("transition", e.transition); }
};
template <>
struct CaseEventShape<process::event::ProposalEnded> {
  static constexpr std::string_view kWord = "proposal_ended";
  static void members(auto& a, auto& e) {
    a.member("transition", e.transition);
    a.member("end", e.end);
    a.member("why", e.why);
  }
};
template <>
struct CaseEventShape<process::event::Moved> {
  static constexpr std::string_view kWord = "moved";
  static void members(auto& a, auto& e) {
    a.member("transition", e.transition);
    a.member("from", e.from);
    a.member("to", e.to);
  }
};
template <>
struct CaseEventShape<process::event::DueStarted> {
  static constexpr std::string_view kWord = "due_started";
  static void members(auto& a, auto& e) {
    a.member("due", e.due);
    a.member("day", e.day);
  }
};
template <>
struct CaseEventShape<process::event::DueStopped> {
  static constexpr std::string_view kWord = "due_stopped";
  static void members(auto& a, auto& e) { a.member("due", e.due); }
};
template <>
struct CaseEventShape<process::event::Reminded> {
  static constexpr std::string_view kWord = "reminded";
  static void members(auto& a, auto& e) {
    a.member("due", e.due);
    a.member("overdue", e.is_overdue);
  }
};
template <>
struct CaseEventShape<process::event::NotificationAsked> {
  static constexpr std::string_view kWord = "notification_asked";
  static void members(auto& a, auto& e) {
    a.member("relation", e.relation);
    a.member("transition", e.transition);
  }
};
template <>
struct CaseEventShape<process::event::CaseAsked> {
  static constexpr std::string_view kWord = "case_asked";
  static void members(auto& a, auto& e) {
    a.member("type", e.type);
    a.member("subject", e.subject);
    a.member("fields", e.fields);
    a.member("people", e.people);
    a.member("link", e.link);
  }
};
template <>
struct CaseEventShape<process::event::RecomputeAsked> {
  static constexpr std::string_view kWord = "recompute_asked";
  static void members(auto& a, auto& e) { a.member("computation", e.computation); }
};

// The parts of events that have members of their own; the first one is written without a comma.
template <class T>
concept IsCaseEventPart = std::is_same_v<T, process::Party> || std::is_same_v<T, process::Subject> ||
    std::is_same_v<T, process::CasePerson> || std::is_same_v<T, process::FileReference>;

template <class T>
void part_members(auto& a, T& part) {
  using Part = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Part, process::Party>) {
    a.first("person", part.person);
    a.member("organisation", part.organisation);
    a.member("region", part.region);
    a.member("system", part.is_system);
  } else if constexpr (std::is_same_v<Part, process::Subject>) {
    a.first("kind", part.kind);
    a.member("id", part.id);
  } else if constexpr (std::is_same_v<Part, process::CasePerson>) {
    a.first("relation", part.relation);
    a.member("person", part.person);
    a.member("organisation", part.organisation);
    a.member("region", part.region);
  } else {
    a.first("name", part.name);
    a.member("bytes", part.size_bytes);
    a.member("digest", part.digest);
  }
}

}  // namespace tenon
