// Dense strong ids: the position of a record in its vector. Ids of different kinds do not mix.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace tenon {

template <class Tag>
struct Id {
  std::uint32_t value = 0;

  Id() = default;
  constexpr explicit Id(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
  [[nodiscard]] constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using RegionId = Id<struct RegionTag>;
using ChainId = Id<struct ChainTag>;
using ProductId = Id<struct ProductTag>;
using InputId = Id<struct InputTag>;
using FirmId = Id<struct FirmTag>;

}  // namespace tenon

template <class Tag>
struct std::hash<tenon::Id<Tag>> {
  std::size_t operator()(tenon::Id<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
