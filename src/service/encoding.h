// Bytes as text and back: hexadecimal, base64 and base32 of RFC 4648. Every text has one form that is read,
// so that two texts of one value cannot pass for two (base32, which people type, is read more freely).
// Pure and thread-safe. Not constant in time: see secret.h for comparing secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenon {

// Lower-case hexadecimal digits, two a byte; read in lower case only.
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

// RFC 4648 §4, padded with '='.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

// RFC 4648 §5 without padding: fit for addresses, cookies and file names.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// RFC 4648 §6 without padding, as authenticators show keys. Read in either letter case, with spaces, hyphens
// and padding left out of account.
std::string to_base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

}  // namespace tenon
