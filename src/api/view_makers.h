// Who makes a product, as several views list them: public facts about real firms, never who supplies whom.
#pragma once

#include <functional>

#include "api/view_json.h"
#include "service/analysis_shelf.h"

namespace tenon {

// One object: Maker of the contract, with the published shares that the firm holds of the product.
void write_maker(JsonWriter& json, const AnalysedVersion& view, const Capability& capability);

// One object: RecordedShare.
void write_share(JsonWriter& json, const Dataset& dataset, const Share& share);

// Member "recorded_shares" of the open object: those that `wanted` takes; null unless they may be shown.
void write_shares(JsonWriter& json, const Dataset& dataset, bool may_be_shown,
                  const std::function<bool(const Share&)>& wanted);

}  // namespace tenon
