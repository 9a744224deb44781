#include "scenario/monte_carlo_checkpoint.h"

#include <bit>
#include <cstring>
#include <optional>

#include "base/file.h"
#include "base/hash.h"

namespace tenon {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints are copied byte by byte");

constexpr std::string_view kMagic{"TENONMC\0", 8};
constexpr std::uint64_t kFormat = 1;
// Beyond this a count is damage, not a run.
constexpr std::uint64_t kMostValues = std::uint64_t{1} << 40U;

struct Head {
  std::uint64_t format = kFormat;
  std::uint64_t seed = 0;
  std::uint64_t inputs = 0;
  std::uint64_t groups = 0;
  std::uint64_t hazards = 0;
  std::uint64_t years = 0;
  std::uint64_t event_years = 0;
};
static_assert(sizeof(Head) == 56);

void append(std::string& bytes, const std::vector<double>& values) {
  if (values.empty()) return;
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
}

void take(std::string_view& bytes, std::size_t count, std::vector<double>& values) {
  values.resize(count);
  if (count > 0) std::memcpy(values.data(), bytes.data(), count * sizeof(double));
  bytes.remove_prefix(count * sizeof(double));
}

std::string hexadecimal(std::uint64_t value) {
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) {
    text += "0123456789abcdef"[(value >> static_cast<unsigned>(shift)) & 15U];
  }
  return text;
}

}  // namespace

MonteCarloState empty_state(std::uint32_t group_count, std::uint32_t hazard_count) {
  MonteCarloState state;
  state.group_sum.assign(group_count, 0);
  state.group_squares.assign(group_count, 0);
  state.group_cross.assign(group_count, 0);
  state.hazard_sum.assign(hazard_count, 0);
  state.hazard_squares.assign(hazard_count, 0);
  state.hazard_cross.assign(hazard_count, 0);
  state.hazard_group_sum.assign(std::size_t{hazard_count} * group_count, 0);
  state.hazard_group_cross.assign(std::size_t{hazard_count} * group_count, 0);
  return state;
}

std::string checkpoint_bytes(const MonteCarloIdentity& identity, const MonteCarloState& state) {
  const Head head{kFormat,
                  identity.seed,
                  identity.inputs,
                  identity.group_count,
                  identity.hazard_count,
                  state.losses.size(),
                  state.event_years};
  std::string bytes(kMagic);
  bytes.append(reinterpret_cast<const char*>(&head), sizeof(head));
  for (const std::vector<double>* values :
       {&state.losses, &state.controls, &state.group_sum, &state.group_squares, &state.group_cross,
        &state.hazard_sum, &state.hazard_squares, &state.hazard_cross, &state.hazard_group_sum,
        &state.hazard_group_cross}) {
    append(bytes, *values);
  }
  const std::uint64_t print = Fingerprint().add_bytes(bytes).value();
  bytes.append(reinterpret_cast<const char*>(&print), sizeof(print));
  return bytes;
}

Result<MonteCarloState> parse_checkpoint(std::string_view bytes, const std::string& file,
                                         const MonteCarloIdentity& identity) {
  const auto refuse = [&](const std::string& why) { return Error{ErrorCode::kBadInput, file + ": " + why}; };
  if (bytes.substr(0, kMagic.size()) != kMagic.substr(0, bytes.size()) || bytes.empty()) {
    return refuse("not a checkpoint of a Monte Carlo run");
  }
  const auto cut_short = [&](std::uint64_t expected) {
    return refuse("the checkpoint is cut short: " + std::to_string(bytes.size()) + " of " +
                  std::to_string(expected) + " bytes; delete it to start over");
  };
  constexpr std::size_t kHeadBytes = kMagic.size() + sizeof(Head);
  if (bytes.size() < kHeadBytes) return cut_short(kHeadBytes);
  Head head;
  std::memcpy(&head, bytes.data() + kMagic.size(), sizeof(head));
  if (head.format != kFormat) {
    return refuse("the checkpoint has format " + std::to_string(head.format) +
                  ", this program reads format " + std::to_string(kFormat));
  }
  const bool is_plausible = head.years < kMostValues && head.groups < (std::uint64_t{1} << 32U) &&
                            head.hazards < (std::uint64_t{1} << 32U) &&
                            (head.groups == 0 || head.hazards < kMostValues / head.groups);
  const std::string damaged = "the checkpoint is damaged; delete it to start over";
  if (!is_plausible) return refuse(damaged);
  const std::uint64_t values =
      2 * head.years + 3 * head.groups + 3 * head.hazards + 2 * head.groups * head.hazards;
  const std::uint64_t expected = kHeadBytes + values * sizeof(double) + sizeof(std::uint64_t);
  if (bytes.size() < expected) return cut_short(expected);
  std::uint64_t print = 0;
  std::memcpy(&print, bytes.data() + expected - sizeof(print), sizeof(print));
  if (bytes.size() > expected ||
      print != Fingerprint().add_bytes(bytes.substr(0, expected - sizeof(print))).value()) {
    return refuse(damaged);
  }
  if (head.seed != identity.seed) {
    return refuse("the checkpoint was made with seed " + std::to_string(head.seed) + ", this run has seed " +
                  std::to_string(identity.seed));
  }
  if (head.inputs != identity.inputs || head.groups != identity.group_count ||
      head.hazards != identity.hazard_count) {
    return refuse("the checkpoint was made from other inputs: hazards, network, policy or horizon differ (" +
                  hexadecimal(head.inputs) + ", this run " + hexadecimal(identity.inputs) +
                  "); restore them, or delete it to start over");
  }
  MonteCarloState state;
  state.event_years = head.event_years;
  bytes.remove_prefix(kHeadBytes);
  take(bytes, head.years, state.losses);
  take(bytes, head.years, state.controls);
  take(bytes, head.groups, state.group_sum);
  take(bytes, head.groups, state.group_squares);
  take(bytes, head.groups, state.group_cross);
  take(bytes, head.hazards, state.hazard_sum);
  take(bytes, head.hazards, state.hazard_squares);
  take(bytes, head.hazards, state.hazard_cross);
  take(bytes, head.groups * head.hazards, state.hazard_group_sum);
  take(bytes, head.groups * head.hazards, state.hazard_group_cross);
  return state;
}

Result<void> write_checkpoint(const std::string& path, const MonteCarloIdentity& identity,
                              const MonteCarloState& state) {
  return write_file_atomically(path, checkpoint_bytes(identity, state));
}

Result<MonteCarloState> read_checkpoint(const std::string& path, const MonteCarloIdentity& identity) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return parse_checkpoint(file->bytes(), path, identity);
}

}  // namespace tenon
