#include "service/secret.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace tenon {

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  constexpr std::size_t kMost = 1U << 20U;
  for (std::size_t done = 0; done < count;) {
    const std::size_t part = std::min(count - done, kMost);
    if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data() + done), static_cast<int>(part)) != 1) {
      std::fprintf(stderr, "tenon: the system gives no random numbers\n");
      std::abort();
    }
    done += part;
  }
  return bytes;
}

std::string random_text(std::size_t length, std::string_view alphabet) {
  std::string text;
  // Bytes from this on would make the first letters of the alphabet likelier.
  const std::size_t fair = 256 - 256 % alphabet.size();
  while (text.size() < length) {
    std::string bytes = random_bytes(length - text.size() + 8);
    for (const char c : bytes) {
      const std::size_t value = static_cast<std::uint8_t>(c);
      if (value < fair && text.size() < length) text += alphabet[value % alphabet.size()];
    }
    wipe(bytes);
  }
  return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace tenon
