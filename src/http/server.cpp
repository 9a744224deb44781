#include "http/server.h"

#include <unistd.h>

#include <optional>
#include <vector>

#include "http/io_loop.h"
#include "http/listening_socket.h"
#include "http/metrics.h"
#include "http/server_context.h"
#include "http/serving_thread.h"
#include "http/tls.h"

namespace tenon {
namespace {

// Files that the rest of the program may have open: databases, logs.
constexpr std::size_t kOtherFiles = 512;

Result<void> check(const HttpServerOptions& options) {
  const auto refuse = [](const std::string& what) {
    return Error{ErrorCode::kInvalidArgument, "server: " + what};
  };
  if (options.io_threads == 0 || options.worker_threads == 0) return refuse("there must be threads");
  if (options.connections == 0 || options.connections_per_address == 0)
    return refuse("there must be room for connections");
  if (options.header_bytes < 1024 || options.header_bytes > std::size_t{1024} * 1024)
    return refuse("the head of a request must be permitted 1 KiB to 1 MiB");
  for (const auto time :
       {options.header_time, options.body_time, options.idle_time, options.write_time, options.heartbeat}) {
    if (time.count() <= 0) return refuse("time limits must be above 0");
  }
  if (options.certificate_file.empty() != options.key_file.empty())
    return refuse("TLS needs a certificate and a key");
  return {};
}

}  // namespace

// Threads are started last and stopped first. The order of stopping: the acceptor, the connections, the
// workers, who post to the serving threads, then those.
class HttpServer::Impl {
 public:
  Impl(HttpServerOptions options, HttpHandler& handler, EventHub& events, AccessLog* log,
       HttpMetrics* metrics, AddressSet trusted, std::optional<TlsContext> tls, ListeningSocket socket)
      : tls_(std::move(tls)),
        port_(socket.port),
        context_(std::move(options), handler, events, log, metrics, std::move(trusted)) {
    for (unsigned i = 0; i < context_.options.io_threads; ++i)
      threads_.push_back(std::make_unique<ServingThread>(context_, tls_ ? &*tls_ : nullptr));
    acceptor_ = std::make_unique<Acceptor>(threads_[0]->loop(), socket.descriptor,
                                           [this](int descriptor) { accepted(descriptor); });
    for (const auto& thread : threads_) thread->start();
    acceptor_->start();
  }

  ~Impl() { stop(); }

  [[nodiscard]] std::uint16_t port() const { return port_; }

  bool drain(std::chrono::milliseconds limit) {
    if (is_stopped_) return true;
    context_.set_draining();
    acceptor_->close();
    for (const auto& thread : threads_) thread->post([raw = thread.get()] { raw->drain(); });
    const bool all_done = context_.wait_until_empty(limit);
    stop();
    return all_done;
  }

  void stop() {
    if (is_stopped_) return;
    is_stopped_ = true;
    context_.set_draining();
    acceptor_->close();
    // Clients of handlers that run are not kept waiting for them.
    for (const auto& thread : threads_) thread->close_connections();
    context_.workers.stop();
    for (const auto& thread : threads_) thread->stop();
  }

 private:
  // On the first thread.
  void accepted(int descriptor) {
    std::string peer = peer_address(descriptor);
    if (peer.empty() || context_.is_draining()) {
      ::close(descriptor);
      return;
    }
    const int refusal = context_.admit(peer);
    if (refusal != 0 && context_.metrics != nullptr) context_.metrics->connection_refused();
    ServingThread& thread = *threads_[next_++ % threads_.size()];
    thread.post(
        [&thread, descriptor, peer = std::move(peer), refusal] { thread.adopt(descriptor, peer, refusal); });
  }

  std::optional<TlsContext> tls_;
  std::uint16_t port_;
  ServerContext context_;
  std::vector<std::unique_ptr<ServingThread>> threads_;
  std::unique_ptr<Acceptor> acceptor_;
  std::size_t next_ = 0;
  bool is_stopped_ = false;
};

Result<HttpServer> HttpServer::start(HttpServerOptions options, HttpHandler& handler, EventHub& events,
                                     AccessLog* log, HttpMetrics* metrics) {
  if (auto sound = check(options); !sound) return sound.error();
  auto trusted = AddressSet::parse(options.trusted_proxies);
  if (!trusted) return Error{ErrorCode::kInvalidArgument, "trusted proxies: " + trusted.error().message};
  std::optional<TlsContext> tls;
  if (!options.certificate_file.empty()) {
    auto loaded = TlsContext::load(options.certificate_file, options.key_file);
    if (!loaded) return loaded.error();
    tls = std::move(loaded).value();
  }
  const auto socket = listen_on(options.address, options.port);
  if (!socket) return socket.error();
  raise_open_files(options.connections + kOtherFiles);
  return HttpServer(std::make_unique<Impl>(std::move(options), handler, events, log, metrics,
                                           std::move(trusted).value(), std::move(tls), *socket));
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
  return impl_->port();
}

bool HttpServer::drain(std::chrono::milliseconds limit) {
  return impl_->drain(limit);
}

void HttpServer::stop() {
  impl_->stop();
}

}  // namespace tenon
