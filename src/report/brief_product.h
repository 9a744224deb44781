// The part of a policy brief on one product: situation, published evidence, what a failure would do, who
// could stand in, measures.
#pragma once

#include <cstddef>

#include "report/brief_writer.h"

namespace tenon {

// `k` counts the products of the brief.
void write_product_part(BriefWriter& writer, std::size_t k);

}  // namespace tenon
