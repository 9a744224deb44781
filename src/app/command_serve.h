// tenon serve: the server on one database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tenon {

struct ServeCommand {
  std::string db;  // empty: $TENON_DB, else tenon.db
  std::string address = "127.0.0.1";
  std::uint16_t port = 8765;  // 0: any that is free
  std::string certificate;    // PEM; with `key`: TLS
  std::string key;
  unsigned io_threads = 1;
  unsigned workers = 8;
  unsigned jobs = 2;
  unsigned heavy_jobs = 1;
  double account_rate = 100;  // requests a second; 0: any number
  double address_rate = 200;
  std::vector<std::string> trusted_proxies;
  bool metrics_are_public = false;
  std::string regions_of;
  std::string log;  // file; empty: standard error; "none"
  double drain_seconds = 20;
  std::string first_name = "setup";  // of the account that the first start makes
  std::string sample;  // folder of bundled data: serve a sample world made from it; empty: no sample
};

// Serves until SIGTERM or SIGINT; returns the exit code.
int run_serve(const ServeCommand& options);

}  // namespace tenon
