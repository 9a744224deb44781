#include "process/case_view.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "process/allowed_edits.h"
#include "process/unanswered.h"
#include "support/process_example.h"

namespace tenon::process {
namespace {

const Actor kOwner = person("owner");
const Actor kOther = person("other");
const Actor kFirm = person("firm");
const Actor kJiangsu = person("jiangsu");

FieldMap booking() {
  return {{"kind", {"a"}}, {"tool", {"bench"}}, {"start", {Moment{kNoon}}}, {"end", {Moment{kNoon + 3600}}}};
}

class CaseView : public ::testing::Test {
 protected:
  ProcessType type = example_type();
  CaseWalk walk{type, {}, kNoon, {}};

  void SetUp() override {
    ASSERT_TRUE(walk.opened({"c1", {"thing", "t1"}, {}, {as(Relation::kParticipant, "jiangsu")}}, kOwner));
    ASSERT_TRUE(walk.does(kOwner, command::Assign{as(Relation::kApplicant, "firm")}));
    ASSERT_TRUE(walk.does(kFirm, command::Fill{{{"offer", {Money{123'00}}}}}));
  }
  void agree_it() {
    ASSERT_TRUE(walk.acts(kOwner, "start", booking()));
    walk.now = days_later(2);
    ASSERT_TRUE(walk.acts(kOwner, "agree"));
    ASSERT_TRUE(walk.does(kJiangsu, command::Sign{"agree"}));
  }
  [[nodiscard]] AllowedAction action(const Actor& actor, const std::string& transition) const {
    for (const AllowedAction& found : allowed_actions(type, walk.c, actor, walk.now)) {
      if (found.transition == transition) return found;
    }
    ADD_FAILURE() << transition;
    return {};
  }
  [[nodiscard]] VisibleField field(const Actor& actor, const std::string& id) const {
    for (const VisibleField& found : visible_fields(type, walk.c, actor)) {
      if (found.field == id) return found;
    }
    ADD_FAILURE() << id;
    return {};
  }
};

TEST_F(CaseView, SaysOfEachTransitionWhetherItMayBeTaken) {
  EXPECT_EQ(allowed_actions(type, walk.c, kOwner, kNoon).size(), type.transitions.size());
  const AllowedAction start = action(kOwner, "start");
  EXPECT_FALSE(start.may_take);
  EXPECT_TRUE(start.may_take_with_fields);
  EXPECT_EQ(start.fields, std::vector<std::string>{"kind"});
  ASSERT_EQ(start.reasons.size(), 1U);
  EXPECT_EQ(start.reasons[0].text.en, "kind is to be filled");
  EXPECT_EQ(start.reasons[0].text.zh, "须先填写中文kind");
  EXPECT_FALSE(action(kOther, "start").may_take_with_fields);
  EXPECT_FALSE(action(kOwner, "give_up").may_take_with_fields);
  EXPECT_TRUE(action(kOther, "reopen").reasons.size() == 1U) << "it is where reopening leads";
}

// The view and the kernel must say the same, or buttons lie.
TEST_F(CaseView, AgreesWithTheKernel) {
  const auto compare = [&] {
    for (const Actor& actor : {kOwner, kOther, kFirm, kJiangsu, platform()}) {
      for (const AllowedAction& found : allowed_actions(type, walk.c, actor, walk.now)) {
        const auto may = [&](const Command& command) {
          return decide(type, walk.c, command, actor, walk.now).ok();
        };
        EXPECT_EQ(found.may_sign, may(command::Sign{found.transition})) << found.transition;
        EXPECT_EQ(found.may_approve, may(command::Approve{found.transition})) << found.transition;
        EXPECT_EQ(found.may_refuse, may(command::Refuse{found.transition, "x"})) << found.transition;
        EXPECT_EQ(found.may_withdraw, may(command::Withdraw{found.transition})) << found.transition;
        const Decision decision = decide(type, walk.c, command::Act{found.transition, {}}, actor, walk.now);
        const bool by_claim = !decision.refusal.empty() && decision.refusal[0].code == ReasonCode::kBadClaim;
        EXPECT_EQ(found.may_take, decision.ok() || by_claim) << found.transition;
      }
    }
  };
  compare();
  ASSERT_TRUE(walk.acts(kOwner, "start", booking()));
  walk.now = days_later(2);
  compare();
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  compare();
  EXPECT_TRUE(action(kJiangsu, "agree").may_sign);
  EXPECT_TRUE(action(kOwner, "agree").is_pending);
  ASSERT_TRUE(walk.does(kJiangsu, command::Sign{"agree"}));
  ASSERT_TRUE(walk.does(kOwner, command::Fill{{{"reason", {"x"}}}}));
  compare();
  EXPECT_TRUE(action(kOwner, "close").needs_four_eyes);
  ASSERT_TRUE(walk.acts(kOwner, "drop"));
  compare();
}

TEST_F(CaseView, SealedFieldsAreSeenByTheirPeopleAloneUntilTheStateIsReached) {
  EXPECT_EQ(field(kFirm, "offer").values, FieldValues{Money{123'00}});
  EXPECT_EQ(field(platform(), "offer").values, FieldValues{Money{123'00}});
  EXPECT_TRUE(field(kOwner, "offer").is_sealed);
  EXPECT_TRUE(field(kOwner, "offer").values.empty());
  EXPECT_FALSE(field(kOwner, "kind").is_sealed);
  agree_it();
  EXPECT_EQ(field(kOwner, "offer").values, FieldValues{Money{123'00}});
  EXPECT_EQ(visible_case(type, walk.c, kOwner), walk.c);
  ASSERT_TRUE(walk.acts(kOther, "reopen"));
  EXPECT_FALSE(field(kOwner, "offer").is_sealed) << "what has been opened stays open";
}

TEST_F(CaseView, SealedValuesAndPeopleAreInNoPartOfWhatOthersSee) {
  ASSERT_TRUE(walk.does(kFirm, command::AddEntry{"", "a comment", {}}));
  ASSERT_TRUE(walk.does(kFirm, command::Attach{{"plan.pdf", 1, "ab"}}));
  ASSERT_TRUE(walk.does(kOwner, command::Release{as(Relation::kApplicant, "firm")}));
  const Case seen = visible_case(type, walk.c, kOwner);
  EXPECT_FALSE(seen.fields.contains("offer"));
  EXPECT_EQ(seen.history.size(), walk.c.history.size());
  for (const EventRecord& record : seen.history) {
    EXPECT_NE(record.actor.person, "firm");
    if (const auto* filled = std::get_if<event::FieldFilled>(&record.event)) {
      EXPECT_TRUE(filled->values.empty());
    }
    if (const auto* assigned = std::get_if<event::PersonAssigned>(&record.event)) {
      EXPECT_NE(assigned->person.person, "firm");
    }
    if (const auto* released = std::get_if<event::PersonReleased>(&record.event)) {
      EXPECT_NE(released->person.organisation, "org-firm");
    }
  }
  EXPECT_EQ(seen.entries[0].by, Party{});
  EXPECT_EQ(seen.entries[0].text, "a comment");
  EXPECT_EQ(seen.attachments[0].by, Party{});
  EXPECT_EQ(visible_case(type, walk.c, platform()), walk.c);
}

TEST_F(CaseView, NothingIsSeenWithoutPermission) {
  const Actor stranger = person("stranger", {"move"});
  EXPECT_FALSE(may_see(type, walk.c, stranger));
  EXPECT_TRUE(visible_fields(type, walk.c, stranger).empty());
  EXPECT_EQ(visible_case(type, walk.c, stranger), Case{});
}

TEST_F(CaseView, ListsWhatIsDue) {
  auto items = due_items(type, walk.c, days_later(3));
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].due, "answer");
  EXPECT_EQ(items[0].days_left, 2);
  EXPECT_FALSE(items[0].is_overdue());
  EXPECT_TRUE(overdue_items(type, {&walk.c, 1}, days_later(5)).empty());
  const Case first = walk.c;
  ASSERT_TRUE(walk.acts(kOwner, "start", booking()));
  const std::vector<Case> cases{walk.c, first};
  items = overdue_items(type, cases, days_later(12));
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].due, "answer");
  EXPECT_EQ(items[0].days_left, -7);
  EXPECT_EQ(items[1].due, "report");
}

TEST_F(CaseView, ClaimsAResourceInItsStates) {
  EXPECT_FALSE(resource_claim(type, walk.c).has_value());
  ASSERT_TRUE(walk.acts(kOwner, "start", booking()));
  EXPECT_EQ(resource_claim(type, walk.c), (ResourceClaim{"bench", kNoon, kNoon + 3600}));
  ASSERT_TRUE(walk.acts(kOwner, "drop", {{"reason", {"x"}}}));
  EXPECT_FALSE(resource_claim(type, walk.c).has_value());
}

TEST_F(CaseView, DaysClaimWholeDays) {
  for (const std::string id : {"start", "end"}) {
    for (Field& changed : type.fields) {
      if (changed.id == id) changed.type = FieldType::kDay;
    }
  }
  FieldMap fields = booking();
  fields["start"] = {day_of(kNoon)};
  fields["end"] = {day_of(days_later(1))};
  ASSERT_TRUE(walk.acts(kOwner, "start", fields));
  EXPECT_EQ(resource_claim(type, walk.c),
            (ResourceClaim{"bench", kNoon - kSecondsPerDay / 2, kNoon + kSecondsPerDay / 2}));
}

TEST(ResourceClaims, OverlapWhereTheyShareTime) {
  const ResourceClaim claim{"a", 10, 20};
  EXPECT_TRUE(overlap(claim, {"a", 19, 30}));
  EXPECT_TRUE(overlap(claim, {"a", 0, 11}));
  EXPECT_TRUE(overlap(claim, {"a", 12, 13}));
  EXPECT_TRUE(overlap(claim, {"a", 0, 30}));
  EXPECT_FALSE(overlap(claim, {"a", 20, 30}));
  EXPECT_FALSE(overlap(claim, {"a", 0, 10}));
  EXPECT_FALSE(overlap(claim, {"b", 10, 20}));
}

TEST_F(CaseView, KeysOfUniqueCases) {
  EXPECT_FALSE(unique_key(type, walk.c).has_value()) << "kind is not filled";
  ASSERT_TRUE(walk.does(kOwner, command::Fill{{{"kind", {"a"}}}}));
  const auto key = unique_key(type, walk.c);
  ASSERT_TRUE(key.has_value());
  CaseWalk other{type, {}, kNoon, {}};
  ASSERT_TRUE(other.opened({"c2", {"thing", "t1"}, {{"kind", {"a"}}}, {}}, kOther));
  EXPECT_EQ(unique_key(type, other.c), key);
  ASSERT_TRUE(other.does(kOther, command::Fill{{{"kind", {"b"}}}}));
  EXPECT_NE(unique_key(type, other.c), key);
  ASSERT_TRUE(other.acts(kOther, "drop", {{"reason", {"x"}}}));
  EXPECT_FALSE(unique_key(type, other.c).has_value()) << "the state does not count";
}

// What is told to be allowed is what the kernel takes.
TEST_F(CaseView, EditsAreWhatTheKernelTakes) {
  for (const Actor& actor : {kOwner, kOther, kFirm, kJiangsu}) {
    const AllowedEdits edits = allowed_edits(type, walk.c, actor);
    const auto takes = [&](const Command& command) {
      return decide(type, walk.c, command, actor, walk.now).ok();
    };
    EXPECT_EQ(edits.may_assign, takes(command::Assign{as(Relation::kReviewer, "somebody")}));
    EXPECT_EQ(edits.may_comment, takes(command::AddEntry{"", "seen", {}}));
    for (const Field& field : type.fields) {
      const bool told = std::find(edits.fields.begin(), edits.fields.end(), field.id) != edits.fields.end();
      EXPECT_EQ(told, takes(command::Fill{{{field.id, {}}}})) << field.id;
    }
  }
  EXPECT_TRUE(allowed_edits(type, walk.c, kOwner).may_assign);
  EXPECT_FALSE(allowed_edits(type, walk.c, kOwner).fields.empty());
  Case other = walk.c;
  other.type_version = 99;
  EXPECT_FALSE(allowed_edits(type, other, kOwner).may_assign);
}

TEST_F(CaseView, WhoWasGivenTheCaseIsWaitedForUntilTheyAct) {
  EXPECT_FALSE(unanswered(walk.c));  // the owner opened it
  walk.now = days_later(3);
  CasePerson next = as(Relation::kOwner, "other");
  ASSERT_TRUE(walk.does(kOwner, command::Assign{next}));
  const auto waits = unanswered(walk.c);
  ASSERT_TRUE(waits);
  EXPECT_EQ(waits->person, next);
  EXPECT_EQ(waits->since, walk.now);
  walk.now = days_later(4);
  ASSERT_TRUE(walk.does(kJiangsu, command::AddEntry{"", "not mine", {}}));
  EXPECT_EQ(unanswered(walk.c)->since, days_later(3));
  ASSERT_TRUE(walk.does(kOther, command::AddEntry{"", "taken up", {}}));
  EXPECT_FALSE(unanswered(walk.c));
}

}  // namespace
}  // namespace tenon::process
