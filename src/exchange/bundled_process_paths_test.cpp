// The bundled processes walked by hand: the way that each is meant to go, and the rules that are its own.
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "process/case_view.h"
#include "support/bundled_processes.h"
#include "support/process_example.h"

namespace tenon::process {
namespace {

using command::Approve;
using command::Assign;
using command::Fill;
using command::Sign;

class BundledPath : public ::testing::Test {
 protected:
  // Somebody with every permission of the process: what is refused is refused for another reason.
  Actor all(const std::string& name) const {
    std::set<std::string> permissions;
    const auto add = [&](const Access& access) { permissions.insert(access.permission); };
    for (const Access* access : {&type.see, &type.open.who, &type.fill, &type.assign, &type.comment})
      add(*access);
    for (const Transition& transition : type.transitions) {
      add(transition.who);
      if (transition.countersign) add(transition.countersign->who);
      if (transition.approved_by) add(*transition.approved_by);
    }
    for (const Field& field : type.fields) {
      if (field.filled_by) add(*field.filled_by);
    }
    for (const EntryKind& kind : type.entries) add(kind.who);
    return person(name, {permissions.begin(), permissions.end()});
  }

  void begin(const std::string& id, const std::string& subject, const FieldMap& fields,
             std::vector<CasePerson> people = {}) {
    type = bundled_process(id);
    walk = std::make_unique<CaseWalk>(CaseWalk{type, {}, kNoon, {}});
    ASSERT_TRUE(walk->opened({"c1", {subject, "s1"}, fields, std::move(people)}, all("asker")))
        << to_string(walk->last.refusal);
  }
  void assign(Relation relation, const std::string& name) {
    ASSERT_TRUE(walk->does(all("asker"), Assign{as(relation, name)})) << to_string(walk->last.refusal);
  }
  void acts(const std::string& name, const std::string& transition, const FieldMap& fields,
            const std::string& state) {
    ASSERT_TRUE(walk->acts(all(name), transition, fields))
        << transition << ": " << to_string(walk->last.refusal);
    EXPECT_EQ(walk->c.state, state) << transition;
  }
  void approves(const std::string& name, const std::string& transition, const std::string& state) {
    ASSERT_TRUE(walk->does(all(name), Approve{transition})) << to_string(walk->last.refusal);
    EXPECT_EQ(walk->c.state, state);
  }
  void signs(const std::string& name, const std::string& transition, const std::string& state) {
    ASSERT_TRUE(walk->does(all(name), Sign{transition})) << to_string(walk->last.refusal);
    EXPECT_EQ(walk->c.state, state);
  }
  void computes(const FieldMap& fields) {
    ASSERT_TRUE(walk->does(platform(), Fill{fields})) << to_string(walk->last.refusal);
  }
  [[nodiscard]] std::string why_not(const std::string& name, const Command& command) const {
    return to_string(decide(type, walk->c, command, all(name), walk->now).refusal);
  }
  [[nodiscard]] std::string why_not(const std::string& name, const std::string& transition,
                                    const FieldMap& fields = {}) const {
    return why_not(name, command::Act{transition, fields});
  }
  void wait(int days) { walk->now += days * kSecondsPerDay; }

  ProcessType type;
  std::unique_ptr<CaseWalk> walk;
};

const FieldValue kFile = FileReference{"a.pdf", 1, "00ff"};

class BreakPointCase : public BundledPath {
 protected:
  void ease() {
    begin("break_point_case", "break_point", {});
    computes({{"threshold", {0.4}}, {"score_at_opening", {0.71}}});
    assign(Relation::kOwner, "owner");
    assign(Relation::kLeadProvince, "jiangsu");
    acts("asker", "assign", {{"owner_province", {"320000"}}}, "assigned");
    acts("owner", "choose_measure", {{"measure_class", {"supplement"}}, {"measure", {"second supplier"}}},
         "measured");
    acts("owner", "start", {{"target_day", {day_of(days_later(90))}}}, "in_progress");
    acts("owner", "report_progress", {{"progress", {"samples tested"}}}, "in_progress");
    acts("owner", "ease", {}, "eased");
  }
};

TEST_F(BreakPointCase, ClosesWithAScoreBelowTheThreshold) {
  ease();
  EXPECT_EQ(walk->last_events<event::RecomputeAsked>().size(), 1U);
  EXPECT_NE(why_not("owner", "close").find("Re-computed score must be below Threshold for closing"),
            std::string::npos);
  computes({{"recomputed_score", {0.4}}});
  EXPECT_NE(why_not("owner", "close"), "");
  computes({{"recomputed_score", {0.39}}});
  acts("owner", "close", {}, "closed");
}

TEST_F(BreakPointCase, ClosesWithAReasonAndFourEyes) {
  ease();
  computes({{"recomputed_score", {0.6}}});
  acts("owner", "close", {{"closing_reason", {"the product is no longer made"}}}, "eased");
  EXPECT_EQ(why_not("owner", Approve{"close"}), "who asked must not approve");
  approves("director", "close", "closed");
}

TEST_F(BreakPointCase, PeopleSetNeitherScoreNorThresholdToTheirLiking) {
  ease();
  EXPECT_NE(why_not("owner", Fill{{{"recomputed_score", {0.1}}}}), "");
  Actor owner = all("owner");
  std::erase(owner.permissions, "break_point.threshold");
  EXPECT_FALSE(decide(type, walk->c, Fill{{{"threshold", {0.9}}}}, owner, walk->now).ok());
  EXPECT_FALSE(decide(type, walk->c, command::Act{"close", {{"threshold", {0.9}}}}, owner, walk->now).ok());
}

TEST_F(BreakPointCase, ReopensFromAnyState) {
  ease();
  computes({{"recomputed_score", {0.2}}});
  acts("owner", "close", {}, "closed");
  EXPECT_NE(why_not("owner", "resume"), "");
  acts("anybody", "reopen", {{"reopening_reason", {"the new supplier failed"}}}, "reopened");
  EXPECT_EQ(find_values(walk->c, "recomputed_score"), nullptr) << "an old score closes nothing";
  acts("asker", "assign", {}, "assigned");
  acts("anybody", "reopen", {{"reopening_reason", {"again"}}}, "reopened");
}

TEST_F(BreakPointCase, KeepsALogOfTheChief) {
  ease();
  const FieldMap entry{{"on", {day_of(kNoon)}}, {"action", {"visited"}}, {"outcome", {"agreed a trial"}}};
  EXPECT_EQ(why_not("owner", command::AddEntry{"chief_action", "", entry}), "");
  EXPECT_NE(why_not("owner", command::AddEntry{"chief_action", "", {{"on", {day_of(kNoon)}}}}), "");
  EXPECT_EQ(unique_key(type, walk->c).has_value(), true) << "one open case a break point";
}

class Warning : public BundledPath {
 protected:
  void triage(const std::string& level) {
    begin("warning_and_incident", "signal", {{"rule", {"import_price"}}});
    assign(Relation::kOwner, "owner");
    assign(Relation::kLeadProvince, "zhejiang");
    acts("analyst", "triage", {{"level", {level}}}, "triaged");
  }
};

TEST_F(Warning, GoesFromSignalToReview) {
  triage("yellow");
  acts("owner", "declare",
       {{"effect", {"capacity_reduction"}},
        {"root_cause", {"natural_disaster"}},
        {"materials", {"glass cloth"}}},
       "incident");
  acts("zhejiang", "agree_response", {{"response", {"share stocks"}}}, "response_agreed");
  acts("owner", "act", {}, "acting");
  acts("owner", "report", {}, "acting");
  acts("owner", "recover", {{"recovered_on", {day_of(kNoon)}}}, "recovered");
  acts("owner", "review", {{"lessons", {"keep thirty days"}}}, "reviewed");
}

TEST_F(Warning, IsCancelledAloneUnlessRed) {
  triage("yellow");
  acts("owner", "cancel", {{"cancel_reason", {"prices fell"}}}, "cancelled");
  triage("red");
  acts("owner", "cancel", {{"cancel_reason", {"prices fell"}}}, "triaged");
  EXPECT_EQ(why_not("owner", Approve{"cancel"}), "who asked must not approve");
  approves("director", "cancel", "cancelled");
}

TEST_F(Warning, IsLoweredFromRedByFourEyesOnly) {
  triage("red");
  EXPECT_NE(why_not("owner", Fill{{{"level", {"blue"}}}}), "") << "the level is not filled past the rule";
  EXPECT_NE(why_not("owner", "change_level",
                    {{"level", {"blue"}}, {"new_level", {"blue"}}, {"level_reason", {"x"}}}),
            "");
  acts("owner", "change_level", {{"new_level", {"blue"}}, {"level_reason", {"stocks are back"}}}, "triaged");
  EXPECT_EQ(*find_values(walk->c, "level"), FieldValues{"red"});
  approves("director", "change_level", "triaged");
  EXPECT_EQ(*find_values(walk->c, "level"), FieldValues{"blue"});
  EXPECT_EQ(find_values(walk->c, "new_level"), nullptr);
}

TEST_F(Warning, RequestsForAssistanceHaveOwnerAndDeadline) {
  const FieldMap fields{{"need", {"ten tons"}}, {"deadline", {day_of(days_later(5))}}};
  type = bundled_process("assistance_request");
  EXPECT_FALSE(open(type, {"c", {"signal", "s"}, {{"need", {"x"}}}, {as(Relation::kOtherSide, "anhui")}},
                    all("asker"), kNoon)
                   .ok());
  begin("assistance_request", "signal", fields, {as(Relation::kOtherSide, "anhui")});
  EXPECT_EQ(why_not("anhui", "accept"), "there is no owner yet");
  assign(Relation::kOwner, "owner");
  acts("anhui", "accept", {}, "accepted");
  wait(6);
  walk->ticks();
  EXPECT_EQ(walk->last_events<event::Reminded>(), (std::vector<event::Reminded>{{"deadline", true}}));
  acts("owner", "deliver", {{"answer", {"sent"}}}, "delivered");
  acts("asker", "confirm", {}, "closed");
  begin("assistance_request", "signal", fields, {as(Relation::kOtherSide, "anhui")});
  wait(3);
  walk->ticks();
  EXPECT_EQ(walk->c.state, "expired");
}

class Booking : public BundledPath {
 protected:
  void request(UtcSeconds from, UtcSeconds until) {
    begin("resource_booking", "instrument",
          {{"resource", {"microscope"}},
           {"from", {Moment{from}}},
           {"until", {Moment{until}}},
           {"purpose", {"scan"}}},
          {as(Relation::kOtherSide, "institute")});
  }
};

TEST_F(Booking, GoesFromRequestToRating) {
  request(kNoon, kNoon + 7200);
  acts("institute", "offer", {{"price", {Money{500'00}}}}, "offered");
  acts("asker", "confirm", {}, "confirmed");
  acts("institute", "use", {{"used_hours", {2.0}}}, "used");
  EXPECT_NE(why_not("institute", "settle", {{"settled_amount", {Money{600'00}}}}), "");
  acts("institute", "settle", {{"settled_amount", {Money{400'00}}}}, "settled");
  acts("asker", "rate", {{"rating", {5.0}}}, "rated");
}

TEST_F(Booking, ExpiresWhereNobodyAnswers) {
  request(kNoon, kNoon + 7200);
  wait(3);
  walk->ticks();
  EXPECT_EQ(walk->c.state, "requested");
  wait(1);
  walk->ticks();
  EXPECT_EQ(walk->c.state, "expired");
  EXPECT_EQ(stays(walk->c, walk->now)[0].until - stays(walk->c, walk->now)[0].from, 4 * kSecondsPerDay);
}

TEST_F(Booking, ClaimsItsTimeFromTheOfferOn) {
  request(kNoon, kNoon + 7200);
  EXPECT_FALSE(resource_claim(type, walk->c).has_value());
  acts("institute", "offer", {{"price", {Money{1}}}}, "offered");
  const auto first = resource_claim(type, walk->c);
  ASSERT_TRUE(first.has_value());
  EXPECT_NE(why_not("asker", Fill{{{"until", {Moment{kNoon + 9000}}}}}), "") << "the time held is fixed";
  request(kNoon + 3600, kNoon + 9000);
  acts("institute", "offer", {{"price", {Money{1}}}}, "offered");
  EXPECT_TRUE(overlap(*first, *resource_claim(type, walk->c)));
  request(kNoon + 7200, kNoon + 9000);
  acts("institute", "offer", {{"price", {Money{1}}}}, "offered");
  EXPECT_FALSE(overlap(*first, *resource_claim(type, walk->c)));
  acts("asker", "cancel", {{"cancel_reason", {"late"}}}, "cancelled");
  EXPECT_FALSE(resource_claim(type, walk->c).has_value());
  request(kNoon, kNoon);
  EXPECT_NE(why_not("institute", "offer", {{"price", {Money{1}}}}), "");
}

TEST_F(Booking, AreDeclinedWithAReason) {
  request(kNoon, kNoon + 7200);
  EXPECT_NE(why_not("institute", "decline"), "");
  acts("institute", "decline", {{"decline_reason", {"broken"}}}, "declined");
}

class ResearchCall : public BundledPath {
 protected:
  void publish() {
    begin("research_call", "need", {{"need", {"a resist"}}});
    assign(Relation::kReviewer, "reviewer");
    assign(Relation::kApplicant, "team");
    acts("asker", "refine",
         {{"goal", {"a resist for 28 nm"}}, {"metrics", {"38 nm"}}, {"budget", {Money{8'000'000'00}}}},
         "refined");
    acts("asker", "publish", {{"deadline", {day_of(days_later(30))}}, {"property_split", {"half each"}}},
         "published");
  }
};

TEST_F(ResearchCall, GoesFromNeedToTransferWithSeveralAwarded) {
  publish();
  EXPECT_NE(why_not("asker", "close_bidding"), "") << "bidding closes by itself, not at will";
  wait(31);
  walk->ticks();
  EXPECT_EQ(walk->c.state, "bids");
  acts("asker", "open_bids", {}, "bids");
  approves("director", "open_bids", "under_review");
  acts("reviewer", "finish_review", {{"review_report", {kFile}}}, "reviewed");
  acts("asker", "award", {{"awarded_bids", {"bid-1", "bid-2"}}}, "reviewed");
  approves("director", "award", "awarded");
  acts("asker", "begin", {}, "milestones");
  ASSERT_EQ(walk->last_events<event::CaseAsked>().size(), 1U);
  EXPECT_EQ(walk->last_events<event::CaseAsked>()[0].fields.at("project"), FieldValues{"c1"});
  acts("reviewer", "accept", {{"acceptance_report", {kFile}}}, "accepted");
  acts("asker", "transfer", {{"transfer", {"licensed"}}}, "transferred");
}

TEST_F(ResearchCall, ReviewersAreNoBidders) {
  publish();
  EXPECT_NE(why_not("asker", Assign{as(Relation::kReviewer, "team")}), "");
  CasePerson colleague = as(Relation::kReviewer, "colleague");
  colleague.organisation = "org-team";
  EXPECT_NE(why_not("asker", Assign{colleague}), "");
  EXPECT_EQ(why_not("asker", Assign{as(Relation::kReviewer, "independent")}), "");
}

TEST_F(ResearchCall, BidsStaySealedAndReviewersBlind) {
  begin("research_bid", "need", {{"call", {"call-1"}}}, {as(Relation::kOwner, "office")});
  assign(Relation::kReviewer, "reviewer");
  acts("asker", "submit", {{"proposal", {kFile}}, {"price", {Money{900'000'00}}}, {"months", {12.0}}},
       "submitted");
  const auto sees = [&](const std::string& name, const std::string& field) {
    for (const VisibleField& visible : visible_fields(type, walk->c, all(name))) {
      if (visible.field == field) return !visible.is_sealed && !visible.values.empty();
    }
    return false;
  };
  const auto knows_bidder = [&](const std::string& name) {
    for (const CasePerson& person : visible_case(type, walk->c, all(name)).people) {
      if (person.relation == Relation::kApplicant) return person.person == "asker";
    }
    return false;
  };
  EXPECT_TRUE(sees("asker", "price"));
  EXPECT_FALSE(sees("office", "price"));
  EXPECT_FALSE(sees("reviewer", "price"));
  EXPECT_FALSE(sees("stranger", "call"));
  EXPECT_NE(why_not("asker", Fill{{{"price", {Money{1}}}}}), "") << "what is submitted is fixed";
  acts("office", "open", {}, "submitted");
  EXPECT_FALSE(sees("office", "price"));
  EXPECT_NE(why_not("office", Approve{"open"}), "");
  approves("director", "open", "opened");
  EXPECT_TRUE(sees("reviewer", "price"));
  EXPECT_FALSE(knows_bidder("reviewer"));
  EXPECT_TRUE(knows_bidder("office"));
  EXPECT_NE(
      why_not("reviewer", "review", {{"score", {88.0}}, {"opinion", {"good"}}, {"no_conflict", {false}}}),
      "");
  acts("reviewer", "review", {{"score", {88.0}}, {"opinion", {"good"}}, {"no_conflict", {true}}}, "reviewed");
  const Case as_reviewed = walk->c;
  acts("office", "decline", {}, "lost");
  walk->c = as_reviewed;
  acts("office", "award", {{"property_share", {50.0}}}, "reviewed");
  approves("director", "award", "awarded");
  EXPECT_TRUE(knows_bidder("reviewer"));
  acts("office", "contract", {{"contract", {kFile}}}, "awarded");
  signs("asker", "contract", "contracted");
}

class WorkPlan : public BundledPath {
 protected:
  void draft() {
    begin("work_plan", "chain",
          {{"year", {2027.0}}, {"goals", {"cover ten gaps"}}, {"duties", {"Jiangsu: resist"}}});
    assign(Relation::kLeadProvince, "shanghai");
    for (const std::string province : {"jiangsu", "zhejiang", "anhui"})
      assign(Relation::kParticipant, province);
  }
};

TEST_F(WorkPlan, AllProvincesCountersign) {
  draft();
  acts("shanghai", "agree", {}, "drafted");
  signs("jiangsu", "agree", "drafted");
  signs("zhejiang", "agree", "drafted");
  EXPECT_NE(why_not("zhejiang", Sign{"agree"}), "");
  signs("anhui", "agree", "agreed");
  EXPECT_NE(why_not("shanghai", Fill{{{"duties", {"Anhui: all"}}}}), "") << "what was signed is fixed";
  acts("shanghai", "start", {}, "running");
  wait(92);
  walk->ticks();
  EXPECT_EQ(walk->last_events<event::Reminded>(), (std::vector<event::Reminded>{{"quarterly_report", true}}));
  acts("shanghai", "file_quarterly_report", {{"quarterly_report", {kFile}}}, "running");
  EXPECT_EQ(due_items(type, walk->c, walk->now)[0].days_left, 91);
  acts("shanghai", "report", {{"annual_report", {kFile}}}, "reported");
  assign(Relation::kReviewer, "reviewer");
  acts("reviewer", "evaluate", {{"evaluation", {"well done"}}, {"grade", {"good"}}}, "evaluated");
}

TEST_F(WorkPlan, AChangedPlanIsSignedAnew) {
  draft();
  acts("shanghai", "agree", {}, "drafted");
  signs("jiangsu", "agree", "drafted");
  ASSERT_TRUE(walk->does(all("shanghai"), Fill{{{"duties", {"Jiangsu: all of it"}}}}));
  EXPECT_NE(why_not("zhejiang", Sign{"agree"}), "");
  acts("shanghai", "agree", {}, "drafted");
  ASSERT_TRUE(walk->does(all("anhui"), command::Refuse{"agree", "too much for one"}));
  EXPECT_TRUE(walk->c.proposals.empty());
}

TEST_F(BundledPath, ApprovalIsNeverByTheAsker) {
  begin("approval", "export", {{"what", {"firm-level export"}}, {"why", {"a study"}}});
  EXPECT_EQ(why_not("asker", "grant"), "needs the permission approval.grant, and not as applicant");
  EXPECT_NE(why_not("asker", "refuse", {{"answer", {"no"}}}), "");
  EXPECT_NE(why_not("director", "refuse"), "");
  Actor colleague = all("colleague");
  colleague.party.organisation = "org-asker";
  EXPECT_TRUE(decide(type, walk->c, command::Act{"grant", {}}, colleague, walk->now).ok());
  acts("director", "grant", {}, "granted");
  begin("approval", "export", {{"what", {"x"}}, {"why", {"y"}}});
  wait(15);
  walk->ticks();
  EXPECT_EQ(walk->c.state, "expired");
}

TEST_F(BundledPath, PublicityOfAnAgreementLastsFifteenDays) {
  begin("technology_listing", "result", {{"result_identity", {"ZL2026 1 0000001.0"}}});
  assign(Relation::kReviewer, "reviewer");
  acts("reviewer", "verify", {{"opinion", {"held by the seller"}}, {"title", {"A resist"}}}, "verified");
  acts("asker", "list", {{"markets", {"shanghai", "anhui"}}, {"asking_price", {Money{1'500'000'00}}}},
       "listed");
  acts("asker", "agree", {{"buyer", {"org-buyer"}}, {"price", {Money{900'000'00}}}}, "publicity");
  wait(14);
  const FieldMap contract{{"contract_kind", {"licence"}}, {"registration_number", {"2026310000"}}};
  EXPECT_NE(why_not("asker", "register", contract), "");
  wait(1);
  acts("asker", "register", contract, "contract_registered");
  EXPECT_TRUE(unique_key(type, walk->c).has_value());
}

TEST_F(BundledPath, AuctionsAreAnnouncedSevenDaysAndExhibitedTwo) {
  begin("auction_event", "session", {});
  acts("asker", "announce",
       {{"title", {"Autumn"}},
        {"rules", {kFile}},
        {"opens_at", {Moment{days_later(10)}}},
        {"lots", {"lot-1"}},
        {"deposit", {Money{100'000'00}}}},
       "announced");
  wait(6);
  EXPECT_NE(why_not("asker", "exhibit"), "");
  wait(1);
  acts("asker", "exhibit", {}, "exhibited");
  wait(1);
  EXPECT_NE(why_not("asker", "close_registration"), "");
  wait(1);
  acts("asker", "close_registration", {}, "registered");
}

TEST_F(BundledPath, TheReserveOfALotIsChangedByFourEyesAndNeverShown) {
  begin("auction_lot", "result", {{"event", {"e1"}}});
  assign(Relation::kReviewer, "director");
  EXPECT_NE(why_not("asker", Fill{{{"reserve", {Money{1}}}}}), "");
  acts("asker", "set_reserve", {{"new_reserve", {Money{3'000'000'00}}}}, "waiting");
  approves("director", "set_reserve", "waiting");
  EXPECT_EQ(*find_values(walk->c, "reserve"), FieldValues{Money{3'000'000'00}});
  EXPECT_FALSE(visible_case(type, walk->c, all("bidder")).fields.contains("reserve"));
}

TEST_F(BundledPath, RivalsMeetAfterTheNoticeAndDropWithAReason) {
  begin("matching", "demand", {{"demand", {"d1"}}, {"offer", {"o1"}}});
  assign(Relation::kOwner, "owner");
  assign(Relation::kOtherSide, "supplier");
  acts("owner", "match", {}, "matched");
  acts("owner", "invite", {{"session", {"s1"}}}, "invited");
  EXPECT_NE(why_not("owner", "meet", {{"met_on", {day_of(kNoon)}}, {"competition_notice", {false}}}), "");
  acts("owner", "meet", {{"met_on", {day_of(kNoon)}}, {"competition_notice", {true}}}, "met");
  acts("asker", "sign_intent", {{"intent_text", {"two years"}}}, "met");
  signs("supplier", "sign_intent", "intent");
  acts("owner", "sign_contract", {{"contract_file", {kFile}}, {"contract_value", {Money{5'000'000'00}}}},
       "contract");
  EXPECT_NE(why_not("supplier", "drop"), "");
  const Case signed_contract = walk->c;
  acts("asker", "deliver", {{"delivered_on", {day_of(kNoon)}}}, "delivered");
  walk->c = signed_contract;
  acts("supplier", "drop", {{"drop_reason", {"capacity"}}}, "dropped");
  EXPECT_TRUE(unique_key(type, walk->c).has_value()) << "the decision is remembered";
}

}  // namespace
}  // namespace tenon::process
