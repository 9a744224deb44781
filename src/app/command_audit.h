// tenon audit: the audit chain exported, verified with or without the store, its head signed and kept
// elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tenon {

struct AuditCommand {
  std::string address;             // of the store; empty: $TENON_DB, else tenon.db
  std::string file;                // verify: an export; empty: the store
  std::vector<std::string> heads;  // verify: files of heads exported earlier
  std::string public_key;          // verify: heads must be signed with it
  std::string private_key;         // head: sign with it
  std::string passphrase_file;     // of the private key; empty: it has none
  std::string format = "table";
  std::string out;
};

// Return the exit code; verify: 1 where the chain is not whole or a head's signature is not valid.
int run_audit_export(const AuditCommand& options);
int run_audit_verify(const AuditCommand& options);
int run_audit_head(const AuditCommand& options);
int run_audit_key(const AuditCommand& options);  // a new pair: private to --out, public to --out.pub

}  // namespace tenon
