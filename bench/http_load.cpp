// Load on an HTTP server, and how long it takes to answer.
//
//   http_load --url http://127.0.0.1:8080/path [--connections 200] [--seconds 10] [--header "Name: value"]...
//     Closed loop: each connection sends its next request when it has the whole answer to the last. Prints
//     requests a second, percentiles of the time from sending a request to the last byte of its answer,
//     answers that were not 2xx or 304, and errors (a connection that broke, an answer that could not be
//     read); a broken connection is opened anew.
//
//   http_load --url http://127.0.0.1:8080/events --listeners 2000 --publish http://127.0.0.1:8080/publish
//             [--method POST] [--seconds 10] [--header ...]
//     Opens event streams, then asks for `publish` once a second, which must cause one event on all of them,
//     and prints the time from sending that request until the first, half and the last of them have the
//     event.
//
// One thread, no TLS, answers with Content-Length.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Url {
  sockaddr_in address{};
  std::string host;
  std::string path;
};

struct Options {
  std::string url;
  std::string publish;
  std::string method = "POST";
  std::vector<std::string> headers;
  std::size_t connections = 200;
  std::size_t listeners = 0;
  double seconds = 10;
};

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "http_load: %s\n", why.c_str());
  std::exit(2);
}

Url parse_url(std::string_view text) {
  constexpr std::string_view kScheme = "http://";
  if (!text.starts_with(kScheme)) stop("'" + std::string(text) + "' does not begin with http://");
  text.remove_prefix(kScheme.size());
  Url url;
  const std::size_t slash = std::min(text.find('/'), text.size());
  url.host = text.substr(0, slash);
  url.path = slash == text.size() ? "/" : std::string(text.substr(slash));
  const std::size_t colon = std::min(url.host.find(':'), url.host.size());
  const std::string name = url.host.substr(0, colon) == "localhost" ? "127.0.0.1" : url.host.substr(0, colon);
  url.address.sin_family = AF_INET;
  const int port = colon < url.host.size() ? std::atoi(url.host.c_str() + colon + 1) : 80;
  url.address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (inet_pton(AF_INET, name.c_str(), &url.address.sin_addr) != 1) stop("'" + name + "' is no IPv4 address");
  return url;
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (i + 1 == argc) stop("no value for " + name + "; see the head of bench/http_load.cpp");
    const char* value = argv[++i];
    if (name == "--url") {
      options.url = value;
    } else if (name == "--publish") {
      options.publish = value;
    } else if (name == "--method") {
      options.method = value;
    } else if (name == "--header") {
      options.headers.emplace_back(value);
    } else if (name == "--connections") {
      options.connections = std::strtoul(value, nullptr, 10);
    } else if (name == "--listeners") {
      options.listeners = std::strtoul(value, nullptr, 10);
    } else if (name == "--seconds") {
      options.seconds = std::atof(value);
    } else {
      stop("unknown option " + name);
    }
  }
  if (options.url.empty() || options.connections == 0)
    stop("usage: http_load --url http://127.0.0.1:PORT/path ...");
  return options;
}

std::string request_text(const std::string& method, const Url& url, const Options& options) {
  std::string text = method + " " + url.path + " HTTP/1.1\r\nHost: " + url.host + "\r\n";
  for (const std::string& header : options.headers) text += header + "\r\n";
  if (method != "GET") text += "Content-Length: 0\r\n";
  return text + "\r\n";
}

int connect_to(const Url& url) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&url.address), sizeof url.address) == 0)
    return descriptor;
  close(descriptor);
  return -1;
}

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

double milliseconds(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

double percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

struct Answer {
  std::size_t bytes = 0;  // head and body
  int status = 0;
};

// The first answer in the bytes, if it is whole; status 0: it is none.
std::optional<Answer> find_answer(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  if (!bytes.starts_with("HTTP/1.1 ")) return Answer{};
  std::size_t length = 0;
  for (const std::string_view name :
       {std::string_view("\r\ncontent-length:"), std::string_view("\r\nContent-Length:")}) {
    const std::size_t at = bytes.substr(0, end).find(name);
    if (at != std::string_view::npos) length = std::strtoul(bytes.data() + at + name.size(), nullptr, 10);
  }
  if (bytes.size() < end + 4 + length) return std::nullopt;
  return Answer{.bytes = end + 4 + length, .status = std::atoi(bytes.data() + 9)};
}

class Watch {
 public:
  Watch() : descriptor_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~Watch() { close(descriptor_); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  void add(int descriptor, std::uint32_t number) const {
    epoll_event event{.events = EPOLLIN, .data = {.u32 = number}};
    epoll_ctl(descriptor_, EPOLL_CTL_ADD, descriptor, &event);
  }
  // Calls body(number) for what can be read.
  template <class Body>
  void wait(int limit_ms, const Body& body) {
    const int count = epoll_wait(descriptor_, events_.data(), static_cast<int>(events_.size()), limit_ms);
    for (int i = 0; i < count; ++i) body(events_[static_cast<std::size_t>(i)].data.u32);
  }

 private:
  int descriptor_;
  std::array<epoll_event, 512> events_{};
};

struct Client {
  int descriptor = -1;
  std::string bytes;
  Clock::time_point sent{};
};

int run_requests(const Options& options) {
  const Url url = parse_url(options.url);
  const std::string request = request_text("GET", url, options);
  Watch watch;
  std::vector<Client> clients(options.connections);
  std::uint64_t errors = 0;
  std::uint64_t other_statuses = 0;
  std::uint64_t received = 0;
  std::vector<double> times;
  times.reserve(1U << 20U);
  const auto open = [&](std::size_t number) {
    Client& client = clients[number];
    if (client.descriptor >= 0) close(client.descriptor);
    client.bytes.clear();
    client.descriptor = connect_to(url);
    if (client.descriptor < 0) return false;
    watch.add(client.descriptor, static_cast<std::uint32_t>(number));
    client.sent = Clock::now();
    return send_all(client.descriptor, request);
  };
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    if (!open(i)) stop("cannot connect to " + options.url + ": " + std::strerror(errno));
  }
  const auto end =
      begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options.seconds));
  std::array<char, 65536> space{};
  while (Clock::now() < end) {
    watch.wait(100, [&](std::uint32_t number) {
      Client& client = clients[number];
      const ssize_t got = recv(client.descriptor, space.data(), space.size(), MSG_DONTWAIT);
      if (got < 0 && errno == EAGAIN) return;
      if (got <= 0) {
        ++errors;
        if (!open(number)) usleep(10'000);
        return;
      }
      received += static_cast<std::uint64_t>(got);
      client.bytes.append(space.data(), static_cast<std::size_t>(got));
      const auto answer = find_answer(client.bytes);
      if (!answer) return;
      const auto now = Clock::now();
      if (answer->status == 0 || answer->bytes != client.bytes.size()) {
        ++errors;
        open(number);
        return;
      }
      times.push_back(milliseconds(now - client.sent));
      if (answer->status != 304 && answer->status / 100 != 2) ++other_statuses;
      client.bytes.clear();
      client.sent = now;
      if (!send_all(client.descriptor, request)) {
        ++errors;
        open(number);
      }
    });
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::sort(times.begin(), times.end());
  std::printf(
      "%zu connections, %.1f s: %.0f requests/s, %.1f MB/s; ms: p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, "
      "max %.2f; "
      "%llu not 2xx or 304, %llu errors\n",
      options.connections, seconds, static_cast<double>(times.size()) / seconds,
      static_cast<double>(received) / seconds / 1e6, percentile(times, 0.5), percentile(times, 0.9),
      percentile(times, 0.99), percentile(times, 0.999), times.empty() ? 0 : times.back(),
      static_cast<unsigned long long>(other_statuses), static_cast<unsigned long long>(errors));
  return times.empty() ? 1 : 0;
}

// Events with data in the bytes, which are taken off it up to the last whole one.
std::size_t take_events(std::string& bytes) {
  std::size_t events = 0;
  std::size_t begin = 0;
  for (std::size_t end = bytes.find("\n\n"); end != std::string::npos; end = bytes.find("\n\n", begin)) {
    if (std::string_view(bytes).substr(begin, end - begin).find("data:") != std::string_view::npos) ++events;
    begin = end + 2;
  }
  bytes.erase(0, begin);
  return events;
}

int run_listeners(const Options& options) {
  const Url url = parse_url(options.url);
  const Url publish = parse_url(options.publish);
  const std::string request = request_text("GET", url, options);
  Watch watch;
  std::vector<Client> clients(options.listeners);
  std::array<char, 65536> space{};
  std::size_t opened = 0;
  std::size_t closed = 0;
  std::vector<double> times;
  Clock::time_point published{};
  const auto receive = [&](std::uint32_t number) {
    Client& client = clients[number];
    const ssize_t got = recv(client.descriptor, space.data(), space.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      ++closed;
      close(client.descriptor);
      return;
    }
    const bool was_open = client.sent != Clock::time_point{};
    client.bytes.append(space.data(), static_cast<std::size_t>(got));
    if (!was_open) {
      const std::size_t end = client.bytes.find("\r\n\r\n");
      if (end == std::string::npos) return;
      if (!client.bytes.starts_with("HTTP/1.1 200 ")) stop("a listener got " + client.bytes.substr(0, end));
      client.bytes.erase(0, end + 4);
      client.sent = Clock::now();
      ++opened;
    }
    const std::size_t events = take_events(client.bytes);
    if (events > 0) times.insert(times.end(), events, milliseconds(Clock::now() - published));
  };
  const auto begin_opening = Clock::now();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    clients[i].descriptor = connect_to(url);
    if (clients[i].descriptor < 0) stop(std::string("cannot connect: ") + std::strerror(errno));
    watch.add(clients[i].descriptor, static_cast<std::uint32_t>(i));
    if (!send_all(clients[i].descriptor, request)) stop("a connection broke while it was opened");
    watch.wait(0, receive);
  }
  while (opened + closed < clients.size() && Clock::now() < begin_opening + std::chrono::seconds(30))
    watch.wait(100, receive);
  std::printf("%zu listeners open after %.0f ms\n", opened, milliseconds(Clock::now() - begin_opening));

  const int publisher = connect_to(publish);
  const std::string publishing = request_text(options.method, publish, options);
  std::vector<double> first;
  std::vector<double> half;
  std::vector<double> last;
  std::size_t missing = 0;
  for (int round = 0; round < static_cast<int>(options.seconds); ++round) {
    times.clear();
    published = Clock::now();
    if (!send_all(publisher, publishing)) stop("the connection of the publisher broke");
    while (times.size() + closed < clients.size() && Clock::now() < published + std::chrono::seconds(10))
      watch.wait(100, receive);
    missing += clients.size() - std::min(clients.size(), times.size());
    if (!times.empty()) {
      first.push_back(times.front());
      half.push_back(times[times.size() / 2]);
      last.push_back(times.back());
    }
    recv(publisher, space.data(), space.size(), 0);
    while (Clock::now() < published + std::chrono::seconds(1)) watch.wait(10, receive);
  }
  for (auto* list : {&first, &half, &last}) std::sort(list->begin(), list->end());
  std::printf(
      "%zu events to %zu listeners; ms from publishing, median (largest): first %.2f (%.2f), half %.2f "
      "(%.2f), "
      "last %.2f (%.2f); %zu receipts missing, %zu streams closed\n",
      last.size(), clients.size(), percentile(first, 0.5), first.empty() ? 0 : first.back(),
      percentile(half, 0.5), half.empty() ? 0 : half.back(), percentile(last, 0.5),
      last.empty() ? 0 : last.back(), missing, closed);
  return missing == 0 && !last.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  if (options.listeners == 0) return run_requests(options);
  if (options.publish.empty()) stop("--listeners needs --publish");
  return run_listeners(options);
}
