// What the two databases throw, as errors: the one place that knows how they differ.
#pragma once

#include <exception>

#include "base/result.h"

namespace tenon {

// kConflict: a key that exists already, or a row that others refer to; kBusy: others hold what is needed, the
// same again may succeed; kIo: anything else.
Error store_error(const std::exception& failure);

}  // namespace tenon
