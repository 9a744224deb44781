// Names of records as reports print them, in both languages; where one is missing the other stands in.
//
// All functions are pure; positions must belong to the dataset. O(1) unless stated.
#pragma once

#include <string>

#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/supply_roots.h"
#include "report/bilingual.h"
#include "report/name_language.h"

namespace tenon {

Bilingual product_name(const Dataset& dataset, ProductId product);
// Made-up firms say so in their names.
Bilingual firm_name(const Dataset& dataset, FirmId firm);

// "日本" / "Japan", the group's name, or "未具名来源" / "sources not named". O(regions).
Bilingual root_name(const Dataset& dataset, const SupplyRoot& root);
// Code of the country, id of the firm; empty where nobody is named. Stable.
std::string root_id(const Dataset& dataset, const SupplyRoot& root);

// "上游 光刻胶树脂 36%" / "upstream Resist resins 36%"; without the part where it is all. O(regions).
Bilingual exposure_text(const Dataset& dataset, const SharedExposure& exposure);
// "country:JPN", "control:R-1", "city:320500", "upstream:ICIC-03": stable.
std::string exposure_id(const Dataset& dataset, const SharedExposure& exposure);

// One language, or both side by side: one text where they are the same.
std::string in(NameLanguage names, const Bilingual& text);

}  // namespace tenon
