// Pages of lists that are at hand whole: the cursor is the position of the next item, "n120".
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "api/call.h"
#include "report/json_writer.h"

namespace tenon {

struct Page {
  std::size_t from = 0;
  std::size_t limit = 100;
};

// Of ?limit= and ?after=. kInvalidArgument: a cursor that no page gave.
Result<Page> page_of(const ApiCall& call);

// Members "items" and "next" of the open object, for `count` items of which write(i) writes one.
void write_page(JsonWriter& json, const Page& page, std::size_t count,
                const std::function<void(std::size_t)>& write);

// {"items":[…],"next":…}
HttpReply page_answer(const ApiCall& call, std::size_t count,
                      const std::function<void(JsonWriter&, std::size_t)>& write);
// {"items":[…]}, all of them.
HttpReply list_answer(std::size_t count, const std::function<void(JsonWriter&, std::size_t)>& write);

// The time, or null.
JsonWriter& write_time(JsonWriter& json, const std::optional<UtcTime>& time);
JsonWriter& write_seconds(JsonWriter& json, std::int64_t seconds);  // since 1970-01-01 UTC

}  // namespace tenon
