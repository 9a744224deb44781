// The part of a connection that has requests answered and writes the answers.
#include <array>
#include <exception>
#include <utility>

#include "http/access_log.h"
#include "http/connection.h"
#include "http/metrics.h"
#include "http/response_head.h"
#include "http/server_context.h"
#include "http/serving_thread.h"

namespace tenon {
namespace {

// A body up to this size is copied behind its head: one piece to send, and one record of TLS.
constexpr std::size_t kCopiedBody = std::size_t{16} * 1024;

}  // namespace

void HttpConnection::dispatch() {
  state_ = State::kHandling;
  deadline_ = Clock::time_point::max();
  try {
    if (auto response = context_.handler.handle_quickly(parser_.request()))
      return respond(std::move(*response));
  } catch (const std::exception& exception) {
    context_.report("error", exception.what(), parser_.request().id);
    return respond(failure_response(500, "an error inside the server"));
  } catch (...) {
    context_.report("error", "an exception that is no std::exception", parser_.request().id);
    return respond(failure_response(500, "an error inside the server"));
  }
  dispatch_to_worker();
}

// The request stays in the parser: nothing but the worker touches it until the answer is posted back.
void HttpConnection::dispatch_to_worker() {
  const bool queued = context_.workers.try_post([self = shared_from_this()] {
    const HttpRequest& request = self->parser_.request();
    auto reply = std::make_shared<HttpReply>();
    std::string problem;
    try {
      *reply = self->context_.handler.handle(request);
    } catch (const std::exception& exception) {
      problem = exception.what();
      if (problem.empty()) problem = "an exception without text";
    } catch (...) {
      problem = "an exception that is no std::exception";
    }
    if (!problem.empty()) {
      self->context_.report("error", problem, request.id);
      *reply = self->failure_response(500, "an error inside the server");
    }
    ServingThread& thread = self->thread_;
    thread.post([self, reply] { self->answer(std::move(*reply)); });
  });
  if (queued) return;
  HttpResponse response = failure_response(503, "the server has too much to do; try again");
  response.headers.set("retry-after", "1");
  respond(std::move(response));
}

HttpResponse HttpConnection::failure_response(int status, const std::string& detail) {
  try {
    return context_.handler.failure(status, detail, parser_.request().id);
  } catch (const std::exception& exception) {
    context_.report("error", std::string("text of a failure: ") + exception.what(), parser_.request().id);
  } catch (...) {
    context_.report("error", "text of a failure: no std::exception", parser_.request().id);
  }
  return make_response(status, "text/plain; charset=utf-8", detail + "\n");
}

void HttpConnection::answer(HttpReply reply) {
  if (state_ != State::kHandling) return release_body();
  if (auto* response = std::get_if<HttpResponse>(&reply)) return respond(std::move(*response));
  open_stream(std::move(std::get<EventStreamReply>(reply)));
}

void HttpConnection::fail(int status, const std::string& detail) {
  keep_alive_ = false;
  HttpResponse response = failure_response(status, detail);
  if ((status == 429 || status == 503) && response.headers.find("retry-after") == nullptr)
    response.headers.set("retry-after", "1");
  respond(std::move(response));
}

void HttpConnection::respond(HttpResponse response) {
  const HttpRequest& request = parser_.request();
  keep_alive_ = keep_alive_ && !context_.is_draining();
  release_body();
  for (int attempt = 0; attempt < 2; ++attempt) {
    ResponseHeadFrame frame{.request_id = request.id,
                            .date = thread_.date(),
                            .keep_alive = keep_alive_,
                            .minor_version = parser_.minor_version(),
                            .strict_transport = std::nullopt,
                            .length = response.body ? response.body->size() : 0};
    if (request.is_secure && context_.options.strict_transport.count() > 0)
      frame.strict_transport = context_.options.strict_transport;
    if (auto head = write_response_head(response, frame)) {
      exchange_.status = response.status;
      exchange_.route = std::move(response.route);
      exchange_.account = std::move(response.account);
      const bool has_body = response.body && request.method != "HEAD" && !has_no_body(response.status);
      return send(std::move(*head), has_body ? std::move(response.body) : nullptr);
    }
    context_.report("error", "the handler gave a status or a header field that cannot be sent", request.id);
    response = make_response(500, "text/plain; charset=utf-8", "an error inside the server\n");
  }
}

void HttpConnection::send(std::string head, std::shared_ptr<const std::string> body) {
  state_ = State::kWriting;
  deadline_ = Clock::now() + context_.options.write_time;
  head_ = std::move(head);
  body_ = std::move(body);
  if (body_ && body_->size() <= kCopiedBody) {
    head_ += *body_;
    body_ = nullptr;
  }
  exchange_.bytes = head_.size() + (body_ ? body_->size() : 0);
  is_writing_ = true;
  const std::array<std::string_view, 2> pieces{head_, body_ ? std::string_view(*body_) : std::string_view()};
  stream_->write(shared_from_this(), std::span(pieces).first(body_ ? 2 : 1));
}

void HttpConnection::record() {
  if (!std::exchange(exchange_.is_open, false)) return;
  const HttpRequest& request = parser_.request();
  const double seconds = std::chrono::duration<double>(Clock::now() - exchange_.begin).count();
  if (context_.metrics != nullptr) {
    context_.metrics->sent(exchange_.bytes);
    context_.metrics->request(exchange_.route, request.method, exchange_.status, seconds);
  }
  if (context_.log == nullptr) return;
  const std::string* agent = request.headers.find("user-agent");
  context_.log->request({.time = exchange_.time,
                         .request_id = request.id,
                         .address = request.address,
                         .account = exchange_.account,
                         .method = request.method,
                         .target = request.target,
                         .route = exchange_.route,
                         .status = exchange_.status,
                         .bytes = exchange_.bytes,
                         .milliseconds = seconds * 1000,
                         .user_agent = agent != nullptr ? std::string_view(*agent) : std::string_view()});
}

}  // namespace tenon
