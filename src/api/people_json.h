// Organisations, accounts, sessions and what they hold, as JSON of the contract.
#pragma once

#include <cstdint>
#include <string>

#include "report/json_writer.h"
#include "service/api_token.h"
#include "service/approval_desk.h"
#include "service/directory.h"
#include "service/role.h"
#include "service/session.h"

namespace tenon {

void write_organisation(JsonWriter& json, const Organisation& organisation, std::int64_t revision);
void write_account(JsonWriter& json, const Revised<AccountSummary>& account);
void write_session(JsonWriter& json, const Session& session, const std::string& this_session);
void write_token(JsonWriter& json, const ApiToken& token, UtcTime now);
void write_role(JsonWriter& json, const Role& role);
void write_grant(JsonWriter& json, const Grant& grant);
void write_approval(JsonWriter& json, const ApprovalFile& approval, UtcTime now, bool may_decide);
void write_issued(JsonWriter& json, const IssuedPassword& issued);

}  // namespace tenon
