#include "process/kernel.h"

#include <gtest/gtest.h>

#include "process/process_type_check.h"
#include "support/process_example.h"

namespace tenon::process {
namespace {

using Codes = std::vector<ReasonCode>;
using command::Act;
using command::Approve;
using command::Assign;
using command::Fill;
using command::Refuse;
using command::Sign;
using command::Withdraw;

const Actor kOwner = person("owner");
const Actor kOther = person("other");
const Actor kJiangsu = person("jiangsu");
const Actor kAnhui = person("anhui");
const Actor kReviewer = person("reviewer");
const Actor kFirm = person("firm");

FieldMap booking() {
  return {{"kind", {"a"}}, {"tool", {"bench"}}, {"start", {Moment{kNoon}}}, {"end", {Moment{kNoon + 3600}}}};
}

class Kernel : public ::testing::Test {
 protected:
  ProcessType type = example_type();
  CaseWalk walk{type, {}, kNoon, {}};

  Transition& transition_of(const std::string& id) {
    for (Transition& transition : type.transitions) {
      if (transition.id == id) return transition;
    }
    ADD_FAILURE() << id;
    return type.transitions[0];
  }
  void open_it() {
    ASSERT_TRUE(walk.opened({"c1", {"thing", "t1"}, {}, {as(Relation::kParticipant, "jiangsu")}}, kOwner))
        << to_string(walk.last.refusal);
  }
  void start_it() {
    open_it();
    ASSERT_TRUE(walk.acts(kOwner, "start", booking())) << to_string(walk.last.refusal);
  }
  void agree_it() {
    start_it();
    walk.now = days_later(2);
    ASSERT_TRUE(walk.acts(kOwner, "agree"));
    ASSERT_TRUE(walk.does(kJiangsu, Sign{"agree"}));
    ASSERT_EQ(walk.c.state, "agreed");
  }
};

TEST_F(Kernel, ExampleIsSound) {
  FaultList faults;
  check_process_type(type, faults);
  EXPECT_EQ(faults.to_string(), "");
}

TEST_F(Kernel, OpensACase) {
  open_it();
  EXPECT_EQ(walk.c.id, "c1");
  EXPECT_EQ(walk.c.state, "new");
  EXPECT_EQ(walk.c.subject, (Subject{"thing", "t1"}));
  ASSERT_EQ(walk.c.people.size(), 2U);
  EXPECT_EQ(walk.c.people[0], as(Relation::kOwner, "owner"));
  ASSERT_EQ(walk.c.dues.size(), 1U);
  EXPECT_EQ(walk.c.dues[0].day, day_of(days_later(5)));
  EXPECT_EQ(walk.c.history.size(), walk.last.events.size());
}

TEST_F(Kernel, RefusesToOpenWithoutPermissionSubjectOrId) {
  const auto refused = [&](const command::Open& command, const Actor& actor) {
    Codes codes;
    for (const Reason& reason : open(type, command, actor, kNoon).refusal) codes.push_back(reason.code);
    return codes;
  };
  EXPECT_EQ(refused({"c1", {"thing", "t"}, {}, {}}, person("x", {"see"})), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(refused({"c1", {"bird", "t"}, {}, {}}, kOwner), Codes{ReasonCode::kUnknown});
  EXPECT_EQ(refused({"", {"thing", "t"}, {}, {}}, kOwner), Codes{ReasonCode::kEmpty});
  EXPECT_EQ(refused({"c", {"thing", "t"}, {{"score", {0.3}}}, {}}, kOwner), Codes{ReasonCode::kFieldClosed});
  EXPECT_EQ(refused({"c", {"thing", "t"}, {{"limit", {3.0}}}, {}}, kOwner), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(refused({"c", {"thing", "t"}, {}, {as(Relation::kReviewer, "x"), as(Relation::kApplicant, "x")}},
                    kOwner),
            Codes{ReasonCode::kSeparated});
  EXPECT_TRUE(open(type, {"c", {"thing", "t"}, {}, {}}, platform(), kNoon).ok());
}

TEST_F(Kernel, MovesSetsStartsAndNotifies) {
  start_it();
  EXPECT_EQ(walk.c.state, "working");
  EXPECT_EQ(*find_values(walk.c, "begun_on"), FieldValues{day_of(kNoon)});
  EXPECT_EQ(*find_values(walk.c, "limit"), FieldValues{0.5});
  ASSERT_EQ(walk.c.dues.size(), 1U);
  EXPECT_EQ(walk.c.dues[0].id, "report");
  EXPECT_EQ(walk.last_events<event::NotificationAsked>(),
            (std::vector<event::NotificationAsked>{{Relation::kParticipant, "start"}}));
}

TEST_F(Kernel, NamesEveryReason) {
  ASSERT_TRUE(walk.opened({"c1", {"thing", "t1"}, {}, {}}, kOwner));
  EXPECT_EQ(walk.refuses(kOwner, Act{"start", {}}),
            (Codes{ReasonCode::kFieldMissing, ReasonCode::kPersonMissing}));
  EXPECT_EQ(walk.refuses(kOther, Act{"agree", {}}), (Codes{ReasonCode::kWrongState, ReasonCode::kNotYours}));
  EXPECT_EQ(walk.refuses(person("owner", {"see"}), Act{"drop", {{"reason", {"x"}}}}),
            (Codes{ReasonCode::kNotYours, ReasonCode::kNotYours}));
  EXPECT_EQ(walk.refuses(kOwner, Act{"fly", {}}), Codes{ReasonCode::kUnknown});
  EXPECT_EQ(walk.refuses(kOwner, Fill{{{"wings", {"x"}}}}), Codes{ReasonCode::kUnknown});
  EXPECT_EQ(walk.refuses(kOwner, Act{"give_up", {}}), Codes{ReasonCode::kNotYours});
  const Decision decision = decide(type, walk.c, Act{"give_up", {}}, kOwner, kNoon);
  EXPECT_EQ(to_string(decision.refusal), "only the platform itself does this");
  const Decision other = decide(type, walk.c, Act{"drop", {}}, kOther, kNoon);
  ASSERT_EQ(other.refusal.size(), 1U);
  EXPECT_EQ(other.refusal[0].text.en, "needs the permission move as owner");
  EXPECT_EQ(other.refusal[0].text.zh, "需要权限 move，且为本事项的责任人");
}

TEST_F(Kernel, SomeRelationsMayNot) {
  transition_of("drop").who = {"move", {Relation::kAnyone}, false, {Relation::kOwner}};
  open_it();
  const Act drop{"drop", {{"reason", {"x"}}}};
  EXPECT_EQ(walk.refuses(kOwner, drop), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(to_string(decide(type, walk.c, drop, kOwner, kNoon).refusal),
            "needs the permission move, and not as owner");
  EXPECT_EQ(walk.refuses(kOther, drop), Codes{});
}

TEST_F(Kernel, RefusesCasesOfAnotherVersionAndTimesThatFall) {
  open_it();
  type.version = 2;
  EXPECT_EQ(walk.refuses(kOwner, Fill{{{"reason", {"x"}}}}), Codes{ReasonCode::kWrongType});
  EXPECT_FALSE(tick(type, walk.c, kNoon).ok());
  type.version = 1;
  walk.now = kNoon - 1;
  EXPECT_EQ(walk.refuses(kOwner, Fill{{{"reason", {"x"}}}}), Codes{ReasonCode::kTimeFalls});
}

TEST_F(Kernel, ChecksValues) {
  open_it();
  const auto fill = [&](const std::string& field, const FieldValues& values) {
    return walk.refuses(kOwner, Fill{{{field, values}}});
  };
  EXPECT_EQ(fill("limit", {-0.1}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("limit", {1.1}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("limit", {"x"}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("limit", {0.0 / 0.0}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("limit", {0.1, 0.2}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("limit", {1.0}), Codes{});
  EXPECT_EQ(fill("kind", {"c"}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("reason", {" \n"}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("reason", {"\xff"}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("parts", {"a", "b", "c"}), Codes{});
  EXPECT_EQ(fill("parts", {"a", "b", "c", "d"}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("parts", {"12345678901"}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("start", {day_of(kNoon)}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(fill("score", {0.5}), Codes{ReasonCode::kFieldClosed});
  EXPECT_EQ(fill("offer", {Money{100}}), Codes{ReasonCode::kNotYours});
}

TEST_F(Kernel, FillsEmptiesAndLeavesWhatIsThere) {
  open_it();
  EXPECT_TRUE(walk.does(kOwner, Fill{{{"reason", {"x"}}}}));
  EXPECT_EQ(walk.last.events.size(), 1U);
  EXPECT_TRUE(walk.does(kOwner, Fill{{{"reason", {"x"}}}}));
  EXPECT_EQ(walk.last.events.size(), 0U);
  EXPECT_TRUE(walk.does(kOwner, Fill{{{"reason", {}}}}));
  EXPECT_EQ(find_values(walk.c, "reason"), nullptr);
}

TEST_F(Kernel, FillsFieldsOnlyInTheirStatesAndByTheirPeople) {
  open_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kApplicant, "firm")}));
  EXPECT_TRUE(walk.does(kFirm, Fill{{{"offer", {Money{100}}}}}));
  ASSERT_TRUE(walk.acts(kOwner, "start", booking()));
  EXPECT_EQ(walk.refuses(kFirm, Fill{{{"offer", {Money{200}}}}}), Codes{ReasonCode::kFieldClosed});
}

TEST_F(Kernel, WaitsForDaysOfTheCalendar) {
  start_it();
  walk.now = days_later(2) - 13 * 3600;  // 23:00 of the day before
  EXPECT_EQ(walk.refuses(kOwner, Act{"agree", {}}), Codes{ReasonCode::kTooEarly});
  walk.now = days_later(2) - 12 * 3600;  // midnight
  EXPECT_EQ(walk.refuses(kOwner, Act{"agree", {}}), Codes{});
}

TEST_F(Kernel, HoldsConditions) {
  start_it();
  walk.now = days_later(3);
  ASSERT_TRUE(walk.does(kOwner, Fill{{{"kind", {"b"}}}}));
  EXPECT_EQ(walk.refuses(kOwner, Act{"agree", {}}), Codes{ReasonCode::kCondition});
  ASSERT_TRUE(walk.does(kOwner, Fill{{{"kind", {}}}}));
  EXPECT_EQ(walk.refuses(kOwner, Act{"agree", {}}), Codes{ReasonCode::kCondition})
      << "an empty field holds nothing";
}

TEST_F(Kernel, MovesOnceEverybodyHasSigned) {
  start_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kParticipant, "anhui")}));
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  EXPECT_EQ(walk.c.state, "working");
  EXPECT_EQ(walk.refuses(kOwner, Act{"agree", {}}), Codes{ReasonCode::kPending});
  EXPECT_EQ(walk.refuses(kOther, Sign{"agree"}), Codes{ReasonCode::kNotYours});
  EXPECT_TRUE(walk.does(kJiangsu, Sign{"agree"}));
  EXPECT_EQ(walk.refuses(kJiangsu, Sign{"agree"}), Codes{ReasonCode::kSignedAlready});
  Actor colleague = person("colleague");
  colleague.party.organisation = "org-jiangsu";
  EXPECT_EQ(walk.refuses(colleague, Sign{"agree"}), Codes{ReasonCode::kNotYours})
      << "jiangsu is named in person";
  EXPECT_EQ(walk.c.state, "working");
  EXPECT_TRUE(walk.does(kAnhui, Sign{"agree"}));
  EXPECT_EQ(walk.c.state, "agreed");
  EXPECT_TRUE(walk.c.proposals.empty());
  EXPECT_EQ(walk.last_events<event::RecomputeAsked>(), (std::vector<event::RecomputeAsked>{{"score"}}));
  const auto asked = walk.last_events<event::CaseAsked>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].fields, (FieldMap{{"limit", {0.5}}}));
  EXPECT_EQ(asked[0].people, (std::vector<CasePerson>{as(Relation::kApplicant, "owner")}));
  EXPECT_EQ(asked[0].link, "child");
  EXPECT_TRUE(walk.does(platform(), Fill{{{"child", {"c2"}}}}));
}

TEST_F(Kernel, ANewCaseTakesOverWhatTheTransitionClears) {
  transition_of("agree").clears = {"limit"};
  agree_it();
  EXPECT_EQ(find_values(walk.c, "limit"), nullptr);
  EXPECT_EQ(walk.last_events<event::CaseAsked>()[0].fields, (FieldMap{{"limit", {0.5}}}));
}

TEST_F(Kernel, OneOrganisationSignsOnce) {
  start_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{{Relation::kParticipant, "", "org-anhui", ""}}));
  ASSERT_TRUE(walk.does(kOwner, Assign{{Relation::kParticipant, "second", "org-anhui", ""}}));
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  ASSERT_TRUE(walk.does(kAnhui, Sign{"agree"}));
  Actor second = person("second");
  second.party.organisation = "org-anhui";
  EXPECT_EQ(walk.refuses(second, Sign{"agree"}), Codes{ReasonCode::kSignedAlready});
  EXPECT_EQ(walk.c.state, "working");
  ASSERT_TRUE(walk.does(kJiangsu, Sign{"agree"}));
  EXPECT_EQ(walk.c.state, "agreed");
}

TEST_F(Kernel, ANumberOfSignaturesCanBeEnough) {
  type.transitions[1].countersign->number = 1;
  start_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kParticipant, "anhui")}));
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  ASSERT_TRUE(walk.does(kAnhui, Sign{"agree"}));
  EXPECT_EQ(walk.c.state, "agreed");
}

TEST_F(Kernel, WhoAsksAndIsToSignHasSigned) {
  start_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kParticipant, "owner")}));
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  EXPECT_EQ(walk.last_events<event::Signed>().size(), 1U);
  ASSERT_TRUE(walk.does(kJiangsu, Sign{"agree"}));
  EXPECT_EQ(walk.c.state, "agreed");
}

TEST_F(Kernel, WhatIsSignedIsWhatTakesEffect) {
  start_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kParticipant, "anhui")}));
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  ASSERT_TRUE(walk.does(kJiangsu, Sign{"agree"}));
  ASSERT_TRUE(walk.does(kOwner, Fill{{{"limit", {0.9}}}}));
  EXPECT_EQ(walk.last_events<event::ProposalEnded>(),
            (std::vector<event::ProposalEnded>{{"agree", event::ProposalEnd::kLapsed, ""}}));
  EXPECT_EQ(walk.refuses(kAnhui, Sign{"agree"}), Codes{ReasonCode::kNothingPending});
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  ASSERT_TRUE(walk.does(kOwner, command::Release{as(Relation::kParticipant, "anhui")}));
  EXPECT_TRUE(walk.c.proposals.empty()) << "who signs has changed";
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  ASSERT_TRUE(walk.does(kOwner, command::AddEntry{"", "a comment changes nothing", {}}));
  EXPECT_EQ(walk.c.proposals.size(), 1U);
}

TEST_F(Kernel, NobodyToSignIsAReason) {
  start_it();
  ASSERT_TRUE(walk.does(kOwner, command::Release{as(Relation::kParticipant, "jiangsu")}));
  walk.now = days_later(2);
  EXPECT_EQ(walk.refuses(kOwner, Act{"agree", {}}), Codes{ReasonCode::kPersonMissing});
}

TEST_F(Kernel, SignatoriesMayRefuseAndTheAskerMayWithdraw) {
  start_it();
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  EXPECT_EQ(walk.refuses(kOther, Refuse{"agree", "no"}), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(walk.refuses(kOwner, Refuse{"agree", "no"}), Codes{ReasonCode::kOwnProposal});
  EXPECT_EQ(walk.refuses(kJiangsu, Refuse{"agree", ""}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(walk.refuses(kJiangsu, Withdraw{"agree"}), Codes{ReasonCode::kNotYours});
  ASSERT_TRUE(walk.does(kJiangsu, Refuse{"agree", "duties unclear"}));
  EXPECT_TRUE(walk.c.proposals.empty());
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  ASSERT_TRUE(walk.does(kOwner, Withdraw{"agree"}));
  EXPECT_TRUE(walk.c.proposals.empty());
  EXPECT_EQ(walk.c.state, "working");
}

TEST_F(Kernel, AComputedScoreClosesWithoutFourEyes) {
  agree_it();
  ASSERT_TRUE(walk.does(platform(), Fill{{{"score", {0.5}}}}));
  EXPECT_EQ(walk.refuses(kOwner, Act{"close", {}}),
            (Codes{ReasonCode::kCondition, ReasonCode::kFieldMissing}));
  ASSERT_TRUE(walk.does(platform(), Fill{{{"score", {0.49}}}}));
  ASSERT_TRUE(walk.acts(kOwner, "close"));
  EXPECT_EQ(walk.c.state, "done");
}

TEST_F(Kernel, AReasonClosesWithFourEyesNeverByTheAsker) {
  agree_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kReviewer, "reviewer")}));
  ASSERT_TRUE(walk.acts(kOwner, "close", {{"reason", {"no longer made"}}}));
  EXPECT_EQ(walk.c.state, "agreed");
  EXPECT_EQ(walk.refuses(kOwner, Approve{"close"}), Codes{ReasonCode::kOwnProposal});
  EXPECT_EQ(walk.refuses(kOther, Approve{"close"}), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(walk.refuses(platform(), Approve{"close"}), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(walk.refuses(kReviewer, Sign{"close"}), Codes{ReasonCode::kNothingPending});
  ASSERT_TRUE(walk.does(kReviewer, Approve{"close"}));
  EXPECT_EQ(walk.c.state, "done");
}

TEST_F(Kernel, ApprovalComesAfterTheSignatures) {
  type.transitions[1].guard.four_eyes = true;
  type.transitions[1].approved_by = of({Relation::kReviewer});
  start_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kReviewer, "reviewer")}));
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  EXPECT_EQ(walk.refuses(kReviewer, Approve{"agree"}), Codes{ReasonCode::kSignaturesFirst});
  ASSERT_TRUE(walk.does(kJiangsu, Sign{"agree"}));
  EXPECT_EQ(walk.c.state, "working");
  ASSERT_TRUE(walk.does(kReviewer, Approve{"agree"}));
  EXPECT_EQ(walk.c.state, "agreed");
}

TEST_F(Kernel, ProposalsExpire) {
  start_it();
  walk.now = days_later(2);
  ASSERT_TRUE(walk.acts(kOwner, "agree"));
  walk.now = days_later(2 + 14);
  walk.ticks();
  EXPECT_EQ(walk.c.proposals.size(), 1U);
  walk.now = days_later(2 + 15);
  walk.ticks();
  EXPECT_TRUE(walk.c.proposals.empty());
  EXPECT_EQ(walk.last_events<event::ProposalEnded>()[0].end, event::ProposalEnd::kExpired);
}

TEST_F(Kernel, ClosedCasesDoNotMove) {
  open_it();
  ASSERT_TRUE(walk.acts(kOwner, "drop", {{"reason", {"x"}}}));
  EXPECT_TRUE(walk.c.dues.empty());
  EXPECT_EQ(walk.refuses(kOwner, Act{"start", {}}), (Codes{ReasonCode::kFinal}));
  EXPECT_EQ(walk.refuses(kOwner, Act{"drop", {}}), Codes{ReasonCode::kFinal});
  EXPECT_EQ(walk.refuses(kOwner, Fill{{{"reason", {"y"}}}}), Codes{ReasonCode::kFieldClosed});
  EXPECT_EQ(walk.refuses(kOwner, Assign{as(Relation::kReviewer, "r")}), Codes{ReasonCode::kFinal});
  EXPECT_TRUE(walk.does(kOther, command::AddEntry{"", "still to be talked about", {}}));
}

TEST_F(Kernel, ReopensAndClears) {
  agree_it();
  ASSERT_TRUE(walk.does(platform(), Fill{{{"score", {0.1}}}}));
  ASSERT_TRUE(walk.acts(kOwner, "close"));
  ASSERT_TRUE(walk.acts(kOther, "reopen"));
  EXPECT_EQ(walk.c.state, "new");
  EXPECT_EQ(find_values(walk.c, "score"), nullptr);
  EXPECT_EQ(walk.refuses(kOther, Act{"reopen", {}}), Codes{ReasonCode::kWrongState});
}

TEST_F(Kernel, HoldsAResourceOnlyByNameAndTime) {
  open_it();
  FieldMap fields = booking();
  fields["end"] = {Moment{kNoon}};
  EXPECT_EQ(walk.refuses(kOwner, Act{"start", fields}), Codes{ReasonCode::kBadClaim});
  ASSERT_TRUE(walk.acts(kOwner, "start", booking()));
  EXPECT_EQ(walk.refuses(kOwner, Fill{{{"tool", {}}}}), Codes{ReasonCode::kBadClaim});
  EXPECT_EQ(walk.refuses(kOwner, Fill{{{"end", {Moment{kNoon + 7200}}}}}), Codes{});
}

TEST_F(Kernel, OneOwnerAtATime) {
  open_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kOwner, "other")}));
  ASSERT_EQ(walk.last_events<event::PersonReleased>().size(), 1U);
  EXPECT_EQ(walk.refuses(kOwner, Assign{as(Relation::kOwner, "owner")}), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(walk.refuses(kOther, Assign{as(Relation::kOwner, "other")}), Codes{ReasonCode::kBadPerson});
  EXPECT_EQ(walk.refuses(kOther, Assign{{Relation::kAnyone, "x", "", ""}}), Codes{ReasonCode::kBadPerson});
  EXPECT_EQ(walk.refuses(kOther, Assign{{Relation::kReviewer, "", "", ""}}), Codes{ReasonCode::kBadPerson});
  EXPECT_EQ(walk.refuses(kOther, command::Release{as(Relation::kReviewer, "r")}),
            Codes{ReasonCode::kBadPerson});
}

TEST_F(Kernel, KeepsRelationsApart) {
  open_it();
  ASSERT_TRUE(walk.does(kOwner, Assign{as(Relation::kApplicant, "firm")}));
  CasePerson colleague = as(Relation::kReviewer, "colleague");
  EXPECT_EQ(walk.refuses(kOwner, Assign{colleague}), Codes{});
  colleague.organisation = "org-firm";
  EXPECT_EQ(walk.refuses(kOwner, Assign{colleague}), Codes{ReasonCode::kSeparated});
  EXPECT_EQ(walk.refuses(kOwner, Assign{{Relation::kReviewer, "firm", "", ""}}),
            Codes{ReasonCode::kSeparated});
  EXPECT_EQ(walk.refuses(kOwner, Assign{{Relation::kParticipant, "firm", "", ""}}), Codes{});
}

TEST_F(Kernel, LogsDatedEntries) {
  open_it();
  const FieldMap whole{{"on", {day_of(kNoon)}}, {"outcome", {"two suppliers found"}}};
  EXPECT_EQ(walk.refuses(kOwner, command::AddEntry{"action", "", {{"on", {day_of(kNoon)}}}}),
            Codes{ReasonCode::kFieldMissing});
  EXPECT_EQ(to_string(decide(type, walk.c, command::AddEntry{"action", "", {{"on", {day_of(kNoon)}}}}, kOwner,
                             kNoon)
                          .refusal),
            "outcome is to be filled");
  EXPECT_EQ(walk.refuses(kOther, command::AddEntry{"action", "", whole}), Codes{ReasonCode::kNotYours});
  EXPECT_EQ(walk.refuses(kOwner, command::AddEntry{"dance", "", {}}), Codes{ReasonCode::kUnknown});
  EXPECT_EQ(walk.refuses(kOwner, command::AddEntry{"", "", {}}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(walk.refuses(kOwner, command::AddEntry{"", "x", whole}),
            (Codes{ReasonCode::kUnknown, ReasonCode::kUnknown}));
  ASSERT_TRUE(walk.does(kOwner, command::AddEntry{"action", "visited the plant", whole}));
  ASSERT_EQ(walk.c.entries.size(), 1U);
  EXPECT_EQ(walk.c.entries[0], (CaseEntry{"action", "visited the plant", whole, kOwner.party, kNoon}));
}

TEST_F(Kernel, AttachesFiles) {
  open_it();
  EXPECT_TRUE(walk.does(kOther, command::Attach{{"a.pdf", 12, "00ff"}}));
  ASSERT_EQ(walk.c.attachments.size(), 1U);
  EXPECT_EQ(walk.c.attachments[0].file.name, "a.pdf");
  EXPECT_EQ(walk.refuses(kOther, command::Attach{{"", 12, "00ff"}}), Codes{ReasonCode::kBadValue});
  EXPECT_EQ(walk.refuses(person("x", {}), command::Attach{{"a", 1, "b"}}), Codes{ReasonCode::kNotYours});
}

TEST_F(Kernel, RemindsBeforeAndAfterTheDay) {
  start_it();  // report due on day 10, first reminder 3 days before, then every 7 days
  std::vector<std::pair<int, bool>> reminders;
  for (int day = 0; day <= 30; ++day) {
    walk.now = days_later(day);
    walk.ticks();
    for (const auto& reminded : walk.last_events<event::Reminded>())
      reminders.emplace_back(day, reminded.is_overdue);
    walk.ticks();
    EXPECT_TRUE(walk.last.events.empty()) << "a second tick has nothing new";
  }
  EXPECT_EQ(reminders, (std::vector<std::pair<int, bool>>{{7, false}, {11, true}, {18, true}, {25, true}}));
}

TEST_F(Kernel, ADueThatStartsAnewRemindsAnew) {
  start_it();
  walk.now = days_later(7);
  walk.ticks();
  ASSERT_EQ(walk.last_events<event::Reminded>().size(), 1U);
  ASSERT_TRUE(walk.acts(kOwner, "reopen"));
  walk.now = days_later(8);
  ASSERT_TRUE(walk.acts(kOwner, "start"));
  walk.now = days_later(14);
  walk.ticks();
  EXPECT_TRUE(walk.last_events<event::Reminded>().empty());
  walk.now = days_later(15);
  walk.ticks();
  EXPECT_EQ(walk.last_events<event::Reminded>(), (std::vector<event::Reminded>{{"report", false}}));
}

TEST_F(Kernel, ADayOfTheCaseIsDueInsteadOfDays) {
  open_it();
  FieldMap fields = booking();
  fields["deadline"] = {day_of(days_later(40))};
  ASSERT_TRUE(walk.does(kOwner, Fill{fields}));
  ASSERT_TRUE(walk.acts(kOwner, "start"));
  ASSERT_EQ(walk.c.dues.size(), 1U);
  EXPECT_EQ(walk.c.dues[0].day, day_of(days_later(40)));
}

TEST_F(Kernel, WhatIsOverdueHappensByItself) {
  open_it();
  walk.now = days_later(5);
  walk.ticks();
  EXPECT_EQ(walk.c.state, "new") << "the day itself is not over";
  walk.now = days_later(6);
  walk.ticks();
  EXPECT_EQ(walk.c.state, "dropped");
  EXPECT_TRUE(walk.c.history.back().actor.is_system);
  walk.ticks();
  EXPECT_TRUE(walk.last.events.empty());
}

TEST_F(Kernel, HistoryReplays) {
  agree_it();
  ASSERT_TRUE(walk.does(platform(), Fill{{{"score", {0.1}}}}));
  ASSERT_TRUE(walk.acts(kOwner, "close"));
  EXPECT_EQ(replay(walk.c.history), walk.c);
  const auto all = stays(walk.c, days_later(9));
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[1].state, "working");
  EXPECT_EQ(all[1].until - all[1].from, 2 * kSecondsPerDay);
  EXPECT_EQ(all[3].until, days_later(9));
}

}  // namespace
}  // namespace tenon::process
