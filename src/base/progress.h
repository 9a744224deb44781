// How long work tells how far it is. The callee calls report(done, total) now and then, from any thread,
// never more often than a few hundred times a second; `total` may be 0 when unknown. An empty function means
// nobody listens.
#pragma once

#include <cstdint>
#include <functional>

namespace tenon {

using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

}  // namespace tenon
