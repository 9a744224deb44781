#include "http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <string_view>

#include "base/file.h"

namespace tenon {
namespace {

std::string openssl_reason() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  if (code == 0) return "no reason given";
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : "error " + std::to_string(code);
}

// http/1.1 is all that is spoken; a client that offers other protocols only goes on without.
int select_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  constexpr std::string_view kHttp = "http/1.1";
  for (unsigned i = 0; i < offered_size; i += 1U + offered[i]) {
    const std::string_view name(reinterpret_cast<const char*>(offered + i + 1), offered[i]);
    if (name != kHttp) continue;
    *chosen = offered + i + 1;
    *chosen_size = offered[i];
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

Result<void> check_readable(const std::string& what, const std::string& path) {
  const auto file = MappedFile::open(path);
  if (!file) return Error{file.error().code, what + ": " + file.error().message};
  return {};
}

}  // namespace

Result<TlsContext> TlsContext::load(const std::string& certificate_file, const std::string& key_file) {
  if (auto readable = check_readable("TLS certificate", certificate_file); !readable) return readable.error();
  if (auto readable = check_readable("TLS key", key_file); !readable) return readable.error();
  ERR_clear_error();
  std::shared_ptr<ssl_ctx_st> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) return Error{ErrorCode::kIo, "TLS: " + openssl_reason()};
  SSL_CTX* raw = context.get();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                               SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(
      raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_alpn_select_cb(raw, select_protocol, nullptr);
  // Of TLS 1.2 only what keeps past sessions secret when the key is stolen.
  if (SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
    return Error{ErrorCode::kIo, "TLS: " + openssl_reason()};
  if (SSL_CTX_use_certificate_chain_file(raw, certificate_file.c_str()) != 1)
    return Error{ErrorCode::kBadInput, "TLS certificate '" + certificate_file +
                                           "' is no PEM file of a certificate: " + openssl_reason()};
  // A key with a passphrase would ask for it on the terminal.
  SSL_CTX_set_default_passwd_cb(raw, [](char*, int, int, void*) { return 0; });
  if (SSL_CTX_use_PrivateKey_file(raw, key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    const unsigned long code = ERR_peek_last_error();
    const bool mismatch =
        ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH;
    if (mismatch) {
      ERR_clear_error();
      return Error{ErrorCode::kBadInput,
                   "TLS key '" + key_file + "' does not belong to certificate '" + certificate_file + "'"};
    }
    return Error{
        ErrorCode::kBadInput,
        "TLS key '" + key_file + "' is no PEM file of a private key without passphrase: " + openssl_reason()};
  }
  if (SSL_CTX_check_private_key(raw) != 1)
    return Error{ErrorCode::kBadInput,
                 "TLS key '" + key_file + "' does not belong to certificate '" + certificate_file + "'"};
  return TlsContext(std::move(context));
}

}  // namespace tenon
