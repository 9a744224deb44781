#include <CLI/CLI.hpp>

#include "app/command_audit.h"
#include "app/declare_options.h"

namespace tenon {

void declare_audit(CLI::App& app, CommandLine& line) {
  CLI::App* audit =
      app.add_subcommand("audit", "The audit chain: who did or read what, when, with what result");
  audit->require_subcommand(1);
  const auto declare = [&](const char* name, const char* help, int (*run)(const AuditCommand&)) {
    const auto options = std::make_shared<AuditCommand>();
    CLI::App* command = audit->add_subcommand(name, help);
    on_call(*command, line, options, run);
    return std::pair(command, options);
  };
  const auto add_store = [](CLI::App& command, AuditCommand& options) {
    command.add_option("--db", options.address,
                       "Database: a file, or postgresql://…; otherwise $TENON_DB, else tenon.db");
  };
  {
    const auto [command, options] =
        declare("export", "The chain as a text file, to keep elsewhere", run_audit_export);
    add_store(*command, *options);
  }
  {
    const auto [command, options] =
        declare("verify", "Find altered, missing and reordered entries of the store, or of an export offline",
                run_audit_verify);
    command->add_option("FILE", options->file, "Export; otherwise the store is verified");
    add_store(*command, *options);
    command->add_option("--head", options->heads, "Head exported earlier: the chain must lead to it");
    command->add_option("--key", options->public_key, "Public key (PEM) with which the heads must be signed");
    command->add_option("--format", options->format, "table or json")
        ->check(CLI::IsMember({"table", "json"}))
        ->capture_default_str();
  }
  {
    const auto [command, options] =
        declare("head", "The head of the chain as a file, to keep elsewhere", run_audit_head);
    add_store(*command, *options);
    command->add_option("--sign", options->private_key, "Private SM2 key (PEM) to sign it with");
    command->add_option("--passphrase-file", options->passphrase_file,
                        "File whose first line is the key's passphrase");
  }
  {
    const auto [command, options] = declare(
        "key", "A new pair of SM2 keys: private to --out, public to the same name with .pub", run_audit_key);
    command->add_option("--passphrase-file", options->passphrase_file,
                        "File whose first line is to protect the key");
  }
}

}  // namespace tenon
