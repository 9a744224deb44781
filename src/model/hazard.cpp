#include "model/hazard.h"

namespace tenon {

ScenarioEvent event_of(const Hazard& hazard, std::size_t place) {
  ScenarioEvent event;
  event.id = hazard.id;
  event.name_zh = hazard.name_zh;
  event.name_en = hazard.name_en;
  event.kind = hazard.kind;
  event.target = hazard.target;
  event.recovery = hazard.recovery;
  event.recovery_days = hazard.recovery == RecoveryCurve::kStep ? 0 : 1;
  event.line = hazard.line;
  if (!hazard.sources.empty()) event.provenance = hazard.sources.front();
  if (hazard.spread == HazardSpread::kNone) return event;
  const PlacedName& name = hazard.places.at(place).name;
  event.id.text += "@" + name.text;
  switch (hazard.spread) {
    case HazardSpread::kRegions:
      event.target.regions = {name};
      break;
    case HazardSpread::kCountries:
      event.target.countries = {name};
      break;
    case HazardSpread::kFirms:
      event.target.firms = {name};
      break;
    case HazardSpread::kProducts:
      event.target.products = {name};
      break;
    case HazardSpread::kNone:
      break;
  }
  return event;
}

}  // namespace tenon
