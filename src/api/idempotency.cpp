#include "api/idempotency.h"

#include <chrono>

#include "service/digest.h"
#include "service/encoding.h"
#include "store/request_store.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestKeptAnswer = std::size_t{256} << 10U;

std::string digest_of(const ApiCall& call) {
  Digester digester(DigestKind::kSm3);
  const std::string* condition = call.http.headers.find("if-match");
  for (const std::string_view part :
       {std::string_view(call.operation.id), std::string_view(call.http.target),
        condition != nullptr ? std::string_view(*condition) : std::string_view(),
        std::string_view(call.http.body)}) {
    digester.add(std::to_string(part.size())).add("\n").add(part);
  }
  const Digest256 digest = digester.finish();
  return to_hex(bytes_of(digest));
}

HttpReply replay(const ApiCall& call, const KeptRequest& kept, const std::string& digest) {
  if (kept.digest != digest) return problem_answer(call, problem_of("key_reused"));
  if (kept.status == 0) return problem_answer(call, problem_of("key_in_progress"));
  if (!kept.body && !kept.content_type.empty()) return problem_answer(call, problem_of("key_done"));
  HttpResponse response = make_response(kept.status, kept.content_type, kept.body.value_or(""));
  if (!kept.etag.empty()) response.headers.set("etag", kept.etag);
  response.headers.set("idempotent-replayed", "true");
  return response;
}

}  // namespace

HttpReply run_once(Database& database, const ApiCall& call, const std::string& key,
                   const std::function<HttpReply()>& work) {
  const std::string& account = call.identity->account.id;
  const std::string digest = digest_of(call);
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(call.time.time_since_epoch()).count();
  auto kept = reserve_request(database, account, key, digest, now);
  if (!kept) return error_answer(call, kept.error());
  if (*kept) return replay(call, **kept, digest);

  // Where this throws nobody knows whether anything was done: the key stays reserved.
  HttpReply reply = work();
  const auto* response = std::get_if<HttpResponse>(&reply);
  if (response == nullptr || response->status >= 500) {
    if (auto released = release_request(database, account, key); !released)
      return error_answer(call, released.error());
    return reply;
  }
  KeptRequest answer;
  answer.status = response->status;
  answer.content_type = response->content_type;
  if (const std::string* etag = response->headers.find("etag")) answer.etag = *etag;
  const bool may_be_kept = !call.operation.is_secret || response->status >= 400;
  if (may_be_kept && response->body && response->body->size() <= kLongestKeptAnswer &&
      response->content_type.find("json") != std::string::npos) {
    answer.body = *response->body;
  }
  // It is done: an answer that cannot be kept must not hide that.
  (void)finish_request(database, account, key, answer);
  return reply;
}

}  // namespace tenon
