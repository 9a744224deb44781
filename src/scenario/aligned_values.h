// Arrays that begin on a cache line, for loops that read whole lines at a time.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace tenon {

inline constexpr std::size_t kCacheLineBytes = 64;

template <class T>
struct CacheLineAllocator {
  using value_type = T;

  CacheLineAllocator() = default;
  template <class U>
  CacheLineAllocator(const CacheLineAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{kCacheLineBytes}));
  }
  void deallocate(T* values, std::size_t /*count*/) {
    ::operator delete (values, std::align_val_t{kCacheLineBytes});
  }
  bool operator==(const CacheLineAllocator& /*other*/) const { return true; }
};

template <class T>
using AlignedValues = std::vector<T, CacheLineAllocator<T>>;

}  // namespace tenon
