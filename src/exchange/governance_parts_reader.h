// The parts that several files of chain governance have: codes of regions, days, lists without repetitions,
// countersignatures.
//
// A function adds its faults to the site and returns what could be read; after a fault the file is not
// loaded, so what it returns then only has to be safe to go on with. O(size of the value).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/yaml_values.h"
#include "model/governance.h"

namespace tenon {

BilingualName read_bilingual_name(const YamlValue& value, YamlSite& site);

// Six digits.
std::string read_region(const YamlValue& value, YamlSite& site);
std::vector<std::string> read_regions(const YamlValue& value, YamlSite& site);

Day read_day(const YamlValue& value, YamlSite& site);
// A year, a month or a day: 2021, 2021-05, 2021-05-27.
PartialDay read_partial_day(const YamlValue& value, YamlSite& site);

// The items of what must be a list, of at most kMostGovernanceItems (governance_reader.h).
std::vector<YamlValue> read_items(const YamlValue& value, std::string_view expected, YamlSite& site);

// Tells texts that stand twice among those it was shown.
class OnlyOnce {
 public:
  void check(const YamlValue& value, const std::string& text, YamlSite& site);

 private:
  std::map<std::string, std::size_t> line_of_;
};

std::vector<Countersignature> read_countersignatures(const YamlValue& value, YamlSite& site);

}  // namespace tenon
