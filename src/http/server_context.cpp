#include "http/server_context.h"

#include <array>
#include <charconv>
#include <random>

#include "http/access_log.h"
#include "http/metrics.h"

namespace tenon {
namespace {

std::string random_prefix() {
  std::random_device device;
  const std::uint64_t bits = (std::uint64_t{device()} << 32U | device()) & 0xFFFFFFFFFFFFU;
  std::array<char, 16> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), bits, 16).ptr;
  return std::string(text.data(), end) + "-";
}

}  // namespace

ServerContext::ServerContext(HttpServerOptions given, HttpHandler& given_handler, EventHub& given_events,
                             AccessLog* given_log, HttpMetrics* given_metrics, AddressSet given_trusted)
    : options(std::move(given)),
      handler(given_handler),
      events(given_events),
      log(given_log),
      metrics(given_metrics),
      trusted(std::move(given_trusted)),
      workers(options.worker_threads, options.queued_requests,
              [this](std::size_t busy, std::size_t queued) {
                if (metrics != nullptr)
                  metrics->workers(static_cast<std::int64_t>(busy), static_cast<std::int64_t>(queued));
              }),
      id_prefix_(random_prefix()) {}

std::string ServerContext::next_request_id() {
  std::array<char, 20> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), ++last_id_, 16).ptr;
  return id_prefix_ + std::string(text.data(), end);
}

int ServerContext::admit(const std::string& peer) {
  const bool is_proxy = trusted.contains(peer);
  const std::lock_guard lock(mutex_);
  if (connections_ >= options.connections) return 503;
  std::size_t& of_address = by_address_[peer];
  if (!is_proxy && of_address >= options.connections_per_address) return 429;
  ++of_address;
  ++connections_;
  return 0;
}

void ServerContext::release(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  const auto place = by_address_.find(peer);
  if (place != by_address_.end() && --place->second == 0) by_address_.erase(place);
  if (--connections_ == 0) empty_.notify_all();
}

bool ServerContext::wait_until_empty(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return empty_.wait_for(lock, limit, [this] { return connections_ == 0; });
}

bool ServerContext::reserve_body(std::size_t bytes) {
  if (body_bytes_.fetch_add(bytes) + bytes <= options.bodies_bytes) return true;
  body_bytes_ -= bytes;
  return false;
}

void ServerContext::report(std::string_view level, std::string_view text, std::string_view request_id) const {
  if (log != nullptr) log->problem(level, text, request_id);
}

}  // namespace tenon
