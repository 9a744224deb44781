#include "report/backup_words.h"

#include <array>
#include <cstddef>

namespace tenon {
namespace {

struct Entry {
  std::string_view id;
  Words words;
};

constexpr std::array<Entry, kBackupTierCount> kTiers = {
    {{"same_city", {"同城", "same city"}},
     {"province", {"同省", "province"}},
     {"scope", {"区域内", "scope"}},
     {"country", {"国内", "country"}},
     {"friendly_abroad", {"友好境外", "friendly, abroad"}},
     {"abroad", {"境外", "abroad"}}}};
constexpr std::array<Entry, kScorePartCount> kParts = {{{"capacity", {"产能", "capacity"}},
                                                        {"independence", {"独立性", "independence"}},
                                                        {"maturity", {"成熟度", "maturity"}},
                                                        {"time", {"时间", "time"}},
                                                        {"cost", {"成本", "cost"}}}};
constexpr std::array<Entry, 7> kReasons = {
    {{"no_candidate", {"没有已知余力的备选厂商", "no maker of known spare capacity"}},
     {"fails_together", {"备选与主供同时失效", "those who could fail together with the primary"}},
     {"too_late", {"备选到位前库存已用完", "all are ready after stocks are gone"}},
     {"too_little", {"备选余力合计不足", "too little spare capacity in all"}},
     {"shared_capacity", {"同一厂商的产能多家争用", "one maker cannot serve all who ask"}},
     {"policy",
      {"不满足约束(分散、本地、家数、锁定、禁用)",
       "the rules (diversity, place, number, locks, bans) cannot be met"}},
     {"budget", {"预算之外", "beyond the budget"}}}};

template <class Enum, std::size_t size>
const Entry& at(const std::array<Entry, size>& entries, Enum value) {
  return entries[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view id_of(BackupTier tier) {
  return at(kTiers, tier).id;
}
std::string_view id_of(ScorePart part) {
  return at(kParts, part).id;
}
std::string_view id_of(UncoveredReason reason) {
  return at(kReasons, reason).id;
}
Words words_of(BackupTier tier) {
  return at(kTiers, tier).words;
}
Words words_of(ScorePart part) {
  return at(kParts, part).words;
}
Words words_of(UncoveredReason reason) {
  return at(kReasons, reason).words;
}

std::string_view id_of(SharedExposureKind kind) {
  switch (kind) {
    case SharedExposureKind::kControl:
      return "control";
    case SharedExposureKind::kCountry:
      return "country";
    case SharedExposureKind::kCity:
      return "city";
    case SharedExposureKind::kUpstream:
      return "upstream";
  }
  return "upstream";
}

std::string_view id_of(RootKind kind) {
  switch (kind) {
    case RootKind::kCountry:
      return "country";
    case RootKind::kGroup:
      return "group";
    case RootKind::kUnnamed:
      return "unnamed";
  }
  return "unnamed";
}

std::string_view id_of(CandidateKind kind) {
  return kind == CandidateKind::kMaker ? "maker" : "related";
}

}  // namespace tenon
