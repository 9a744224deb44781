// Parallel loops whose results cannot depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>

namespace tenon {

// 0 means all cores of the machine; otherwise the number itself, at least 1.
unsigned resolve_threads(unsigned requested);

// Calls body(worker, begin, end) for consecutive chunks of [0, count), each at most `chunk` long. Chunks go
// to whichever worker is free, so bodies must write only to places owned by [begin, end) or by `worker`
// (numbered 0 .. threads-1; each runs one chunk at a time). With one thread everything runs on the caller's.
// An exception in a body is rethrown after all workers have stopped.
void parallel_chunks(std::size_t count, std::size_t chunk, unsigned threads,
                     const std::function<void(unsigned worker, std::size_t begin, std::size_t end)>& body);

}  // namespace tenon
