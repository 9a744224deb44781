#include "app/command_user.h"

#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

#include "app/dataset_source.h"
#include "app/output.h"
#include "report/json_writer.h"
#include "report/terminal_table.h"
#include "report/timestamp.h"
#include "service/directory.h"
#include "service/first_run.h"
#include "service/role_desk.h"
#include "service/setup.h"
#include "service/sign_in.h"

namespace tenon {
namespace {

using Summary = Revised<AccountSummary>;

Caller caller_of(const UserCommand& options) {
  return {command_line_actor(options.by), now_utc()};
}

std::string shown_time(UtcTime time) {
  return format_utc(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

int report_password(const Result<IssuedPassword>& issued, const UserCommand& options, UtcTime now) {
  if (!issued) return report_error(issued.error());
  const std::string until = shown_time(now + kFirstPasswordLife);
  if (options.format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("account").text(issued->account_id).key("name").text(issued->name);
    json.key("one_time_password").text(issued->one_time_password).key("valid_until").text(until).end_object();
    return write_output(options.out, json.take() + "\n");
  }
  return write_output(options.out,
                      "用户名 name                   " + issued->name + "\n一次性密码 one-time password  " +
                          issued->one_time_password + "\n有效期至 valid until          " + until +
                          "\n\n密码只显示这一次，首次登录须立即修改。\nIt is shown this once; at the "
                          "first sign-in it must be changed.\n");
}

// Which of the words about an account comes first.
std::string state_of(const AccountSummary& summary) {
  if (summary.account.disabled) return "停用 disabled";
  if (summary.lock.state == TryState::kLocked) return "锁定 locked";
  if (summary.account.must_change_password) return "须改密 must change password";
  return "正常 in use";
}

struct ListedAccount {
  Summary summary;
  std::vector<Grant> grants;
};

std::string list_json(const std::vector<ListedAccount>& accounts) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("accounts").begin_array();
  for (const auto& [summary, grants] : accounts) {
    const Account& account = summary.value.account;
    json.begin_object().key("account").text(account.id).key("name").text(account.name);
    json.key("full_name").text(account.full_name).key("organisation").text(account.organisation_id);
    json.key("roles").begin_array();
    for (const Grant& grant : grants) json.text(grant.role_id);
    json.end_array();
    json.key("second_factor").boolean(summary.value.has_second_factor);
    json.key("must_change_password").boolean(account.must_change_password);
    json.key("disabled").boolean(account.disabled.has_value());
    json.key("lock").text(id_of(summary.value.lock.state));
    json.key("made").text(shown_time(account.made)).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string list_table(const std::vector<ListedAccount>& accounts) {
  TerminalTable table{{{"用户名 name", Align::kLeft},
                       {"姓名 person", Align::kLeft},
                       {"单位 organisation", Align::kLeft},
                       {"角色 roles", Align::kLeft},
                       {"动态口令 second factor", Align::kLeft},
                       {"状态 state", Align::kLeft},
                       {"建立 made", Align::kLeft}},
                      {}};
  for (const auto& [summary, grants] : accounts) {
    const Account& account = summary.value.account;
    std::string roles;
    for (const Grant& grant : grants) roles += (roles.empty() ? "" : ", ") + grant.role_id;
    table.rows.push_back({account.name, account.full_name, account.organisation_id, roles,
                          summary.value.has_second_factor ? "有 yes" : "无 no", state_of(summary.value),
                          shown_time(account.made)});
  }
  return render_table(table, style_of_standard_output());
}

std::string sessions_text(const std::vector<Session>& sessions, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("sessions").begin_array();
    for (const Session& session : sessions) {
      json.begin_object().key("session").text(session.id).key("opened").text(shown_time(session.opened));
      json.key("last_used").text(shown_time(session.last_used)).key("address").text(session.address);
      json.key("device").text(session.device).key("second_factor").boolean(session.second_factor);
      json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
  }
  TerminalTable table{{{"登录 opened", Align::kLeft},
                       {"最近使用 last used", Align::kLeft},
                       {"地址 address", Align::kLeft},
                       {"设备 device", Align::kLeft, 0, 12},
                       {"动态口令 second factor", Align::kLeft}},
                      {}};
  for (const Session& session : sessions) {
    table.rows.push_back({shown_time(session.opened), shown_time(session.last_used), session.address,
                          session.device, session.second_factor ? "有 yes" : "无 no"});
  }
  return render_table(table, style_of_standard_output());
}

void say(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

int run_user_first_run(const UserCommand& options) {
  auto store = open_store(options.address, false);
  if (!store) return report_error(store.error());
  const Caller caller = caller_of(options);
  PasswordPool passwords;
  return report_password(begin_first_run(*store, passwords, options.name, caller), options, caller.time);
}

int run_user_list(const UserCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto accounts = list_accounts(*store, now_utc());
  if (!accounts) return report_error(accounts.error());
  std::vector<ListedAccount> listed;
  for (const Summary& account : *accounts) {
    auto grants = list_grants(*store, account.value.account.id);
    if (!grants) return report_error(grants.error());
    listed.push_back({account, std::move(*grants)});
  }
  return write_output(options.out, options.format == "json" ? list_json(listed) : list_table(listed));
}

int run_user_unlock(const UserCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const Caller caller = caller_of(options);
  const auto account = find_account_by_name(*store, options.name, caller.time);
  if (!account) return report_error(account.error());
  const auto unlocked = unlock_account(*store, account->value.account.id, caller);
  if (!unlocked) return report_error(unlocked.error());
  say("tenon: 已解锁 unlocked: " + account->value.account.name + "\n");
  return kExitDone;
}

int run_user_reset(const UserCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const Caller caller = caller_of(options);
  const auto account = find_account_by_name(*store, options.name, caller.time);
  if (!account) return report_error(account.error());
  PasswordPool passwords;
  return report_password(reset_account(*store, passwords, account->value.account.id, {true}, caller), options,
                         caller.time);
}

int run_user_sessions(const UserCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const Caller caller = caller_of(options);
  const auto account = find_account_by_name(*store, options.name, caller.time);
  if (!account) return report_error(account.error());
  const std::string& id = account->value.account.id;
  const auto sessions = list_sessions(*store, id, caller.time);
  if (!sessions) return report_error(sessions.error());
  if (options.revoke) {
    const auto ended = revoke_sessions(*store, id, "", caller);
    if (!ended) return report_error(ended.error());
    say("tenon: 已吊销会话 sessions ended: " + std::to_string(sessions->size()) + "\n");
  }
  return write_output(options.out, sessions_text(*sessions, options.format));
}

}  // namespace tenon
