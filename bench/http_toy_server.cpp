// A server that does nothing but answer, for http_load:
//
//   http_toy_server [--port 8080] [--io-threads 1] [--workers 4] [--log FILE]
//
// GET /quick and /worker give 1 KB of JSON, on the thread of the connection and on a worker; /events is a
// stream, and any request for /publish an event of 200 bytes on it; /metrics. Ends when its standard input
// does.
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "http/access_log.h"
#include "http/event_hub.h"
#include "http/metrics.h"
#include "http/server.h"

namespace {

class Handler final : public tenon::HttpHandler {
 public:
  Handler(tenon::EventHub& events, tenon::HttpMetrics& metrics) : events_(events), metrics_(metrics) {
    std::string text = "{\"items\":[";
    while (text.size() < 1000) text += "{\"id\":\"product\",\"score\":0.75},";
    text.back() = ']';
    body_ = std::make_shared<const std::string>(text + "}");
  }

  std::optional<tenon::HttpResponse> handle_quickly(const tenon::HttpRequest& request) override {
    if (request.segments.size() != 1 || request.segments[0] != "quick") return std::nullopt;
    return answer("/quick");
  }
  tenon::HttpReply handle(const tenon::HttpRequest& request) override {
    const std::string what = request.segments.size() == 1 ? request.segments[0] : "";
    if (what == "worker") return answer("/worker");
    if (what == "events")
      return tenon::EventStreamReply{.topics = {"toy"},
                                     .may_go_on = [] { return true; },
                                     .headers = {},
                                     .route = "/events",
                                     .account = {}};
    if (what == "publish") {
      events_.publish("toy", "toy", std::string(200, 'x'));
      return answer("/publish");
    }
    if (what == "metrics")
      return tenon::make_response(200, std::string(tenon::HttpMetrics::kContentType), metrics_.text());
    return failure(404, "no such thing", request.id);
  }
  tenon::HttpResponse failure(int status, const std::string& detail, const std::string&) override {
    return tenon::make_response(status, "text/plain; charset=utf-8", detail + "\n");
  }

 private:
  [[nodiscard]] tenon::HttpResponse answer(const char* route) const {
    tenon::HttpResponse response;
    response.content_type = "application/json";
    response.body = body_;
    response.route = route;
    return response;
  }

  tenon::EventHub& events_;
  tenon::HttpMetrics& metrics_;
  std::shared_ptr<const std::string> body_;
};

const char* option(int argc, char** argv, const char* name, const char* fallback) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], name) == 0) return argv[i + 1];
  }
  return fallback;
}

}  // namespace

int main(int argc, char** argv) {
  tenon::EventHub events;
  tenon::HttpMetrics metrics;
  Handler handler(events, metrics);
  std::optional<tenon::AccessLog> log;
  if (const char* file = option(argc, argv, "--log", nullptr)) {
    auto opened = tenon::AccessLog::open({.file = file});
    if (!opened) {
      std::fprintf(stderr, "%s\n", opened.error().message.c_str());
      return 1;
    }
    log.emplace(std::move(opened).value());
  }
  tenon::HttpServerOptions options;
  options.port = static_cast<std::uint16_t>(std::atoi(option(argc, argv, "--port", "8080")));
  options.io_threads = static_cast<unsigned>(std::atoi(option(argc, argv, "--io-threads", "1")));
  options.worker_threads = static_cast<unsigned>(std::atoi(option(argc, argv, "--workers", "4")));
  options.connections = options.connections_per_address = 10'000;
  options.queued_requests = 4096;  // listeners come all at once
  auto server = tenon::HttpServer::start(options, handler, events, log ? &*log : nullptr, &metrics);
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().message.c_str());
    return 1;
  }
  std::printf("http://127.0.0.1:%u/\n", server->port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  server->drain(std::chrono::seconds(2));
  if (log)
    std::fprintf(stderr, "%llu lines of the log lost\n", static_cast<unsigned long long>(log->lost_lines()));
  return 0;
}
