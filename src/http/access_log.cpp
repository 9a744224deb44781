#include "http/access_log.h"

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/periodic_worker.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>

#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestTarget = 2048;
constexpr std::size_t kLongestAgent = 256;
constexpr std::size_t kLongestMethod = 32;
constexpr std::size_t kLongestProblem = 4096;

// Parts of names of parameters that hold what nobody who reads a log should have.
constexpr std::array kSecretWords{std::string_view("token"),   std::string_view("pass"),
                                  std::string_view("secret"),  std::string_view("code"),
                                  std::string_view("key"),     std::string_view("sign"),
                                  std::string_view("session"), std::string_view("credential"),
                                  std::string_view("auth"),    std::string_view("ticket")};

void append_escape(std::string& text, unsigned value) {
  std::array<char, 8> escape{};
  std::snprintf(escape.data(), escape.size(), "\\u%04x", value & 0xFFFFU);
  text += escape.data();
}

void append_json_text(std::string& line, std::string_view text, std::size_t longest) {
  if (text.size() > longest) {
    // Not in the middle of a character.
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) --longest;
    text = text.substr(0, longest);
  }
  line += '"';
  while (!text.empty()) {
    const std::string_view valid = text.substr(0, find_invalid_utf8(text));
    for (std::size_t i = 0; i < valid.size(); ++i) {
      const auto byte = static_cast<unsigned char>(valid[i]);
      const auto next = i + 1 < valid.size() ? static_cast<unsigned char>(valid[i + 1]) : 0U;
      if (byte == '"' || byte == '\\') {
        line += '\\';
        line += valid[i];
      } else if (byte < 0x20 || byte == 0x7F) {
        append_escape(line, byte);
      } else if (byte == 0xC2 && next < 0xA0) {
        // U+0080–U+009F, which terminals take for commands.
        append_escape(line, next);
        ++i;
      } else if (byte == 0xE2 && next == 0x80 && i + 2 < valid.size() &&
                 (static_cast<unsigned char>(valid[i + 2]) & 0xFEU) == 0xA8U) {
        append_escape(line, 0x2000U + (static_cast<unsigned char>(valid[i + 2]) & 0x3FU));
        i += 2;
      } else {
        line += valid[i];
      }
    }
    text.remove_prefix(valid.size());
    if (text.empty()) break;
    line += "\\ufffd";
    text.remove_prefix(1);
  }
  line += '"';
}

void append_member(std::string& line, std::string_view name, std::string_view value,
                   std::size_t longest = 256) {
  if (value.empty()) return;
  line.append(",\"").append(name).append("\":");
  append_json_text(line, value, longest);
}

std::string begin_line(std::chrono::system_clock::time_point time, std::string_view kind) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::microseconds>(time - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  std::string line;
  line.reserve(384);
  line.append("{\"time\":\"").append(text.data()).append("\",\"kind\":\"").append(kind).append("\"");
  return line;
}

bool may_be_secret(std::string_view name) {
  std::string lower = to_half_width(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  // An encoded name could be any.
  return lower.find('%') != std::string::npos ||
         std::any_of(kSecretWords.begin(), kSecretWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

std::string loggable_target(std::string_view target) {
  const std::size_t question = std::min(target.find('?'), target.size());
  std::string shown(target.substr(0, question));
  std::string_view rest = target.substr(question);
  // Each pair with the ? or & before it.
  while (!rest.empty() && shown.size() <= kLongestTarget) {
    const std::size_t end = std::min(rest.find('&', 1), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(end);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || !may_be_secret(pair.substr(1, equals - 1))) {
      shown += pair;
    } else {
      shown.append(pair.substr(0, equals + 1)).append("*");
    }
  }
  if (shown.size() > kLongestTarget) shown.resize(kLongestTarget);
  return shown;
}

std::string access_line(const AccessEntry& entry) {
  std::string line = begin_line(entry.time, "request");
  append_member(line, "request_id", entry.request_id);
  append_member(line, "address", entry.address);
  append_member(line, "account", entry.account);
  append_member(line, "method", entry.method, kLongestMethod);
  append_member(line, "target", loggable_target(entry.target), kLongestTarget);
  append_member(line, "route", entry.route);
  line.append(",\"status\":").append(std::to_string(entry.status));
  line.append(",\"bytes\":").append(std::to_string(entry.bytes));
  line.append(",\"ms\":").append(format_fixed(entry.milliseconds, 3));
  append_member(line, "user_agent", entry.user_agent, kLongestAgent);
  line += '}';
  return line;
}

class AccessLog::Impl {
 public:
  Impl(spdlog::sink_ptr sink, std::size_t queued_lines)
      : pool(std::make_shared<spdlog::details::thread_pool>(queued_lines, 1)),
        logger(std::make_shared<spdlog::async_logger>("access", std::move(sink), pool,
                                                      spdlog::async_overflow_policy::overrun_oldest)) {
    logger->set_pattern("%v");
    // A disk that is full must not end the server, nor fill standard error.
    logger->set_error_handler([](const std::string&) {});
    flusher = std::make_unique<spdlog::details::periodic_worker>([log = logger] { log->flush(); },
                                                                 std::chrono::seconds(1));
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  // The thread ends, behind what waits, before what it writes with.
  ~Impl() {
    flusher.reset();
    pool.reset();
  }

  void write(const std::string& line) { logger->log(spdlog::level::info, spdlog::string_view_t(line)); }

  std::shared_ptr<spdlog::details::thread_pool> pool;
  std::shared_ptr<spdlog::async_logger> logger;
  std::unique_ptr<spdlog::details::periodic_worker> flusher;
};

Result<AccessLog> AccessLog::open(const AccessLogOptions& options) {
  try {
    spdlog::sink_ptr sink;
    if (options.file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file);
    }
    return AccessLog(
        std::make_unique<Impl>(std::move(sink), std::max<std::size_t>(options.queued_lines, 16)));
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kIo, "log '" + options.file + "': " + exception.what()};
  }
}

void AccessLog::request(const AccessEntry& entry) {
  impl_->write(access_line(entry));
}

void AccessLog::problem(std::string_view level, std::string_view text, std::string_view request_id) {
  std::string line = begin_line(std::chrono::system_clock::now(), level);
  append_member(line, "request_id", request_id);
  append_member(line, "text", text, kLongestProblem);
  line += '}';
  impl_->write(line);
  impl_->logger->flush();
}

void AccessLog::flush() {
  impl_->logger->flush();
}

std::uint64_t AccessLog::lost_lines() const {
  return impl_->pool->overrun_counter();
}

AccessLog::AccessLog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AccessLog::AccessLog(AccessLog&&) noexcept = default;
AccessLog& AccessLog::operator=(AccessLog&&) noexcept = default;
AccessLog::~AccessLog() = default;

}  // namespace tenon
