#include "api/page.h"

#include <algorithm>
#include <chrono>

#include "base/number.h"

namespace tenon {

Result<Page> page_of(const ApiCall& call) {
  Page page;
  page.limit = static_cast<std::size_t>(call.integer("limit", 100));
  if (const std::string* after = call.parameter("after")) {
    const auto position =
        after->size() > 1 && after->front() == 'n' ? parse_integer(after->substr(1)) : std::nullopt;
    if (!position || *position < 0)
      return Error{ErrorCode::kInvalidArgument, "after: the `next` of a page is expected"};
    page.from = static_cast<std::size_t>(*position);
  } else {
    // Where an operation has it: a position.
    page.from = static_cast<std::size_t>(call.integer("from", 0));
  }
  return page;
}

void write_page(JsonWriter& json, const Page& page, std::size_t count,
                const std::function<void(std::size_t)>& write) {
  const std::size_t from = std::min(page.from, count);
  const std::size_t end = std::min(count, from + page.limit);
  json.key("items").begin_array();
  for (std::size_t i = from; i < end; ++i) write(i);
  json.end_array().key("next");
  if (end < count) {
    json.text("n" + std::to_string(end));
  } else {
    json.null();
  }
}

HttpReply page_answer(const ApiCall& call, std::size_t count,
                      const std::function<void(JsonWriter&, std::size_t)>& write) {
  const auto page = page_of(call);
  if (!page) return error_answer(call, page.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object();
  write_page(json, *page, count, [&](std::size_t i) { write(json, i); });
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply list_answer(std::size_t count, const std::function<void(JsonWriter&, std::size_t)>& write) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("items").begin_array();
  for (std::size_t i = 0; i < count; ++i) write(json, i);
  json.end_array().end_object();
  return json_answer(200, json.take());
}

JsonWriter& write_time(JsonWriter& json, const std::optional<UtcTime>& time) {
  return time ? json.text(utc_text(*time)) : json.null();
}

JsonWriter& write_seconds(JsonWriter& json, std::int64_t seconds) {
  return json.text(utc_text(UtcTime(std::chrono::seconds(seconds))));
}

}  // namespace tenon
