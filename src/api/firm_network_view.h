// The supplies that a caller may see as a picture of firms and links, each column an array of its own: short
// to send and quick to read even where there are 100,000 firms. In JSON, or in bytes (report/column_file.h)
// that a page looks at without parsing.
#pragma once

#include <string>

#include "api/call.h"
#include "api/endpoint.h"
#include "service/computed_once.h"

namespace tenon {

enum class FirmNetworkForm { kJson, kColumns };

// Answers by form, version and what is seen of it, so those who see the same share one; shortened already
// (conditional_answer.h).
using FirmNetworks = ComputedOnce<std::string, HttpResponse>;

HttpReply firm_network_view(ApiServices& s, FirmNetworks& networks, const ApiCall& call,
                            FirmNetworkForm form);

}  // namespace tenon
