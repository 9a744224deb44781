// SM2 signatures with SM3 (GB/T 32918.2-2016, curve of GB/T 32918.5-2017, OID 1.2.156.10197.1.501), with the
// default distinguishing id 1234567812345678 (GM/T 0009-2012). Keys are PEM texts as OpenSSL, Tongsuo and
// other national-cryptography tools read them.
//
// Safe from any thread; about a millisecond a call, but see the passphrase.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace tenon {

struct Sm2KeyPair {
  std::string private_pem;  // PKCS #8; a secret: keep it outside the database
  std::string public_pem;   // SubjectPublicKeyInfo
};

inline constexpr int kSm2PassphraseIterations = 600'000;

// An empty passphrase leaves the private key in the clear. Otherwise it is encrypted with SM4-CBC under a key
// from PBKDF2-HMAC-SHA-256 (PKCS #5 v2; the default rounds take about a third of a second at each use of the
// key). kIo: OpenSSL refused.
Result<Sm2KeyPair> generate_sm2_key_pair(std::string_view passphrase,
                                         int iterations = kSm2PassphraseIterations);

// The signature as DER (SEQUENCE of r and s), different each time. kBadInput: not a private SM2 key, or not
// under this passphrase.
Result<std::string> sm2_sign(std::string_view private_pem, std::string_view passphrase,
                             std::string_view message);

// Whether `signature` is one of this key over `message`; false for what is no signature at all. kBadInput:
// not a public SM2 key.
Result<bool> sm2_verify(std::string_view public_pem, std::string_view message, std::string_view signature);

// SM3 of the key's SubjectPublicKeyInfo (DER), in hexadecimal: a name for the key. kBadInput as above.
Result<std::string> sm2_fingerprint(std::string_view public_pem);

// The public half of a private key. kBadInput as of sm2_sign.
Result<std::string> sm2_public_pem(std::string_view private_pem, std::string_view passphrase);

}  // namespace tenon
