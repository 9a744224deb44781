// Backups as JSON. Amounts of supplies between firms stay hidden: what buyers use of a product, and which
// part of it comes from whom, is told only where the sum over its supplies is safe
// (service/supply_aggregate.h), and what a candidate loses upstream only by the product that is lost first.
#pragma once

#include <string>

#include "model/backup_register.h"
#include "remedy/backup_candidates.h"
#include "report/json_writer.h"

namespace tenon {

// Whether sums over the supplies of the product tell of no single firm. One without supplies is safe: nothing
// of it comes from them.
bool is_supply_of_product_safe(const Dataset& dataset, ProductId product);

// Members of the open object; the first `top` candidates.
void write_backup_answer(JsonWriter& json, const Dataset& dataset, const BackupAnswer& answer,
                         std::size_t top);

// An array.
void write_register_entries(JsonWriter& json, const BackupRegister& reg);

}  // namespace tenon
