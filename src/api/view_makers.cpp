#include "api/view_makers.h"

#include "model/region_tree.h"
#include "report/names.h"
#include "report/words.h"

namespace tenon {

void write_maker(JsonWriter& json, const AnalysedVersion& view, const Capability& capability) {
  const Dataset& dataset = view.dataset();
  const Firm& firm = dataset.firm(capability.firm);
  const Bilingual name = firm_name(dataset, capability.firm);
  const auto region = capability_region(dataset, capability);
  json.begin_object().key("firm_id").text(firm.id);
  json.key("name_zh").text(name.zh).key("name_en").text(name.en);
  write_region(json, "country", dataset, region ? std::optional(country_of(dataset, *region)) : std::nullopt);
  write_region(json, "region", dataset, region);
  json.key("is_in_scope").boolean(region && view.scope.contains(*region));
  write_country(json, "control", dataset, firm.control_code);
  json.key("status").text(id_of(capability.status));
  write_figure(json, capability.provenance);
  json.key("shares").begin_array();
  for (const Share& share : dataset.shares) {
    if (share.product == capability.product && share.firm == capability.firm)
      write_share(json, dataset, share);
  }
  json.end_array().end_object();
}

void write_share(JsonWriter& json, const Dataset& dataset, const Share& share) {
  json.begin_object().key("product_id").text(dataset.product(share.product).id);
  json.key("provider_kind").text(share.firm ? "firm" : "region");
  if (share.firm) {
    const Bilingual name = firm_name(dataset, *share.firm);
    json.key("provider_id").text(dataset.firm(*share.firm).id);
    json.key("provider_zh").text(name.zh).key("provider_en").text(name.en);
  } else {
    const Region& region = dataset.region(*share.region);
    json.key("provider_id").text(region.code).key("provider_zh").text(region_name_zh(region));
    json.key("provider_en").text(region_name_en(region));
  }
  json.key("low").number(share.low).key("high").number(share.high).key("scope").text(share.scope);
  write_figure(json, share.provenance);
  json.end_object();
}

void write_shares(JsonWriter& json, const Dataset& dataset, bool may_be_shown,
                  const std::function<bool(const Share&)>& wanted) {
  json.key("recorded_shares");
  if (!may_be_shown) {
    json.null();
    return;
  }
  json.begin_array();
  for (const Share& share : dataset.shares) {
    const bool is_synthetic = share.firm && dataset.firm(*share.firm).synthetic;
    if (!is_synthetic && wanted(share)) write_share(json, dataset, share);
  }
  json.end_array();
}

}  // namespace tenon
