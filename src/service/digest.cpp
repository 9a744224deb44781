#include "service/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdio>
#include <cstdlib>

namespace tenon {
namespace {

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "tenon: OpenSSL cannot do %s\n", what);
  std::abort();
}

// Fetched once: a fetch takes a lock and a look-up, as long as a short digest.
const EVP_MD* fetched(const char* name) {
  const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
  require(algorithm != nullptr, name);
  return algorithm;
}

const EVP_MD* algorithm_of(DigestKind kind) {
  static const EVP_MD* const sm3_algorithm = fetched("SM3");
  static const EVP_MD* const sha256_algorithm = fetched("SHA256");
  return kind == DigestKind::kSm3 ? sm3_algorithm : sha256_algorithm;
}

template <std::size_t size>
std::array<std::uint8_t, size> hmac_with(const EVP_MD* algorithm, std::string_view key,
                                         std::string_view bytes) {
  std::array<std::uint8_t, size> result{};
  unsigned length = 0;
  // A null key means "the key of the last call", so an empty one needs an address.
  const char* const key_bytes = key.empty() ? "" : key.data();
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const bool done = HMAC(algorithm, key_bytes, static_cast<int>(key.size()), data, bytes.size(),
                         result.data(), &length) != nullptr;
  require(done && length == size, "HMAC");
  return result;
}

}  // namespace

Digester::Digester(DigestKind kind) : kind_(kind), context_(EVP_MD_CTX_new()) {
  require(context_ != nullptr && EVP_DigestInit_ex2(context_, algorithm_of(kind), nullptr) == 1, "digests");
}

Digester::~Digester() {
  EVP_MD_CTX_free(context_);
}

Digester& Digester::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1, "digests");
  return *this;
}

Digest256 Digester::finish() {
  Digest256 result{};
  unsigned length = 0;
  require(EVP_DigestFinal_ex(context_, result.data(), &length) == 1 && length == result.size(), "digests");
  require(EVP_DigestInit_ex2(context_, algorithm_of(kind_), nullptr) == 1, "digests");
  return result;
}

Digest256 digest(DigestKind kind, std::string_view bytes) {
  Digest256 result{};
  unsigned length = 0;
  const bool done =
      EVP_Digest(bytes.data(), bytes.size(), result.data(), &length, algorithm_of(kind), nullptr) == 1;
  require(done && length == result.size(), "digests");
  return result;
}

Digest256 hmac(DigestKind kind, std::string_view key, std::string_view bytes) {
  return hmac_with<32>(algorithm_of(kind), key, bytes);
}

Digest160 hmac_sha1(std::string_view key, std::string_view bytes) {
  static const EVP_MD* const algorithm = fetched("SHA1");
  return hmac_with<20>(algorithm, key, bytes);
}

}  // namespace tenon
