#include "http/connection.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "http/metrics.h"
#include "http/server_context.h"
#include "http/serving_thread.h"

namespace tenon {
namespace {

constexpr std::size_t kFirstBuffer = 2048;
constexpr std::size_t kBodyBuffer = std::size_t{64} * 1024;
// How long and how much of what a client still sends is thrown away, so that it can read the last answer:
// closing with unread bytes would reset the connection.
constexpr std::chrono::milliseconds kEndingTime{1000};
constexpr std::size_t kEndingBytes = std::size_t{4} * 1024 * 1024;
// How long a connection without a request stays open while the server drains: one may be on its way.
constexpr std::chrono::milliseconds kDrainGrace{100};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

HttpConnection::HttpConnection(ServerContext& context, ServingThread& thread, std::unique_ptr<Stream> stream,
                               std::string peer, bool is_tls)
    : context_(context),
      thread_(thread),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      is_tls_(is_tls),
      parser_({.header_bytes = context.options.header_bytes}),
      buffer_(kFirstBuffer, '\0') {}

void HttpConnection::start() {
  state_ = State::kHandshake;
  deadline_ = Clock::now() + context_.options.header_time;
  stream_->handshake(shared_from_this());
}

void HttpConnection::start_refusing(int status) {
  is_refused_ = true;
  begin_exchange();
  fail(status, status == 429 ? "too many connections from this address" : "too many connections");
}

void HttpConnection::on_handshake(bool done) {
  if (state_ != State::kHandshake) return;
  if (!done) return close();
  begin_request();
  // A fresh connection is there because somebody has a request.
  if (state_ == State::kIdle && !context_.is_draining())
    deadline_ = Clock::now() + context_.options.header_time;
}

void HttpConnection::begin_request() {
  parser_.restart();
  exchange_ = {};
  head_.clear();
  body_ = nullptr;
  state_ = State::kIdle;
  if (begin_ < end_) return process();
  begin_ = end_ = 0;
  if (buffer_.size() > kBodyBuffer / 4) buffer_ = std::string(kFirstBuffer, '\0');
  deadline_ = Clock::now() + (context_.is_draining() ? kDrainGrace : context_.options.idle_time);
  read_more();
}

void HttpConnection::read_more() {
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  const std::size_t most =
      (state_ == State::kBody ? kBodyBuffer : std::size_t{0}) + context_.options.header_bytes + kFirstBuffer;
  if (end_ == buffer_.size() || (state_ == State::kBody && buffer_.size() < kBodyBuffer))
    buffer_.resize(std::min(most, std::max(buffer_.size() * 2, end_ + kFirstBuffer)));
  read(std::span(buffer_).subspan(end_));
}

void HttpConnection::read(std::span<char> space) {
  is_reading_ = true;
  stream_->read(shared_from_this(), space);
}

void HttpConnection::received(std::size_t bytes) {
  if (context_.metrics != nullptr) context_.metrics->received(bytes);
}

void HttpConnection::on_read(std::size_t bytes) {
  is_reading_ = false;
  received(bytes);
  switch (state_) {
    case State::kIdle:
    case State::kHead:
    case State::kBody:
      if (bytes == 0) return close();
      end_ += bytes;
      return process();
    case State::kStreaming:
      if (bytes == 0) return close();
      // Whatever comes on a stream is no request any more: its connection closes behind it.
      return read(buffer_);
    case State::kEnding:
      thrown_away_ += bytes;
      if (bytes == 0 || thrown_away_ > kEndingBytes) return close();
      return read(buffer_);
    default:
      return;
  }
}

void HttpConnection::begin_exchange() {
  exchange_ = {};
  exchange_.begin = Clock::now();
  exchange_.time = std::chrono::system_clock::now();
  exchange_.is_open = true;
  parser_.request().id = context_.next_request_id();
  parser_.request().address = peer_;
  parser_.request().is_secure = is_tls_;
}

void HttpConnection::process() {
  if (state_ == State::kIdle) {
    state_ = State::kHead;
    begin_exchange();
    deadline_ = exchange_.begin + context_.options.header_time;
  }
  while (true) {
    const RequestStage before = parser_.stage();
    const std::size_t taken = parser_.feed(std::string_view(buffer_).substr(begin_, end_ - begin_));
    begin_ += taken;
    if (parser_.stage() == RequestStage::kFailed) return fail(parser_.fault().status, parser_.fault().detail);
    if (before == RequestStage::kHead && parser_.stage() != RequestStage::kHead) {
      if (!accept_head()) return;
      if (parser_.stage() == RequestStage::kBody) {
        state_ = State::kBody;
        deadline_ = Clock::now() + context_.options.body_time;
        if (parser_.expects_continue() && begin_ == end_) {
          is_continuing_ = true;
          is_writing_ = true;
          return stream_->write(shared_from_this(), std::span(&kContinue, 1));
        }
      }
    }
    if (parser_.stage() == RequestStage::kBody && !account_body()) return;
    if (parser_.stage() == RequestStage::kComplete) return account_body() ? dispatch() : void();
    if (begin_ == end_ || taken == 0) return read_more();
  }
}

// What follows from the head alone. False: the request has failed.
bool HttpConnection::accept_head() {
  HttpRequest& request = parser_.request();
  Origin origin = origin_of(peer_, is_tls_, request.headers, context_.trusted);
  request.address = std::move(origin.address);
  request.is_secure = origin.is_secure;
  keep_alive_ = parser_.keep_alive();
  if (parser_.stage() == RequestStage::kComplete) return true;
  std::size_t limit = context_.options.body_bytes;
  if (context_.options.body_bytes_of) {
    try {
      limit = context_.options.body_bytes_of(request);
    } catch (const std::exception& exception) {
      context_.report("error", std::string("limit of a body: ") + exception.what(), request.id);
    } catch (...) {
      context_.report("error", "limit of a body: no std::exception", request.id);
    }
  }
  parser_.limit_body(limit);
  if (parser_.stage() != RequestStage::kFailed) return true;
  fail(parser_.fault().status, parser_.fault().detail);
  return false;
}

bool HttpConnection::account_body() {
  const std::size_t bytes = parser_.request().body.size();
  if (bytes <= reserved_body_) return true;
  if (context_.reserve_body(bytes - reserved_body_)) {
    reserved_body_ = bytes;
    return true;
  }
  fail(503, "the server is reading too many large requests");
  return false;
}

void HttpConnection::release_body() {
  if (reserved_body_ > 0) context_.release_body(std::exchange(reserved_body_, 0));
}

void HttpConnection::on_written(bool done) {
  is_writing_ = false;
  if (state_ == State::kClosed) return listening_.reset();
  if (!done) return close();
  if (std::exchange(is_continuing_, false)) {
    if (context_.metrics != nullptr) context_.metrics->sent(kContinue.size());
    return state_ == State::kBody ? read_more() : void();
  }
  if (state_ == State::kStreaming) {
    listening_->being_sent.clear();
    if (!listening_->waiting.empty()) return flush();
    deadline_ = Clock::time_point::max();
    if (listening_->is_ending) finish_exchange();
    return;
  }
  if (state_ == State::kWriting) finish_exchange();
}

void HttpConnection::finish_exchange() {
  record();
  leave_stream();
  if (keep_alive_) return begin_request();
  end();
}

void HttpConnection::end() {
  state_ = State::kEnding;
  deadline_ = Clock::now() + kEndingTime;
  stream_->shut_down(shared_from_this());
}

void HttpConnection::on_shut_down() {
  // A stream waits for what its client says already.
  if (state_ == State::kEnding && !is_reading_) read(buffer_);
}

void HttpConnection::close() {
  if (state_ == State::kClosed) return;
  stream_->close();
  leave();
}

void HttpConnection::cut() {
  if (state_ == State::kClosed) return;
  stream_->reset();
  leave();
}

void HttpConnection::leave() {
  const State before = std::exchange(state_, State::kClosed);
  // An answer that was cut, or a request that was not answered.
  if (before != State::kIdle) record();
  leave_stream();
  // A worker may be reading the body.
  if (before != State::kHandling) release_body();
  thread_.remove(shared_from_this());
}

void HttpConnection::tick(Clock::time_point now) {
  if (state_ == State::kClosed) return;
  if (state_ == State::kStreaming) beat(now);
  if (now < deadline_) return;
  switch (state_) {
    case State::kHead:
      return fail(408, "the head of the request took too long");
    case State::kBody:
      // While "100 Continue" is being written nothing else can be.
      return is_writing_ ? close() : fail(408, "the body of the request took too long");
    case State::kWriting:
    case State::kStreaming:
      return cut();
    default:
      return close();
  }
}

void HttpConnection::drain() {
  keep_alive_ = false;
  switch (state_) {
    case State::kHandshake:
    case State::kIdle:
      deadline_ = std::min(deadline_, Clock::now() + kDrainGrace);
      return;
    case State::kStreaming:
      return say_goodbye("the server stops");
    default:
      return;
  }
}

}  // namespace tenon
