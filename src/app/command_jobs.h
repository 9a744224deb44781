// tenon jobs: what long work a store has, and what it brought.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "app/command_store.h"

namespace tenon {

struct JobsCommand : StoreOptions {
  std::string state;    // queued, running, …; empty: any
  std::string kind;     // analyze, …; empty: any
  std::string account;  // empty: any
  std::size_t top = 50;
  std::int64_t id = 0;  // of show and result
};

// Return the exit code.
int run_jobs_list(const JobsCommand& options);
int run_jobs_show(const JobsCommand& options);    // all but the result; in JSON the request, too
int run_jobs_result(const JobsCommand& options);  // the result as it is kept; the audit chain tells who reads
                                                  // one that is restricted

}  // namespace tenon
