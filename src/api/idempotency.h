// Requests with an Idempotency-Key: done once, however often they are sent (request_store.h).
//
// A second one with the same key and content gets the answer of the first, with Idempotent-Replayed: true;
// with other content 422; while the first is under way, and where its outcome is unknown because the server
// died in between, 409. Answers that are secret are not kept: the second gets 409 and knows that it was done.
// Refusals for lack of resources (5xx) free the key.
#pragma once

#include <functional>
#include <string>

#include "api/call.h"
#include "store/database.h"

namespace tenon {

HttpReply run_once(Database& database, const ApiCall& call, const std::string& key,
                   const std::function<HttpReply()>& work);

}  // namespace tenon
