#include "service/api_token.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::seconds;

const UtcTime kNow{days(20000)};

Result<MadeApiToken> make(const PermissionSet& carried, seconds life = days(30),
                          const char* name = "nightly") {
  return make_api_token("li", name, carried, kNow, life);
}

TEST(ApiToken, OnlyTheHashIsKept) {
  const MadeApiToken made = *make({Permission::kDatasetRead});
  EXPECT_TRUE(made.text.starts_with("tenon_"));
  EXPECT_EQ(made.text.size(), 6 + 43U);
  EXPECT_EQ(made.token.token_hash, hash_of_token(made.text));
  EXPECT_NE(make({Permission::kDatasetRead})->text, made.text);
  EXPECT_EQ(made.token.id.find(made.text.substr(6)), std::string::npos);
}

TEST(ApiToken, Ends) {
  ApiToken token = make({Permission::kDatasetRead}, days(200))->token;
  EXPECT_EQ(state_of(token, kNow), SessionState::kLive);
  EXPECT_EQ(state_of(token, kNow + days(90) - microseconds(1)), SessionState::kLive);
  EXPECT_EQ(state_of(token, kNow + days(90)), SessionState::kIdleExpired);
  token.last_used = kNow + days(199);
  EXPECT_EQ(state_of(token, kNow + days(200) - microseconds(1)), SessionState::kLive);
  EXPECT_EQ(state_of(token, kNow + days(200)), SessionState::kExpired);
  token.revoked = kNow;
  EXPECT_EQ(state_of(token, kNow + days(300)), SessionState::kRevoked);
}

TEST(ApiToken, Limits) {
  EXPECT_TRUE(make({Permission::kDatasetRead}, days(366)).ok());
  EXPECT_FALSE(make({Permission::kDatasetRead}, days(366) + seconds(1)).ok());
  EXPECT_FALSE(make({Permission::kDatasetRead}, seconds(0)).ok());
  EXPECT_FALSE(make({}).ok());
  EXPECT_FALSE(make({Permission::kDatasetRead}, days(1), "").ok());
  EXPECT_FALSE(make({Permission::kDatasetRead, Permission::kUserManage}).ok());
  EXPECT_FALSE(make({Permission::kExportFirmLevel}).ok());
}

}  // namespace
}  // namespace tenon
