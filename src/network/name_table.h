// Names of firms in one piece of memory, and an index from name to position.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon {

// Names by id, in one character arena: 8 bytes and the characters a name. Views hold until the next append.
class NameTable {
 public:
  [[nodiscard]] std::size_t size() const { return offsets_.size() - 1; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::string_view operator[](std::size_t id) const {
    return std::string_view(characters_).substr(offsets_[id], offsets_[id + 1] - offsets_[id]);
  }
  void append(std::string_view name) {
    characters_ += name;
    offsets_.push_back(characters_.size());
  }

 private:
  std::string characters_;
  std::vector<std::uint64_t> offsets_{0};
};

inline std::size_t hash_name(std::string_view name) {
  return std::hash<std::string_view>{}(name);
}

// Hash slots from a name to its id, where the names themselves are kept elsewhere: open addressing with
// linear probing, at most two thirds full, 8 bytes a slot. Ids below 2^32 - 1.
class NameSlots {
 public:
  // The id with this hash for which is_name(id) holds.
  template <class IsName>
  [[nodiscard]] std::optional<std::uint32_t> find(std::size_t hash, IsName&& is_name) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t tag = tag_of(hash);
    for (std::size_t at = tag & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.id_plus_one == 0) return std::nullopt;
      if (slot.tag == tag && is_name(slot.id_plus_one - 1)) return slot.id_plus_one - 1;
    }
  }

  // The name must not be there yet.
  void insert(std::size_t hash, std::uint32_t id) {
    if (3 * (count_ + 1) > 2 * slots_.size()) grow();
    place({tag_of(hash), id + 1});
    ++count_;
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t id_plus_one = 0;  // 0: free
  };

  static std::uint32_t tag_of(std::size_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32U)); }

  void place(Slot slot) {
    std::size_t at = slot.tag & (slots_.size() - 1);
    while (slots_[at].id_plus_one != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
  void grow() {
    const std::vector<Slot> old =
        std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : 2 * slots_.size()));
    for (const Slot& slot : old) {
      if (slot.id_plus_one != 0) place(slot);
    }
  }

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

// Finds ids in a table that must outlive it and not change.
class NameIndex {
 public:
  explicit NameIndex(const NameTable& names) : names_(&names) {
    for (std::size_t id = 0; id < names.size(); ++id) {
      if (!find(names[id])) slots_.insert(hash_name(names[id]), static_cast<std::uint32_t>(id));
    }
  }
  // The first id of that name.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
    return slots_.find(hash_name(name), [&](std::uint32_t id) { return (*names_)[id] == name; });
  }

 private:
  const NameTable* names_;
  NameSlots slots_;
};

}  // namespace tenon
