// What role_desk.h has for the content of requests.
#include <utility>

#include "service/account_codec.h"
#include "service/audit_json.h"
#include "service/role_desk.h"

namespace tenon {
namespace {

constexpr std::string_view kDefine = R"({"change":"define_role")";
constexpr std::string_view kGrant = R"({"change":"grant_role")";
constexpr std::string_view kWithdraw = R"({"change":"withdraw_role")";

void member(std::string& line, std::string_view key, std::string_view text) {
  line += ",\"";
  line += key;
  line += "\":";
  write_json_text(line, text);
}

void write_grant(std::string& line, const Grant& grant) {
  member(line, "grant", grant.id);
  member(line, "account", grant.account_id);
  member(line, "role", grant.role_id);
  member(line, "organisation", grant.scope.organisation_id);
  member(line, "region", grant.scope.region_code);
  member(line, "clearance", id_of(grant.clearance));
  member(line, "from", utc_text(grant.from));
  member(line, "until", grant.until ? utc_text(*grant.until) : "");
}

std::string text_of(JsonCursor& cursor, std::string_view key) {
  cursor.literal(",\"" + std::string(key) + "\":");
  return cursor.text();
}

// The value of a word; the cursor fails where it is none.
template <class T>
T known(JsonCursor& cursor, std::optional<T> value, const char* expected) {
  if (!value) cursor.fail(expected);
  return value.value_or(T{});
}

Grant read_grant(JsonCursor& cursor) {
  Grant grant;
  grant.id = text_of(cursor, "grant");
  grant.account_id = text_of(cursor, "account");
  grant.role_id = text_of(cursor, "role");
  grant.scope.organisation_id = text_of(cursor, "organisation");
  grant.scope.region_code = text_of(cursor, "region");
  grant.clearance = known(cursor, classification_of(text_of(cursor, "clearance")), "expected a label");
  grant.from = known(cursor, parse_utc(text_of(cursor, "from")), "expected a time");
  const std::string until = text_of(cursor, "until");
  if (!until.empty()) grant.until = known(cursor, parse_utc(until), "expected a time");
  return grant;
}

RoleDefinition read_definition(JsonCursor& cursor) {
  RoleDefinition definition;
  Role& role = definition.role;
  role.id = text_of(cursor, "role");
  role.name_zh = text_of(cursor, "name_zh");
  role.name_en = text_of(cursor, "name_en");
  role.permissions =
      known(cursor, permissions_of_words(text_of(cursor, "permissions")), "expected permissions");
  role.scope = known(cursor, scope_rule_of(text_of(cursor, "scope")), "expected a rule for scopes");
  role.organisations =
      known(cursor, kinds_of_words(text_of(cursor, "organisations")), "expected kinds of organisations");
  cursor.literal(",\"expected\":");
  definition.expected = cursor.integer();
  return definition;
}

}  // namespace

std::string write_role_change(const RoleChange& change) {
  std::string line;
  if (const auto* definition = std::get_if<RoleDefinition>(&change)) {
    const Role& role = definition->role;
    line = kDefine;
    member(line, "role", role.id);
    member(line, "name_zh", role.name_zh);
    member(line, "name_en", role.name_en);
    member(line, "permissions", words_of(role.permissions));
    member(line, "scope", id_of(role.scope));
    member(line, "organisations", words_of(role.organisations));
    line += ",\"expected\":" + std::to_string(definition->expected);
  } else if (const auto* granting = std::get_if<RoleGranting>(&change)) {
    line = kGrant;
    write_grant(line, granting->grant);
  } else {
    line = kWithdraw;
    write_grant(line, std::get<RoleWithdrawal>(change).grant);
  }
  return line + "}";
}

Result<RoleChange> read_role_change(std::string_view line) {
  JsonCursor cursor(line);
  RoleChange change;
  if (cursor.take(kDefine)) {
    change = read_definition(cursor);
  } else if (cursor.take(kGrant)) {
    change = RoleGranting{read_grant(cursor)};
  } else if (cursor.take(kWithdraw)) {
    change = RoleWithdrawal{read_grant(cursor)};
  } else {
    cursor.fail("expected a change of a role");
  }
  cursor.literal("}");
  cursor.end();
  if (!cursor.failed() && write_role_change(change) != line) cursor.fail("expected the form of the writer");
  if (cursor.failed()) {
    return Error{ErrorCode::kBadInput,
                 "column " + std::to_string(cursor.position() + 1) + ": " + cursor.what()};
  }
  return change;
}

}  // namespace tenon
