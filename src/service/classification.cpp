#include "service/classification.h"

#include <array>
#include <cstddef>

namespace tenon {
namespace {

struct Entry {
  std::string_view id;
  Wording wording;
};

constexpr std::array<Entry, kClassificationCount> kEntries{{{"public", {"公开", "public"}},
                                                            {"internal", {"内部", "internal"}},
                                                            {"restricted", {"受限", "restricted"}},
                                                            {"work_secret", {"工作秘密", "work secret"}}}};

}  // namespace

std::string_view id_of(Classification classification) {
  return kEntries[static_cast<std::size_t>(classification)].id;
}

std::optional<Classification> classification_of(std::string_view id) {
  for (std::size_t c = 0; c < kEntries.size(); ++c) {
    if (kEntries[c].id == id) return static_cast<Classification>(c);
  }
  return std::nullopt;
}

Wording wording_of(Classification classification) {
  return kEntries[static_cast<std::size_t>(classification)].wording;
}

}  // namespace tenon
