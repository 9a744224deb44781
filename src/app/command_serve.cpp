#include "app/command_serve.h"

#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <optional>

#include "api/api_server.h"
#include "app/dataset_source.h"
#include "app/embedded_page.h"
#include "app/output.h"
#include "app/sample_world.h"
#include "http/access_log.h"
#include "service/setup.h"

namespace tenon {
namespace {

constexpr int kMaintainSeconds = 60;
constexpr const char* kSampleDatabase = "tenon-sample.db";

// The signals that end a server, held back in all threads that are started afterwards, so that this one takes
// them when it waits.
sigset_t hold_back_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

// The password of the first account goes to standard output, once, and nowhere else.
Result<void> set_up_first_time(Database& database, const ServeCommand& options) {
  const Caller caller{command_line_actor(""), now_utc()};
  auto state = setup_state(database, caller.time);
  if (!state) return state.error();
  if (*state != SetupState::kNoAccounts) return {};
  PasswordPool passwords;
  auto issued = begin_first_run(database, passwords, options.first_name, caller);
  // Another server on the same database may have been first.
  if (!issued) return issued.error().code == ErrorCode::kInvalidArgument ? Result<void>() : issued.error();
  std::printf("第一次启动 First start. 账号 account: %s  一次性密码 one-time password: %s\n",
              issued->name.c_str(), issued->one_time_password.c_str());
  std::fflush(stdout);
  return {};
}

// Who can look around in a sample world, and by what.
void say_who(const SampleWorld& world) {
  std::printf("示例世界 Sample world. 所有账号的密码 password of all accounts: %s\n", world.password.c_str());
  for (const SampleAccount& account : world.accounts) {
    std::printf("  %-16s %s %s%s%s\n", account.name.c_str(), account.role_zh.c_str(), account.role_en.c_str(),
                account.second_factor.empty() ? "" : "  TOTP ", account.second_factor.c_str());
  }
  std::fflush(stdout);
}

HttpServerOptions network_of(const ServeCommand& options) {
  HttpServerOptions network;
  network.address = options.address;
  network.port = options.port;
  network.io_threads = options.io_threads;
  network.worker_threads = options.workers;
  network.certificate_file = options.certificate;
  network.key_file = options.key;
  network.trusted_proxies = options.trusted_proxies;
  return network;
}

ApiServerOptions server_of(const ServeCommand& options, bool is_sample) {
  ApiServerOptions server;
  server.api.account_requests_per_second = options.account_rate;
  server.api.address_requests_per_second = options.address_rate;
  server.api.metrics_are_public = options.metrics_are_public;
  server.api.regions_of = options.regions_of;
  server.api.is_sample = is_sample;
  server.api.page = embedded_page();
  server.api.program_version = "0.1.0";
  server.jobs.workers = options.jobs;
  server.jobs.heavy_workers = options.heavy_jobs;
  return server;
}

void say_where(const ApiServer& server, const ServeCommand& options) {
  const bool is_ipv6 = options.address.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + options.address + "]" : options.address;
  std::printf("Tenon 榫卯: %s://%s:%u/%s\n", options.certificate.empty() ? "http" : "https", host.c_str(),
              static_cast<unsigned>(server.port()), embedded_page().empty() ? "api" : "");
  std::fflush(stdout);
}

int serve(Database& database, const ServeCommand& options, const sigset_t& ending) {
  auto key = SealingKey::of_database(database);
  if (!key) return report_error(key.error());
  if (options.sample.empty()) {
    if (auto done = set_up_first_time(database, options); !done) return report_error(done.error());
  } else {
    const auto world = open_sample_world(database, *key, options.sample, now_utc());
    if (!world) return report_error(world.error());
    say_who(*world);
  }
  std::optional<AccessLog> log;
  if (options.log != "none") {
    auto opened = AccessLog::open({options.log});
    if (!opened) return report_error(opened.error());
    log.emplace(std::move(*opened));
  }
  const auto is_sample = is_sample_world(database);
  if (!is_sample) return report_error(is_sample.error());
  auto server = ApiServer::make(database, std::move(*key), server_of(options, *is_sample));
  if (!server) return report_error(server.error());
  if (auto listening = (*server)->listen(network_of(options), log ? &*log : nullptr); !listening) {
    return report_error(listening.error());
  }
  say_where(**server, options);
  for (;;) {
    if (auto done = (*server)->maintain(); !done && log) log->problem("warning", done.error().message, "");
    const timespec pause{kMaintainSeconds, 0};
    if (sigtimedwait(&ending, nullptr, &pause) > 0) break;
  }
  std::fputs("tenon: ending\n", stderr);
  const bool is_whole =
      (*server)->drain(std::chrono::milliseconds(static_cast<std::int64_t>(options.drain_seconds * 1000)));
  if (!is_whole) std::fputs("tenon: some requests or jobs were cut off\n", stderr);
  return kExitDone;
}

}  // namespace

int run_serve(const ServeCommand& options) {
  const sigset_t ending = hold_back_signals();
  DatabaseOptions of_database;
  // Each worker and each job may hold a connection; the queue, the worker for cases, what is done every
  // minute and the reader of datasets one each.
  of_database.connections = options.workers + options.jobs + 4;
  const bool is_sample = !options.sample.empty();
  const std::string address = is_sample && options.db.empty() ? kSampleDatabase : store_address(options.db);
  auto database = Database::open(address, of_database);
  if (!database) return report_error(database.error());
  return serve(*database, options, ending);
}

}  // namespace tenon
