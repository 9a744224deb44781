// The server's side of TLS: 1.2 and 1.3, its certificate and key.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

extern "C" {
struct ssl_ctx_st;
}

namespace tenon {

class TlsContext {
 public:
  // PEM files: the certificate with its chain, the key without passphrase. kNotFound or kIo if one cannot be
  // read, kBadInput if one is not what it should be or they do not belong together.
  static Result<TlsContext> load(const std::string& certificate_file, const std::string& key_file);

  [[nodiscard]] ssl_ctx_st* get() const { return context_.get(); }

 private:
  explicit TlsContext(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}
  std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace tenon
