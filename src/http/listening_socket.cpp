#include "http/listening_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "http/forwarded.h"

namespace tenon {

Result<ListeningSocket> listen_on(const std::string& address, std::uint16_t port) {
  const std::string place =
      (address.find(':') == std::string::npos ? address : "[" + address + "]") + ":" + std::to_string(port);
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  const sockaddr* bound = nullptr;
  socklen_t size = 0;
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    bound = reinterpret_cast<const sockaddr*>(&v4);
    size = sizeof v4;
  } else if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    bound = reinterpret_cast<const sockaddr*>(&v6);
    size = sizeof v6;
  } else {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + address + "' is no address to listen on; give one such as 127.0.0.1, 0.0.0.0 or ::"};
  }
  const auto fail = [&](int descriptor, const char* what) {
    const int reason = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (reason == EADDRINUSE)
      return Error{ErrorCode::kConflict, place + " is taken: another program listens there"};
    if (reason == EADDRNOTAVAIL)
      return Error{ErrorCode::kInvalidArgument, "this machine has no interface with the address " + address};
    return Error{ErrorCode::kIo,
                 std::string(what) + " " + place + ": " + std::generic_category().message(reason)};
  };
  const int descriptor = socket(bound->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return fail(descriptor, "socket for");
  const int on = 1;
  const int off = 0;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // "::" stands for IPv4 as well.
  if (bound->sa_family == AF_INET6) setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  if (bind(descriptor, bound, size) != 0) return fail(descriptor, "bind to");
  if (listen(descriptor, SOMAXCONN) != 0) return fail(descriptor, "listen on");
  sockaddr_storage real{};
  socklen_t real_size = sizeof real;
  if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&real), &real_size) != 0)
    return fail(descriptor, "listen on");
  const std::uint16_t network_port = real.ss_family == AF_INET
                                         ? reinterpret_cast<const sockaddr_in*>(&real)->sin_port
                                         : reinterpret_cast<const sockaddr_in6*>(&real)->sin6_port;
  return ListeningSocket{.descriptor = descriptor, .port = ntohs(network_port)};
}

std::string peer_address(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* bits = address.ss_family == AF_INET
                         ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(&address)->sin_addr)
                         : &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr;
  if (inet_ntop(address.ss_family, bits, text.data(), text.size()) == nullptr) return {};
  return plain_address(text.data()).value_or("");
}

void raise_open_files(std::size_t count) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace tenon
