#include "http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <sstream>
#include <tuple>

namespace tenon {
namespace {

constexpr std::size_t kMostRoutes = 256;
constexpr std::string_view kOther = "other";

const prometheus::Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,    0.25,  0.5,    1,     2.5,  5,     10};

std::string_view known_method(std::string_view method) {
  constexpr std::array<std::string_view, 9> kMethods{"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                     "CONNECT", "OPTIONS", "TRACE", "PATCH"};
  const auto found = std::find(kMethods.begin(), kMethods.end(), method);
  return found == kMethods.end() ? kOther : *found;
}

}  // namespace

class HttpMetrics::Impl {
 public:
  Impl()
      : requests(prometheus::BuildCounter()
                     .Name("tenon_http_requests_total")
                     .Help("Requests by route, method and class of the status")
                     .Register(registry)),
        durations(prometheus::BuildHistogram()
                      .Name("tenon_http_request_seconds")
                      .Help("From the first byte of a request to the end of its answer")
                      .Register(registry)),
        connections(gauge("tenon_http_connections", "Open connections")),
        workers_busy(gauge("tenon_http_workers_busy", "Workers that answer a request")),
        requests_queued(gauge("tenon_http_requests_queued", "Requests that wait for a worker")),
        listeners(gauge("tenon_http_event_listeners", "Open event streams")),
        connections_total(counter("tenon_http_connections_total", "Connections that were taken")),
        refused_total(counter("tenon_http_connections_refused_total", "Connections beyond the limits")),
        received_bytes(counter("tenon_http_received_bytes_total", "Bytes received, without those of TLS")),
        sent_bytes(counter("tenon_http_sent_bytes_total", "Bytes sent, without those of TLS")) {}

  prometheus::Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
  prometheus::Counter& counter(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
  }

  struct Route {
    // By method and class of the status.
    std::map<std::pair<std::string_view, int>, prometheus::Counter*> counts;
    prometheus::Histogram* seconds = nullptr;
  };

  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests;
  prometheus::Family<prometheus::Histogram>& durations;
  prometheus::Gauge& connections;
  prometheus::Gauge& workers_busy;
  prometheus::Gauge& requests_queued;
  prometheus::Gauge& listeners;
  prometheus::Counter& connections_total;
  prometheus::Counter& refused_total;
  prometheus::Counter& received_bytes;
  prometheus::Counter& sent_bytes;

  // Finding a metric by its labels costs the library a hash of all of them.
  std::mutex mutex;
  std::map<std::string, Route, std::less<>> routes;
};

HttpMetrics::HttpMetrics() : impl_(std::make_unique<Impl>()) {}
HttpMetrics::~HttpMetrics() = default;

void HttpMetrics::request(std::string_view route, std::string_view method, int status, double seconds) {
  if (route.empty()) route = kOther;
  const std::string_view verb = known_method(method);
  const int status_class = status / 100;
  prometheus::Counter* count = nullptr;
  prometheus::Histogram* histogram = nullptr;
  {
    const std::lock_guard lock(impl_->mutex);
    auto place = impl_->routes.find(route);
    if (place == impl_->routes.end() && impl_->routes.size() >= kMostRoutes) {
      route = kOther;
      place = impl_->routes.find(route);
    }
    if (place == impl_->routes.end()) {
      place = impl_->routes.emplace(std::string(route), Impl::Route{}).first;
      place->second.seconds = &impl_->durations.Add({{"route", std::string(route)}}, kSeconds);
    }
    histogram = place->second.seconds;
    prometheus::Counter*& known = place->second.counts[{verb, status_class}];
    if (known == nullptr)
      known = &impl_->requests.Add(
          {{"route", std::string(route)},
           {"method", std::string(verb)},
           {"status", status_class == 0 ? "none" : std::to_string(status_class) + "xx"}});
    count = known;
  }
  count->Increment();
  histogram->Observe(seconds);
}

void HttpMetrics::connection_opened() {
  impl_->connections.Increment();
  impl_->connections_total.Increment();
}
void HttpMetrics::connection_closed() {
  impl_->connections.Decrement();
}
void HttpMetrics::connection_refused() {
  impl_->refused_total.Increment();
}
void HttpMetrics::workers(std::int64_t busy, std::int64_t queued) {
  impl_->workers_busy.Set(static_cast<double>(busy));
  impl_->requests_queued.Set(static_cast<double>(queued));
}
void HttpMetrics::listener_opened() {
  impl_->listeners.Increment();
}
void HttpMetrics::listener_closed() {
  impl_->listeners.Decrement();
}
void HttpMetrics::received(std::uint64_t bytes) {
  impl_->received_bytes.Increment(static_cast<double>(bytes));
}
void HttpMetrics::sent(std::uint64_t bytes) {
  impl_->sent_bytes.Increment(static_cast<double>(bytes));
}

std::string HttpMetrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, impl_->registry.Collect());
  return out.str();
}

}  // namespace tenon
