#include "api/kept_answers.h"

namespace tenon {
namespace {

std::size_t size_of(const std::string& key, const HttpResponse& answer) {
  return key.size() + 512 + (answer.body ? answer.body->size() : 0);
}

}  // namespace

bool KeptAnswers::is_good(const Entry& entry, Time now) const {
  return entry.generation == generation_.load() && now - entry.read_at < options_.good_for;
}

std::optional<HttpResponse> KeptAnswers::find(const std::string& key, Time now) {
  Part& part = part_of(key);
  const std::lock_guard lock(part.mutex);
  const auto found = part.entries.find(key);
  if (found == part.entries.end()) return std::nullopt;
  Entry& entry = found->second;
  if (is_good(entry, now)) return entry.answer;
  const bool may_wait = entry.generation == generation_.load() && now - entry.read_at < 2 * options_.good_for;
  if (!may_wait || !entry.is_being_renewed) {
    entry.is_being_renewed = true;
    return std::nullopt;
  }
  return entry.answer;
}

void KeptAnswers::keep(const std::string& key, const HttpResponse& answer, Time read_at,
                       std::uint64_t generation) {
  const std::size_t bytes = size_of(key, answer);
  if (bytes > options_.most_bytes_of_one || generation != generation_.load()) return;
  Part& part = part_of(key);
  const std::lock_guard lock(part.mutex);
  const auto found = part.entries.find(key);
  if (found != part.entries.end()) {
    part.bytes -= size_of(key, found->second.answer);
    part.entries.erase(found);
  }
  if (part.bytes + bytes > options_.most_bytes / kParts) {
    for (auto entry = part.entries.begin(); entry != part.entries.end();) {
      if (is_good(entry->second, read_at)) {
        ++entry;
      } else {
        part.bytes -= size_of(entry->first, entry->second.answer);
        entry = part.entries.erase(entry);
      }
    }
    if (part.bytes + bytes > options_.most_bytes / kParts) return;
  }
  part.bytes += bytes;
  part.entries.emplace(key, Entry{answer, read_at, generation, false});
}

}  // namespace tenon
