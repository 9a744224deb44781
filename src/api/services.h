// What handlers work with: one of each in a server.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "api/access_ground.h"
#include "api/contract.h"
#include "api/kept_answers.h"
#include "api/page_server.h"
#include "http/event_hub.h"
#include "http/metrics.h"
#include "service/analysis_shelf.h"
#include "service/dataset_shelf.h"
#include "service/identity_cache.h"
#include "service/job_queue.h"
#include "service/password_pool.h"
#include "service/policy_source.h"
#include "service/sealing.h"
#include "store/database.h"

namespace tenon {

struct ApiOptions {
  // Requests a second of one account or, where nobody is signed in, of one address; 0: any number.
  double account_requests_per_second = 100;
  double address_requests_per_second = 200;
  bool metrics_are_public = false;  // else for this machine only
  std::string regions_of;           // dataset whose regions grants are judged by; empty: the first by name
  std::string viewer_page;          // HTML of GET /api
  std::string program_version;
  std::span<const PageFile> page;  // empty: the server has no page
  bool is_sample = false;          // a world made up to look around in
};

struct ApiServices {
  ApiServices(Database& the_database, const SealingKey& the_key, PasswordPool& the_passwords,
              SignInPolicy the_policy, JobQueue& the_jobs, DatasetShelf& the_shelf, EventHub& the_events,
              HttpMetrics& the_metrics, ApiOptions the_options, std::function<UtcTime()> clock)
      : database(the_database),
        key(the_key),
        passwords(the_passwords),
        jobs(the_jobs),
        shelf(the_shelf),
        events(the_events),
        metrics(the_metrics),
        options(std::move(the_options)),
        analyses(the_database),
        grounds(the_database, options.regions_of),
        policies(the_database, std::move(the_policy), [this] { wrote(); }),
        now(std::move(clock)) {}

  Database& database;
  const SealingKey& key;
  PasswordPool& passwords;
  JobQueue& jobs;
  DatasetShelf& shelf;
  EventHub& events;
  HttpMetrics& metrics;
  ApiOptions options;
  AnalysisShelf analyses;
  IdentityCache identities;
  AccessGrounds grounds;
  KeptAnswers kept;
  PolicySource policies;
  std::atomic<bool> is_draining{false};
  std::function<UtcTime()> now;

  // With the rules that hold now.
  SignInDesk sign_in() { return {database, key, passwords, *policies.current()}; }

  // After every write, before it is answered: nothing read earlier is good any more.
  void wrote() {
    identities.forget_all();
    grounds.forget();
    kept.forget_all();
  }
};

}  // namespace tenon
