// The part of a connection that passes events on.
#include <utility>

#include "http/connection.h"
#include "http/metrics.h"
#include "http/response_head.h"
#include "http/server_context.h"
#include "http/serving_thread.h"

namespace tenon {
namespace {

constexpr std::size_t kFramesAtOnce = 64;

std::shared_ptr<const std::string> heartbeat_frame() {
  static const auto frame = std::make_shared<const std::string>(":\n\n");
  return frame;
}

}  // namespace

void HttpConnection::open_stream(EventStreamReply reply) {
  const HttpRequest& request = parser_.request();
  release_body();
  // An event stream ends with its connection.
  keep_alive_ = false;
  HttpResponse response;
  response.content_type = "text/event-stream";
  response.headers = reply.headers;
  ResponseHeadFrame frame{.request_id = request.id,
                          .date = thread_.date(),
                          .keep_alive = false,
                          .minor_version = parser_.minor_version(),
                          .strict_transport = std::nullopt,
                          .length = std::nullopt};
  if (request.is_secure && context_.options.strict_transport.count() > 0)
    frame.strict_transport = context_.options.strict_transport;
  auto head = write_response_head(response, frame);
  if (!head || request.method == "HEAD" || context_.is_draining()) {
    response.route = std::move(reply.route);
    response.account = std::move(reply.account);
    if (context_.is_draining()) return fail(503, "the server stops");
    return respond(std::move(response));
  }
  exchange_.status = response.status;
  exchange_.route = reply.route;
  exchange_.account = reply.account;

  const std::string* last_id = request.headers.find("last-event-id");
  EventHub::Opening opening = context_.events.open(
      reply.topics, last_id != nullptr ? std::string_view(*last_id) : std::string_view());
  listening_ = std::make_unique<Listening>();
  listening_->reply = std::move(reply);
  listening_->covered = opening.number;
  listening_->next_heartbeat = Clock::now() + context_.options.heartbeat;
  // Events from opening.number on are in the queue of this thread, behind what runs now.
  thread_.listen(shared_from_this(), listening_->reply.topics);
  if (context_.metrics != nullptr) context_.metrics->listener_opened();

  state_ = State::kStreaming;
  begin_ = end_ = 0;
  buffer_ = std::string(256, '\0');
  head_ = {};
  read(buffer_);
  *head += opening.frames;
  push(std::make_shared<const std::string>(std::move(*head)));
}

void HttpConnection::on_event(const SharedEvent& event) {
  if (state_ != State::kStreaming || listening_->is_ending || event->number <= listening_->covered) return;
  listening_->covered = event->number;
  // Shares the event and names its text.
  push(std::shared_ptr<const std::string>(event, &event->frame));
}

void HttpConnection::push(std::shared_ptr<const std::string> frame) {
  // What is being sent counts as well: it has not left the program.
  if (is_writing_ && listening_->waiting_bytes + frame->size() > context_.options.stream_bytes) {
    context_.report("warning", "a listener was too slow and was closed", parser_.request().id);
    return cut();
  }
  listening_->waiting_bytes += frame->size();
  listening_->waiting.push_back(std::move(frame));
  if (!is_writing_) flush();
}

void HttpConnection::flush() {
  auto& waiting = listening_->waiting;
  auto& sent = listening_->being_sent;
  std::vector<std::string_view> pieces;
  std::size_t bytes = 0;
  while (!waiting.empty() && sent.size() < kFramesAtOnce) {
    sent.push_back(std::move(waiting.front()));
    waiting.pop_front();
    bytes += sent.back()->size();
    pieces.emplace_back(*sent.back());
  }
  listening_->waiting_bytes -= bytes;
  exchange_.bytes += bytes;
  deadline_ = Clock::now() + context_.options.write_time;
  is_writing_ = true;
  stream_->write(shared_from_this(), pieces);
}

void HttpConnection::beat(Clock::time_point now) {
  if (listening_->is_ending || now < listening_->next_heartbeat) return;
  listening_->next_heartbeat = now + context_.options.heartbeat;
  if (!listening_->reply.may_go_on) {
    push(heartbeat_frame());
  } else if (!std::exchange(listening_->is_asking, true)) {
    thread_.ask_permission(shared_from_this(), listening_->reply.may_go_on);
  }
}

void HttpConnection::on_permission(bool may_go_on) {
  if (state_ != State::kStreaming || listening_->is_ending) return;
  listening_->is_asking = false;
  if (may_go_on) {
    push(heartbeat_frame());
  } else {
    say_goodbye("this stream may not go on");
  }
}

void HttpConnection::say_goodbye(std::string_view why) {
  if (listening_->is_ending) return;
  auto frame = std::make_shared<const std::string>(event_frame({}, "goodbye", why));
  push(std::move(frame));
  if (state_ == State::kStreaming) listening_->is_ending = true;
}

void HttpConnection::leave_stream() {
  if (!listening_) return;
  thread_.stop_listening(shared_from_this(), listening_->reply.topics);
  if (context_.metrics != nullptr) context_.metrics->listener_closed();
  // The bytes that are under way must stay until on_written.
  if (!is_writing_) listening_.reset();
}

}  // namespace tenon
