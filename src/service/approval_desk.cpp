#include "service/approval_desk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "service/account_codec.h"
#include "service/account_file.h"
#include "service/role_desk.h"
#include "store/approval_store.h"

namespace tenon {
namespace {

// What a transaction leaves behind: refused attempts stay in the audit chain.
struct Attempt {
  std::optional<ApprovalFile> file;
  std::optional<Error> refusal;
};

Result<void> tell(Connection& connection, const Caller& caller, const char* what,
                  const ApprovalRequest& request, const std::string& refusal) {
  return note(
      connection, caller, "approval", request.object_kind, request.object_id,
      {{"what", what}, {"request", request.id}, {"action", rule_of(request.action).id}, {"refusal", refusal}},
      refusal.empty() ? AuditResult::kDone : AuditResult::kRefused);
}

Result<ApprovalFile> attempt(Database& database, const std::function<Result<Attempt>(Connection&)>& work) {
  auto outcome = in_transaction<Attempt>(database, TransactionKind::kWrite, work);
  if (!outcome) return outcome.error();
  if (outcome->refusal) return *outcome->refusal;
  return std::move(*outcome->file);
}

// A change of a request that is kept, by `change`.
Result<ApprovalFile> change_kept(
    Database& database, const std::string& id, const Caller& caller, const char* what,
    const std::function<Result<ApprovalRequest>(Connection&, const ApprovalRequest&)>& change) {
  return attempt(database, [&](Connection& connection) -> Result<Attempt> {
    auto file = approval_in(connection, id);
    if (!file) return file.error();
    auto changed = change(connection, file->request);
    if (!changed && changed.error().code != ErrorCode::kInvalidArgument) return changed.error();
    const std::string refusal = changed ? "" : changed.error().message;
    if (auto told = tell(connection, caller, what, file->request, refusal); !told) return told.error();
    if (!changed) return Attempt{std::nullopt, changed.error()};
    file->request = std::move(*changed);
    change_approval(connection, row_of(*file));
    return Attempt{std::move(*file), std::nullopt};
  });
}

}  // namespace

Result<ApprovalFile> approval_in(Connection& connection, const std::string& id) {
  const auto row = is_keepable(id) ? find_approval_row(connection, id) : std::nullopt;
  if (!row) {
    return Error{ErrorCode::kNotFound,
                 "there is no request for approval '" + printable(id, kLongestName) + "'"};
  }
  return approval_of(*row);
}

Result<ApprovalFile> ask_for_approval(Database& database, const RegionCover& regions,
                                      ApprovalQuestion question, const Caller& caller) {
  if (question.content.size() > kLongestContent || !is_valid_utf8(question.content) ||
      question.content.find('\0') != std::string::npos) {
    return Error{ErrorCode::kTooLarge, "what is to be approved: expected UTF-8 of at most " +
                                           std::to_string(kLongestContent) + " bytes"};
  }
  constexpr std::size_t kLongestReason = 2000;
  if (auto fits = check_text("reason", question.reason, kLongestReason); !fits) return fits.error();
  if (auto fits = check_text("object", question.object_id); !fits) return fits.error();
  if (question.id.empty()) question.id = new_id();
  if (auto fits = check_text("request", question.id); !fits) return fits.error();
  question.asker = caller.actor.user_id;
  return attempt(database, [&](Connection& connection) -> Result<Attempt> {
    if (auto asker = account_in(connection, question.asker); !asker) return asker.error();
    const auto roles = roles_in(connection);
    if (!roles) return roles.error();
    const auto grants = grants_in(connection, question.asker);
    if (!grants) return grants.error();
    auto request = ask_approval({*roles, regions}, question, *grants, caller.time);
    if (!request) {
      ApprovalRequest refused;
      refused.id = question.id;
      refused.action = question.action;
      refused.object_kind = question.object_kind;
      refused.object_id = question.object_id;
      if (auto told = tell(connection, caller, "ask", refused, request.error().message); !told)
        return told.error();
      return Attempt{std::nullopt, request.error()};
    }
    ApprovalFile file{std::move(*request), question.content};
    add_approval(connection, row_of(file));
    if (auto told = tell(connection, caller, "ask", file.request, ""); !told) return told.error();
    return Attempt{std::move(file), std::nullopt};
  });
}

Result<ApprovalFile> find_approval(Database& database, const std::string& id) {
  return in_transaction<ApprovalFile>(database, TransactionKind::kRead,
                                      [&](Connection& connection) { return approval_in(connection, id); });
}

Result<std::vector<ApprovalFile>> list_approvals_to_decide(Database& database, const RegionCover& regions,
                                                           const std::string& account_id, UtcTime now) {
  using Files = std::vector<ApprovalFile>;
  return in_transaction<
      Files>(database, TransactionKind::kRead, [&](Connection& connection) -> Result<Files> {
    const auto roles = roles_in(connection);
    if (!roles) return roles.error();
    const auto grants = grants_in(connection, account_id);
    if (!grants) return grants.error();
    std::chrono::hours longest{0};
    for (std::size_t a = 0; a < kFourEyesActionCount; ++a)
      longest = std::max(longest, rule_of(static_cast<FourEyesAction>(a)).open_for);
    Files files;
    for (const ApprovalRow& row : list_open_approval_rows(connection, micros_of(now - longest))) {
      auto file = approval_of(row);
      if (!file) return file.error();
      const ApproverRefusal refusal = may_decide({*roles, regions}, file->request, account_id, *grants, now);
      if (refusal == ApproverRefusal::kNone) files.push_back(std::move(*file));
    }
    return files;
  });
}

Result<std::vector<ApprovalFile>> list_own_approvals(Database& database, const std::string& account_id,
                                                     std::size_t most) {
  using Files = std::vector<ApprovalFile>;
  return in_transaction<Files>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<Files> {
        Files files;
        for (const ApprovalRow& row : list_approval_rows_of(connection, account_id, most)) {
          auto file = approval_of(row);
          if (!file) return file.error();
          files.push_back(std::move(*file));
        }
        return files;
      });
}

Result<ApprovalFile> decide_on_approval(Database& database, const RegionCover& regions, const std::string& id,
                                        bool is_approved, const std::string& comment, const Caller& caller) {
  constexpr std::size_t kLongestComment = 2000;
  if (auto fits = check_text("comment", comment, kLongestComment); !fits) return fits.error();
  return change_kept(database, id, caller, is_approved ? "approve" : "refuse",
                     [&](Connection& connection, const ApprovalRequest& request) -> Result<ApprovalRequest> {
                       const auto roles = roles_in(connection);
                       if (!roles) return roles.error();
                       const auto grants = grants_in(connection, caller.actor.user_id);
                       if (!grants) return grants.error();
                       return decide_approval({*roles, regions}, request, is_approved, caller.actor.user_id,
                                              *grants, comment, caller.time);
                     });
}

Result<ApprovalFile> withdraw_own_approval(Database& database, const std::string& id, const Caller& caller) {
  return change_kept(database, id, caller, "withdraw", [&](Connection&, const ApprovalRequest& request) {
    return withdraw_approval(request, caller.actor.user_id, caller.time);
  });
}

Result<void> use_approval_in(Connection& connection, const ApprovedAct& act, const Caller& caller) {
  auto file = approval_in(connection, act.approval_id);
  if (!file) return file.error();
  const ApprovalRequest& request = file->request;
  if (request.action != act.action || request.object_kind != act.object_kind ||
      request.object_id != act.object_id)
    return Error{ErrorCode::kInvalidArgument, "what is to be done is not what was approved"};
  auto used = use_approval(request, caller.actor.user_id, act.content, caller.time);
  if (!used) return used.error();
  file->request = std::move(*used);
  change_approval(connection, row_of(*file));
  return tell(connection, caller, "use", file->request, "");
}

TransactionStep approval_step(ApprovedAct act, Caller caller) {
  return [act = std::move(act), caller = std::move(caller)](Connection& connection) {
    return use_approval_in(connection, act, caller);
  };
}

}  // namespace tenon
