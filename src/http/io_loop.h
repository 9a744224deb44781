// A thread that waits for sockets and runs what is posted to it, one thing after the other.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace tenon {

class IoLoop {
 public:
  IoLoop();
  IoLoop(const IoLoop&) = delete;
  IoLoop& operator=(const IoLoop&) = delete;
  ~IoLoop();  // stops

  // Runs `tick` on the thread every `period` until stopped. Call once.
  void start(std::chrono::milliseconds period, std::function<void()> tick);
  // From any thread; runs later, never inside the call.
  void post(std::function<void()> task);
  // Ends the thread; what was posted and did not run yet is dropped. Not from the thread itself.
  void stop();

  boost::asio::io_context& context();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Calls `accepted` on the loop's thread for each new connection of a listening socket, which it owns. The
// callee owns the descriptor (non-blocking, close-on-exec). Where the system has no more descriptors it waits
// and goes on.
class Acceptor {
 public:
  Acceptor(IoLoop& loop, int listening_socket, std::function<void(int descriptor)> accepted);
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;
  ~Acceptor();

  void start();
  void close();  // from any thread; connections that the system has taken and nobody has fetched are reset

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace tenon
