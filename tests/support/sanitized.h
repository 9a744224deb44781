// Whether the tests run under a sanitizer, which makes them ten to thirty times slower: what is exhaustive or
// repeated for the sake of the logic is then cut, since the sanitizer says nothing new about it.
#pragma once

namespace tenon {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace tenon
