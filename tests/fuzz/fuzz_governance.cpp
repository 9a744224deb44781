// Files of chain governance: any bytes are read or refused with a fault, by each of the readers; what is read
// is written as text that reads back the same, and has an answer for every day.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/governance_reader.h"
#include "require.h"
#include "service/governance.h"

namespace {

template <class T>
using Parse = std::optional<T> (*)(const std::string&, std::string_view, tenon::FaultList&);

template <class T>
std::optional<T> read(Parse<T> parse, std::string_view bytes) {
  tenon::FaultList faults;
  auto one = parse("fuzz.yaml", bytes, faults);
  TENON_REQUIRE(one.has_value() != faults.has_errors());
  for (const tenon::Fault& fault : faults.errors())
    TENON_REQUIRE(!fault.expected.empty() && fault.file == "fuzz.yaml");
  return one;
}

// Texts of JSON escapes may be longer than the reader takes; all else reads back.
template <class T>
void check_written(Parse<T> parse, const std::string& text, const T& expected) {
  tenon::FaultList faults;
  const auto again = parse("written.json", text, faults);
  if (text.size() > 1'000'000) return;
  TENON_REQUIRE(again.has_value() && *again == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto types = read(&tenon::parse_artefact_types, bytes);
  if (types) check_written(&tenon::parse_artefact_types, tenon::artefact_types_json(*types), *types);
  if (const auto dictionary = read(&tenon::parse_dictionary, bytes))
    check_written(&tenon::parse_dictionary, tenon::dictionary_json(*dictionary), *dictionary);
  read(&tenon::parse_dictionaries, bytes);
  const auto plan = read(&tenon::parse_work_plan, bytes);
  if (plan) check_written(&tenon::parse_work_plan, tenon::work_plan_json(*plan), *plan);
  const auto governance = read(&tenon::parse_chain_governance, bytes);
  if (!governance) return 0;
  check_written(&tenon::parse_chain_governance, tenon::governance_json(*governance), *governance);
  for (int days = 0; days < 40'000; days += 5'000) {
    const tenon::Day day{std::chrono::days(days)};
    const tenon::ChairTurn turn = tenon::chair_on(*governance, day);
    TENON_REQUIRE(turn.is_vacant == (turn.now.empty() && !governance->chair_order.empty()));
    tenon::lead_on(*governance, day);
    const auto signatories = tenon::countersignatories(*governance, day);
    TENON_REQUIRE(signatories.size() <= governance->participants.size());
  }
  return 0;
}
