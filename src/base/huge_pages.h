// Large arrays that are read at random: fewer, larger pages save the processor most of its address
// translations.
#pragma once

#include <cstddef>
#include <vector>

namespace tenon {

// Asks the system to back the whole pages inside [data, data + bytes) with huge ones when they are first
// touched. A hint: nothing happens where it cannot be had.
void prefer_huge_pages(void* data, std::size_t bytes);

// `count` zeros on huge pages where possible.
template <class T>
void assign_zeros_on_huge_pages(std::vector<T>& values, std::size_t count) {
  values = {};
  values.reserve(count);
  prefer_huge_pages(values.data(), count * sizeof(T));
  values.assign(count, T{0});
}

}  // namespace tenon
