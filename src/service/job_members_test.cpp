#include "service/job_members.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

// All kinds of members; what they were, or the faults.
std::string taken(const std::string& request) {
  auto members = JobMembers::parse(request);
  if (!members) return members.error().message;
  members->needed_text("name");
  members->text("note", "none");
  members->word("goal", "cover", {"cover", "loss"});
  members->texts("products");
  members->flag("whole", true);
  members->integer("days", 90, 1, 3650);
  members->number("gap", 0.5, 0, 1);
  members->optional_number("budget", 0, 1e9);
  members->numbers("limits", 0, 1);
  const auto sound = members->finish();
  return sound ? members->canonical() : sound.error().message;
}

TEST(JobMembers, WhatIsLeftOutIsFilledIn) {
  const std::string whole =
      R"({"name":"链","note":"none","goal":"cover","products":[],"whole":true,"days":90,"gap":5E-1,"budget":null,)"
      R"("limits":[]})";
  EXPECT_EQ(taken(R"({"name":"链"})"), whole);
  // In another order, spelled out, or null: the same.
  EXPECT_EQ(
      taken(R"({"gap": 0.5, "days": 90.0, "limits": [], "budget": null, "note": null, "name": "\u94fe"})"),
      whole);
  EXPECT_EQ(taken(whole), whole);
  EXPECT_EQ(
      taken(R"({"name":"x","products":["a","b"],"goal":"loss","whole":false,"budget":3,"limits":[1,0.25]})"),
      R"({"name":"x","note":"none","goal":"loss","products":["a","b"],"whole":false,"days":90,"gap":5E-1,)"
      R"("budget":3E0,"limits":[1E0,2.5E-1]})");
}

TEST(JobMembers, EveryFaultNamesItsMember) {
  EXPECT_EQ(taken(R"({"name":"","note":3,"goal":"win","products":["a",1],"whole":"yes","days":0.5,"gap":2,)"
                  R"("budget":"all","limits":[0.5,7],"dayz":1})"),
            "\"name\": is missing: expected a text\n"
            "\"note\": found 3: expected a text\n"
            "\"goal\": found \"win\": expected one of cover, loss\n"
            "\"products\": found [\"a\",1]: expected a list of texts\n"
            "\"whole\": found \"yes\": expected true or false\n"
            "\"days\": found 5E-1: expected a whole number from 1 to 3650\n"
            "\"gap\": found 2: expected a number from 0 to 1\n"
            "\"budget\": found \"all\": expected a number from 0 to 1e+09\n"
            "\"limits\": found [5E-1,7]: expected a list of numbers from 0 to 1\n"
            "\"dayz\": no such member; did you mean \"days\"?");
  EXPECT_EQ(taken("{}"), "\"name\": is missing: expected a text");
  EXPECT_EQ(taken(R"({"name":"x","days":99999999999999999999})").substr(0, 13), "\"days\": found");
}

TEST(JobMembers, OnlyObjectsAreRequests) {
  EXPECT_EQ(taken("[]"), "the request is not a JSON object");
  EXPECT_TRUE(taken("{\"name\":").starts_with("the request is not JSON: "));
  EXPECT_TRUE(taken("{\"name\":\"\xff\"}").starts_with("the request is not JSON: "));
}

TEST(JobMembers, RefusalsAndSettledValues) {
  auto members = JobMembers::parse(R"({"version":0})").value();
  members.integer("version", 0, 0, 10);
  members.set("version", 7);
  EXPECT_TRUE(members.finish().ok());
  EXPECT_EQ(members.canonical(), R"({"version":7})");
  members.refuse("version", "not this one");
  EXPECT_EQ(members.finish().error().message, "\"version\": not this one");
}

}  // namespace
}  // namespace tenon
