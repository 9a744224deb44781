#include "http/io_loop.h"

#include <sys/socket.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <thread>

namespace tenon {

namespace asio = boost::asio;

class IoLoop::Impl {
 public:
  Impl() : context(1), guard(asio::make_work_guard(context)), timer(context) {}

  void schedule() {
    timer.expires_after(period);
    timer.async_wait([this](const boost::system::error_code& ec) {
      if (ec) return;
      tick();
      schedule();
    });
  }

  asio::io_context context;
  asio::executor_work_guard<asio::io_context::executor_type> guard;
  asio::steady_timer timer;
  std::chrono::milliseconds period{};
  std::function<void()> tick;
  std::thread thread;
};

IoLoop::IoLoop() : impl_(std::make_unique<Impl>()) {}

IoLoop::~IoLoop() {
  stop();
}

void IoLoop::start(std::chrono::milliseconds period, std::function<void()> tick) {
  impl_->period = period;
  impl_->tick = std::move(tick);
  impl_->schedule();
  impl_->thread = std::thread([this] { impl_->context.run(); });
}

void IoLoop::post(std::function<void()> task) {
  asio::post(impl_->context, std::move(task));
}

void IoLoop::stop() {
  impl_->context.stop();
  if (impl_->thread.joinable()) impl_->thread.join();
}

asio::io_context& IoLoop::context() {
  return impl_->context;
}

class Acceptor::Impl : public std::enable_shared_from_this<Acceptor::Impl> {
 public:
  Impl(IoLoop& owner, int listening_socket, std::function<void(int)> callee)
      : loop(owner),
        descriptor(owner.context(), listening_socket),
        timer(owner.context()),
        accepted(std::move(callee)) {}

  void wait() {
    descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                          [self = shared_from_this()](const boost::system::error_code& ec) {
                            if (!ec) self->accept_some();
                          });
  }

  void accept_some() {
    // Not all at once: the connections that are there have to be served too.
    for (int i = 0; i < 64 && descriptor.is_open(); ++i) {
      const int fresh = accept4(descriptor.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fresh >= 0) {
        accepted(fresh);
        continue;
      }
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) break;
      // No descriptors or memory left: the wait would end at once, for as long as the connection stays in the
      // queue.
      timer.expires_after(std::chrono::milliseconds(100));
      timer.async_wait([self = shared_from_this()](const boost::system::error_code& ec) {
        if (!ec && self->descriptor.is_open()) self->accept_some();
      });
      return;
    }
    if (descriptor.is_open()) wait();
  }

  IoLoop& loop;
  asio::posix::stream_descriptor descriptor;
  asio::steady_timer timer;
  std::function<void(int)> accepted;
};

Acceptor::Acceptor(IoLoop& loop, int listening_socket, std::function<void(int)> accepted)
    : impl_(std::make_shared<Impl>(loop, listening_socket, std::move(accepted))) {}

Acceptor::~Acceptor() = default;

void Acceptor::start() {
  impl_->loop.post([impl = impl_] { impl->wait(); });
}

void Acceptor::close() {
  impl_->loop.post([impl = impl_] {
    boost::system::error_code ignored;
    impl->timer.cancel();
    impl->descriptor.close(ignored);
  });
}

}  // namespace tenon
