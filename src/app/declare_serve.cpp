#include <CLI/CLI.hpp>

#include "app/command_serve.h"
#include "app/declare_options.h"

namespace tenon {

void declare_serve(CLI::App& app, CommandLine& line) {
  const auto options = std::make_shared<ServeCommand>();
  CLI::App* command = app.add_subcommand("serve", "Serve the API on one database until SIGTERM");
  command->add_option("--db", options->db,
                      "Database: a file, or postgresql://…; otherwise $TENON_DB, else tenon.db");
  command->add_option("--address", options->address, "Address to listen on; 0.0.0.0 and :: are all")
      ->capture_default_str();
  command->add_option("--port", options->port, "Port; 0: any that is free")->capture_default_str();
  CLI::Option* certificate =
      command->add_option("--tls-certificate", options->certificate, "PEM with its chain: serve TLS");
  CLI::Option* key = command->add_option("--tls-key", options->key, "PEM of its key, without passphrase");
  certificate->needs(key);
  key->needs(certificate);
  command->add_option("--io-threads", options->io_threads, "Threads that serve connections")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_option("--workers", options->workers, "Threads that answer requests which need the database")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_option("--jobs", options->jobs, "Jobs that run at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_option("--heavy-jobs", options->heavy_jobs, "Heavy ones among them")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command
      ->add_option("--account-rate", options->account_rate, "Requests a second of one account; 0: any number")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_option("--address-rate", options->address_rate,
                   "The same of an address where nobody is signed in")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--trusted-proxy", options->trusted_proxies,
                      "Address or block (10.0.0.0/8) whose X-Forwarded-For and -Proto are believed");
  command->add_flag("--public-metrics", options->metrics_are_public,
                    "/metrics for all, not only for this machine");
  command->add_option("--regions-of", options->regions_of,
                      "Dataset whose regions grants are judged by; otherwise the first by name");
  command->add_option("--log", options->log,
                      "File of the log (JSON lines), or none; otherwise standard error");
  command->add_option("--drain-seconds", options->drain_seconds, "Time for what has begun, at SIGTERM")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--first-name", options->first_name, "Name of the account that the first start makes")
      ->capture_default_str();
  command
      ->add_option(
          "--sample", options->sample,
          "Folder of the bundled data: serve a world made from it, with people of every role, to look "
          "around in; the database is tenon-sample.db unless --db names another")
      ->check(CLI::ExistingDirectory);
  on_call(*command, line, [options] { return run_serve(*options); });
}

}  // namespace tenon
