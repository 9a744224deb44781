#include "service/sm2.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <cstring>
#include <memory>
#include <utility>

#include "service/digest.h"
#include "service/encoding.h"

namespace tenon {
namespace {

constexpr std::string_view kDistinguishingId = "1234567812345678";

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(PKCS8_PRIV_KEY_INFO* info) const { PKCS8_PRIV_KEY_INFO_free(info); }
  void operator()(X509_SIG* encrypted) const { X509_SIG_free(encrypted); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Error openssl_error(const char* what) {
  char text[256] = "no reason given";
  if (const unsigned long code = ERR_get_error(); code != 0) ERR_error_string_n(code, text, sizeof text);
  ERR_clear_error();
  return Error{ErrorCode::kIo, std::string("OpenSSL cannot ") + what + ": " + text};
}

Owned<BIO> reader_of(std::string_view pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// What was written to a memory BIO; what it held is wiped when it goes (BIO_s_secmem keeps it out of swap).
std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

struct Passphrase {
  std::string_view text;
};

// Never asks at the terminal: without a passphrase an encrypted key is refused.
int give_passphrase(char* buffer, int size, int /*writing*/, void* passphrase) {
  const std::string_view text = static_cast<Passphrase*>(passphrase)->text;
  if (text.empty() || text.size() > static_cast<std::size_t>(size)) return -1;
  std::memcpy(buffer, text.data(), text.size());
  return static_cast<int>(text.size());
}

Result<Owned<EVP_PKEY>> private_key(std::string_view pem, std::string_view passphrase) {
  Passphrase secret{passphrase};
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(reader_of(pem).get(), nullptr, give_passphrase, &secret));
  ERR_clear_error();
  if (!key || EVP_PKEY_is_a(key.get(), "SM2") != 1)
    return Error{ErrorCode::kBadInput, "not a private SM2 key in PEM, or not under this passphrase"};
  return key;
}

Result<Owned<EVP_PKEY>> public_key(std::string_view pem) {
  Owned<EVP_PKEY> key(PEM_read_bio_PUBKEY(reader_of(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!key || EVP_PKEY_is_a(key.get(), "SM2") != 1)
    return Error{ErrorCode::kBadInput, "not a public SM2 key in PEM"};
  return key;
}

Result<std::string> public_pem_of(EVP_PKEY* key) {
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_PUBKEY(out.get(), key) != 1) return openssl_error("write a public key");
  return text_of(out.get());
}

Result<std::string> private_pem_of(EVP_PKEY* key, std::string_view passphrase, int iterations) {
  const Owned<BIO> out(BIO_new(BIO_s_secmem()));
  const Owned<PKCS8_PRIV_KEY_INFO> info(EVP_PKEY2PKCS8(key));
  if (!out || !info) return openssl_error("write a private key");
  if (passphrase.empty()) {
    if (PEM_write_bio_PKCS8_PRIV_KEY_INFO(out.get(), info.get()) != 1)
      return openssl_error("write a private key");
    return text_of(out.get());
  }
  const Owned<X509_SIG> encrypted(PKCS8_encrypt(-1, EVP_sm4_cbc(), passphrase.data(),
                                                static_cast<int>(passphrase.size()), nullptr, 16, iterations,
                                                info.get()));
  if (!encrypted || PEM_write_bio_PKCS8(out.get(), encrypted.get()) != 1)
    return openssl_error("encrypt a private key");
  return text_of(out.get());
}

// A digest context ready to sign or verify; the id goes into what is hashed, so it is set first.
struct Signing {
  Owned<EVP_PKEY_CTX> key_context;
  Owned<EVP_MD_CTX> context;
};

Result<Signing> prepare(EVP_PKEY* key) {
  Signing signing{Owned<EVP_PKEY_CTX>(EVP_PKEY_CTX_new(key, nullptr)), Owned<EVP_MD_CTX>(EVP_MD_CTX_new())};
  if (!signing.key_context || !signing.context ||
      EVP_PKEY_CTX_set1_id(signing.key_context.get(), kDistinguishingId.data(),
                           static_cast<int>(kDistinguishingId.size())) != 1)
    return openssl_error("prepare an SM2 signature");
  EVP_MD_CTX_set_pkey_ctx(signing.context.get(), signing.key_context.get());
  return signing;
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Result<Sm2KeyPair> generate_sm2_key_pair(std::string_view passphrase, int iterations) {
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  EVP_PKEY* made = nullptr;
  if (!context || EVP_PKEY_keygen_init(context.get()) != 1 || EVP_PKEY_generate(context.get(), &made) != 1)
    return openssl_error("make an SM2 key");
  const Owned<EVP_PKEY> key(made);
  auto private_pem = private_pem_of(key.get(), passphrase, iterations);
  if (!private_pem) return private_pem.error();
  auto public_pem = public_pem_of(key.get());
  if (!public_pem) return public_pem.error();
  return Sm2KeyPair{std::move(*private_pem), std::move(*public_pem)};
}

Result<std::string> sm2_sign(std::string_view private_pem, std::string_view passphrase,
                             std::string_view message) {
  const auto key = private_key(private_pem, passphrase);
  if (!key) return key.error();
  const auto signing = prepare(key.value().get());
  if (!signing) return signing.error();
  EVP_MD_CTX* const context = signing->context.get();
  std::size_t size = 0;
  if (EVP_DigestSignInit(context, nullptr, EVP_sm3(), nullptr, key.value().get()) != 1 ||
      EVP_DigestSignUpdate(context, message.data(), message.size()) != 1 ||
      EVP_DigestSignFinal(context, nullptr, &size) != 1)
    return openssl_error("sign with SM2");
  std::string signature(size, '\0');
  if (EVP_DigestSignFinal(context, reinterpret_cast<unsigned char*>(signature.data()), &size) != 1)
    return openssl_error("sign with SM2");
  signature.resize(size);
  return signature;
}

Result<bool> sm2_verify(std::string_view public_pem, std::string_view message, std::string_view signature) {
  const auto key = public_key(public_pem);
  if (!key) return key.error();
  const auto signing = prepare(key.value().get());
  if (!signing) return signing.error();
  EVP_MD_CTX* const context = signing->context.get();
  if (EVP_DigestVerifyInit(context, nullptr, EVP_sm3(), nullptr, key.value().get()) != 1 ||
      EVP_DigestVerifyUpdate(context, message.data(), message.size()) != 1)
    return openssl_error("verify with SM2");
  const bool valid = EVP_DigestVerifyFinal(context, unsigned_bytes(signature), signature.size()) == 1;
  ERR_clear_error();
  return valid;
}

Result<std::string> sm2_fingerprint(std::string_view public_pem) {
  const auto key = public_key(public_pem);
  if (!key) return key.error();
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key.value().get(), &der);
  if (size <= 0) return openssl_error("write a public key");
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return to_hex(bytes_of(sm3(bytes)));
}

Result<std::string> sm2_public_pem(std::string_view private_pem, std::string_view passphrase) {
  const auto key = private_key(private_pem, passphrase);
  if (!key) return key.error();
  return public_pem_of(key.value().get());
}

}  // namespace tenon
