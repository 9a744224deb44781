// Secrets: made from the random numbers of the operating system, compared in constant time, wiped from
// memory. Safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenon {

// Bytes nobody can guess (OpenSSL's generator, seeded by getrandom). Ends the process with a message where
// the system has none to give: going on with secrets that can be guessed would be worse.
std::string random_bytes(std::size_t count);

// `length` characters, each uniform over `alphabet` (1 to 256 single bytes).
std::string random_text(std::size_t length, std::string_view alphabet);

// Whether a == b, in a time that depends on the lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

// Overwrites the bytes in a way that compilers keep, and empties the text (GB/T 22239-2019 §8.1.4.10,
// residual information). Copies made earlier are not reached.
void wipe(std::string& secret);

}  // namespace tenon
