// From a request to the code behind it, with everything that holds for all: the contract (api/openapi.yaml)
// says which operations there are, and this is the only way to them.
//
// In this order, the first that fails answers:
//   path and method                        404, 405 with Allow
//   how often (account or address)         429
//   who asks: cookie or API token          401; sessions that must first change something 403
//   where a cookie asks for a change: CSRF token, Origin    403
//   parameters                             400 with all faults
//   the permission, at all                 403, in the audit chain
//   content type and body                  415, 422 with faults by JSON pointer
//   what it is about                       404; 404 too where it is labelled above the caller's clearance
//   the permission for it                  403, in the audit chain
//   If-Match where changes need it         428
//   Idempotency-Key                        the answer of the first time, 409 or 422
//   the handler
//   If-None-Match                          304
// Thread-safe.
#pragma once

#include <memory>

#include "api/endpoint.h"
#include "api/services.h"
#include "base/result.h"
#include "http/handler.h"

namespace tenon {

// What a page must send with changes: derived from the cookie, which scripts cannot read.
std::string csrf_token_of(std::string_view cookie);

class ApiDispatcher : public HttpHandler {
 public:
  // `services` live longer. kBadInput: the contract names an operation that has no code, or the other way
  // round.
  static Result<std::unique_ptr<ApiDispatcher>> make(ApiContract contract, ApiServices& services);

  std::optional<HttpResponse> handle_quickly(const HttpRequest& request) override;
  HttpReply handle(const HttpRequest& request) override;
  HttpResponse failure(int status, const std::string& detail, const std::string& id) override;

  [[nodiscard]] const ApiContract& contract() const;
  // The most bytes of the body of a request with this head; `otherwise` where the contract says nothing.
  [[nodiscard]] std::size_t body_bytes_of(const HttpRequest& head, std::size_t otherwise) const;

  ~ApiDispatcher() override;

 private:
  class Impl;
  explicit ApiDispatcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenon
