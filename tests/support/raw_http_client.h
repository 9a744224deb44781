// A client of HTTP on a plain socket that sends exactly what a test says and reads what comes.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tenon::testing {

struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; of several the last
  std::string head;
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port, const char* address = "127.0.0.1") {
    descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    inet_pton(AF_INET, address, &to.sin_addr);
    if (connect(descriptor_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) close();
  }
  RawClient(RawClient&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), bytes_(std::move(other.bytes_)) {}
  RawClient& operator=(RawClient&&) = delete;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { close(); }

  [[nodiscard]] bool is_connected() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  void close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }
  // The other side is sent RST.
  void reset() {
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
  }
  void finish_sending() { shutdown(descriptor_, SHUT_WR); }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // More bytes into the buffer; false at the end, on an error, or when the time is over.
  bool receive(std::chrono::milliseconds limit = std::chrono::seconds(5)) {
    pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
    is_closed_ = false;
    if (descriptor_ < 0 || poll(&waiting, 1, static_cast<int>(limit.count())) <= 0) return false;
    char space[65536];
    const ssize_t got = recv(descriptor_, space, sizeof space, 0);
    is_closed_ = got <= 0;
    if (got <= 0) return false;
    bytes_.append(space, static_cast<std::size_t>(got));
    return true;
  }

  // Whether the other side closes within the time; what it sends before is kept.
  bool wait_for_close(std::chrono::milliseconds limit = std::chrono::seconds(5)) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < end) {
      if (!receive(std::chrono::milliseconds(50)) && is_closed_) return true;
    }
    return false;
  }

  // Reads until the text has come; false: it did not.
  bool wait_for(std::string_view text, std::chrono::milliseconds limit = std::chrono::seconds(5)) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (bytes_.find(text) == std::string::npos) {
      if (std::chrono::steady_clock::now() > end) return false;
      if (!receive(std::chrono::milliseconds(50)) && is_closed_) break;
    }
    return bytes_.find(text) != std::string::npos;
  }

  // The next answer, whole; nullopt: something else came, or nothing.
  std::optional<RawResponse> read_response(bool is_head = false) {
    std::size_t end = 0;
    while ((end = bytes_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return std::nullopt;
    }
    RawResponse response;
    response.head = bytes_.substr(0, end + 2);
    bytes_.erase(0, end + 4);
    if (!parse_head(response)) return std::nullopt;
    const bool has_body =
        !is_head && response.status >= 200 && response.status != 204 && response.status != 304;
    if (!has_body) return response;
    const auto length = response.headers.find("content-length");
    if (length == response.headers.end()) {
      while (receive()) {
      }
      response.body = std::exchange(bytes_, {});
      return response;
    }
    const std::size_t size = std::strtoull(length->second.c_str(), nullptr, 10);
    while (bytes_.size() < size) {
      if (!receive()) return std::nullopt;
    }
    response.body = bytes_.substr(0, size);
    bytes_.erase(0, size);
    return response;
  }

  std::optional<RawResponse> ask(std::string_view request) {
    return send(request) ? read_response(request.starts_with("HEAD ")) : std::nullopt;
  }

  // Received and not read.
  std::string& bytes() { return bytes_; }

 private:
  static bool parse_head(RawResponse& response) {
    const std::string& head = response.head;
    if (!head.starts_with("HTTP/1.1 ") || head.size() < 14 || head[12] != ' ') return false;
    response.status = std::atoi(head.c_str() + 9);
    for (std::size_t begin = head.find("\r\n") + 2; begin < head.size();) {
      const std::size_t end = head.find("\r\n", begin);
      const std::size_t colon = head.find(": ", begin);
      if (colon == std::string::npos || colon > end) return false;
      std::string name = head.substr(begin, colon - begin);
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      response.headers[name] = head.substr(colon + 2, end - colon - 2);
      begin = end + 2;
    }
    return true;
  }

  int descriptor_ = -1;
  bool is_closed_ = false;
  std::string bytes_;
};

}  // namespace tenon::testing
