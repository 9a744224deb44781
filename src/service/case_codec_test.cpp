#include "service/case_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <set>

#include "support/bundled_processes.h"
#include "support/process_walk.h"

namespace tenon {
namespace {

using namespace process;  // NOLINT(google-build-using-namespace)

std::string written(const EventRecord& record) {
  const auto line = write_case_event(record);
  return line ? *line : "refused: " + line.error().message;
}

// Events of every kind with every kind of value, and texts that are hard to write.
class RandomEvents {
 public:
  explicit RandomEvents(std::uint64_t seed) : random_(seed) {}

  EventRecord next() { return {bits(), static_cast<UtcSeconds>(bits()), party(), event(below(17))}; }

 private:
  std::uint64_t bits() { return random_.bits(1, draw_++); }
  std::uint64_t below(std::uint64_t n) { return random_.below(n, 1, draw_++); }
  bool flag() { return below(2) == 0; }
  std::string text() {
    static const std::vector<std::string> kPieces = {
        "",  "a", "断点", "\"", "\\", "\n",  std::string(1, '\0'), "\xff", "{\"base64\":\"", "\x7f", "😀", "]",
        ",", "}", "/",    "\t", "\r", "\xe9"};
    std::string made;
    for (std::uint64_t k = below(4); k > 0; --k) made += kPieces[below(kPieces.size())];
    return made;
  }
  Party party() { return {text(), text(), text(), flag()}; }
  CasePerson person() { return {static_cast<Relation>(below(7)), text(), text(), text()}; }
  FileReference file() { return {text(), bits(), text()}; }
  Day day() { return Day(std::chrono::days(static_cast<int>(below(3'600'000)) - 719'000)); }
  FieldValue value() {
    switch (below(7)) {
      case 0:
        return text();
      case 1:
        return below(4) == 0
                   ? -0.0
                   : random_.normal(2, draw_++) * std::pow(10.0, static_cast<double>(below(40)) - 20);
      case 2:
        return Money{static_cast<std::int64_t>(bits())};
      case 3:
        return day();
      case 4:
        return Moment{static_cast<std::int64_t>(bits())};
      case 5:
        return flag();
      default:
        return file();
    }
  }
  FieldValues values() {
    FieldValues made;
    for (std::uint64_t k = below(4); k > 0; --k) made.push_back(value());
    return made;
  }
  FieldMap fields() {
    FieldMap made;
    for (std::uint64_t k = below(4); k > 0; --k) made[text()] = values();
    return made;
  }
  Event event(std::uint64_t kind) {
    switch (kind) {
      case 0:
        return event::Opened{text(), text(), static_cast<int>(bits()), {text(), text()}, text()};
      case 1:
        return event::FieldFilled{text(), values()};
      case 2:
        return event::PersonAssigned{person()};
      case 3:
        return event::PersonReleased{person()};
      case 4:
        return event::EntryAdded{text(), text(), fields()};
      case 5:
        return event::Attached{file()};
      case 6:
        return event::Proposed{text()};
      case 7:
        return event::Signed{text()};
      case 8:
        return event::Approved{text()};
      case 9:
        return event::ProposalEnded{text(), static_cast<event::ProposalEnd>(below(4)), text()};
      case 10:
        return event::Moved{text(), text(), text()};
      case 11:
        return event::DueStarted{text(), day()};
      case 12:
        return event::DueStopped{text()};
      case 13:
        return event::Reminded{text(), flag()};
      case 14:
        return event::NotificationAsked{static_cast<Relation>(below(7)), text()};
      case 15:
        return event::CaseAsked{text(), {text(), text()}, fields(), {person(), person()}, text()};
      default:
        return event::RecomputeAsked{text()};
    }
  }

  Philox random_;
  std::uint64_t draw_ = 0;
};

TEST(CaseCodec, EveryEventComesBackTheSame) {
  std::set<std::size_t> kinds;
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    RandomEvents events(seed);
    for (int k = 0; k < 20; ++k) {
      const EventRecord record = events.next();
      kinds.insert(record.event.index());
      const std::string line = written(record);
      RC_ASSERT(line.find('\n') == std::string::npos);
      const auto read = read_case_event(line);
      if (!read) RC_FAIL(read.error().message + "\n" + line);
      RC_ASSERT(*read == record);
      RC_ASSERT(written(*read) == line);
    }
  }));
  EXPECT_EQ(kinds.size(), std::variant_size_v<Event>);
}

TEST(CaseCodec, HistoriesOfTheBundledProcessesComeBack) {
  for (const auto& file : bundled_process_files()) {
    const ProcessType type = bundled_process(file.stem().string());
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      ProcessWalk walk(type, seed);
      ASSERT_EQ(walk.run(100), "");
      for (const EventRecord& record : walk.last_case().history) {
        const auto read = read_case_event(written(record));
        ASSERT_TRUE(read.ok()) << read.error().message;
        EXPECT_EQ(*read, record);
      }
    }
  }
}

EventRecord example() {
  FieldMap fields;
  fields["a"] = {FieldValue(std::string("x")), FieldValue(0.25), FieldValue(Money{12'345})};
  fields["b"] = {FieldValue(Day(std::chrono::days(20'000))), FieldValue(Moment{-7}), FieldValue(true),
                 FieldValue(FileReference{"f", 9, "00ff"})};
  return {7, 1'800'000'000, {"li", "o1", "310000", false}, event::EntryAdded{"log", "链", fields}};
}

TEST(CaseCodec, TheFormIsStable) {
  EXPECT_EQ(written(example()),
            "{\"sequence\":7,\"at\":1800000000,\"by\":{\"person\":\"li\",\"organisation\":\"o1\",\"region\":"
            "\"310000\",\"system\":false},\"event\":\"entry_added\",\"kind\":\"log\",\"text\":\"链\","
            "\"fields\":[{\"field\":\"a\",\"values\":[{\"text\":\"x\"},{\"number\":0.25},{\"fen\":12345}]},"
            "{\"field\":\"b\",\"values\":[{\"day\":\"2024-10-04\"},{\"moment\":-7},{\"flag\":true},{\"file\":"
            "{\"name\":\"f\",\"bytes\":9,\"digest\":\"00ff\"}}]}]}");
}

// Any byte left out or put in: either refused, or it is another event that is written exactly so.
TEST(CaseCodec, LinesThatWereNotWrittenAreRefused) {
  const std::string line = written(example());
  for (std::size_t k = 0; k < line.size(); ++k) {
    for (const char* put : {"", " ", "0", "\"", "}", ","}) {
      std::string changed = line;
      changed.replace(k, 1, put);
      const auto read = read_case_event(changed);
      if (read) {
        EXPECT_EQ(written(*read), changed);
      } else {
        EXPECT_EQ(read.error().code, ErrorCode::kBadInput);
        EXPECT_TRUE(read.error().message.starts_with("column ")) << read.error().message;
      }
    }
    EXPECT_FALSE(read_case_event(line.substr(0, k)).ok()) << k;
  }
  EXPECT_FALSE(read_case_event(line + " ").ok());
}

TEST(CaseCodec, FaultsSayWhere) {
  const auto fault = [](const std::string& from, const std::string& to) {
    std::string line = written(example());
    line.replace(line.find(from), from.size(), to);
    const auto read = read_case_event(line);
    return read ? std::string("none") : read.error().message;
  };
  EXPECT_EQ(fault("{\"sequence\"", "{\"number\""), "column 2: expected \"sequence\":");
  EXPECT_NE(fault("entry_added", "entry_lost").find("expected a kind of event"), std::string::npos);
  EXPECT_NE(fault("0.25", "0.250").find("not in the one form"), std::string::npos);
  EXPECT_NE(fault("2024-10-04", "2024-02-30").find("expected a day"), std::string::npos);
  EXPECT_NE(fault("true", "yes").find("expected true or false"), std::string::npos);
  EXPECT_NE(fault("\"fen\"", "\"yuan\"").find("expected text, number"), std::string::npos);
  EXPECT_NE(fault("\"field\":\"b\"", "\"field\":\"a\"").find("not in the one form"), std::string::npos);
}

TEST(CaseCodec, WhatHasNoFormIsNotWritten) {
  const auto refused = [](const FieldValue& value) {
    const auto line = write_case_event({1, 0, {}, event::FieldFilled{"f", {value}}});
    return !line.ok() && line.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_TRUE(refused(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_TRUE(refused(std::numeric_limits<double>::infinity()));
  EXPECT_TRUE(refused(Day(std::chrono::days(4'000'000))));
  EXPECT_TRUE(refused(Day(std::chrono::days(-800'000))));
  EXPECT_FALSE(refused(0.0));
}

}  // namespace
}  // namespace tenon
