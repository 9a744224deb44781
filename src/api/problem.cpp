#include "api/problem.h"

#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "report/json_writer.h"

namespace tenon {
namespace {

struct Known {
  std::string_view code;
  int status;
  std::string_view zh;
  std::string_view en;
};

constexpr Known kKnown[] = {
    {"bad_request", 400, "请求不合规范", "The request is malformed"},
    {"bad_parameter", 400, "参数有误", "A parameter is not as it must be"},
    {"not_signed_in", 401, "请先登录", "Sign in first"},
    {"wrong_sign_in", 401, "用户名、密码或口令有误", "The name, password or code is wrong"},
    {"code_needed", 401, "需要动态口令", "A code of the second factor is needed"},
    {"password_expired", 401, "一次性密码已过期", "The one-time password has expired"},
    {"forbidden", 403, "没有权限", "Not permitted"},
    {"restricted_session", 403, "须先修改密码或登记动态口令",
     "Change the password or enrol a second factor first"},
    {"bad_csrf_token", 403, "缺少或错误的 CSRF 令牌", "The CSRF token is missing or wrong"},
    {"foreign_origin", 403, "跨站请求被拒绝", "Requests from other sites are refused"},
    {"not_found", 404, "不存在", "Not found"},
    {"no_such_path", 404, "没有这个地址", "No such path"},
    {"no_such_method", 405, "该地址不支持此方法", "The path does not know this method"},
    {"too_slow", 408, "请求超时", "The request took too long"},
    {"conflict", 409, "与现状冲突", "In conflict with what is there"},
    {"cancelled", 409, "已取消", "Cancelled"},
    {"key_in_progress", 409, "同一幂等键的请求正在进行或结果未知",
     "A request with this key is under way, or its outcome is unknown"},
    {"key_done", 409, "该请求已完成，结果不再保存", "This request was done; its answer is not kept"},
    {"stale", 412, "内容已被他人修改", "Somebody has changed it since"},
    {"too_large", 413, "内容过大", "Too large"},
    {"wrong_content_type", 415, "内容类型不支持", "Content of another type is expected"},
    {"refused", 422, "内容未被接受", "Refused"},
    {"bad_body", 422, "内容有误", "The content is not as it must be"},
    {"key_reused", 422, "幂等键已用于另一请求", "The key was used for another request"},
    {"if_match_needed", 428, "须给出所见版本 (If-Match)", "Say what you saw (If-Match)"},
    {"too_many_requests", 429, "请求过于频繁", "Too many requests"},
    {"waiting", 429, "失败次数过多，请稍后再试", "Too many failures; try again later"},
    {"headers_too_large", 431, "请求头过大", "The header is too large"},
    {"internal", 500, "内部错误", "Internal error"},
    {"busy", 503, "系统繁忙，请稍后再试", "Busy; try again"},
    {"not_ready", 503, "服务尚未就绪", "Not ready"},
    {"wrong_http_version", 505, "HTTP 版本不支持", "This version of HTTP is not supported"},
};

}  // namespace

ApiProblem problem_of(std::string_view code, std::string detail) {
  for (const Known& known : kKnown) {
    if (known.code == code) {
      return {known.status,          std::string(code), std::string(known.zh),
              std::string(known.en), std::move(detail), {}};
    }
  }
  std::fprintf(stderr, "tenon: no problem has the code '%.*s'\n", static_cast<int>(code.size()), code.data());
  std::abort();
}

ApiProblem problem_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      return problem_of("refused", error.message);
    case ErrorCode::kBadInput:
      return problem_of("bad_body", error.message);
    case ErrorCode::kNotFound:
      return problem_of("not_found", error.message);
    case ErrorCode::kTooLarge:
      return problem_of("too_large", error.message);
    case ErrorCode::kCancelled:
      return problem_of("cancelled", error.message);
    case ErrorCode::kConflict:
      return problem_of("conflict", error.message);
    case ErrorCode::kBusy:
      return problem_of("busy", error.message);
    case ErrorCode::kIo:
      break;
  }
  return problem_of("internal");
}

ApiProblem problem_of_status(int status, std::string detail) {
  for (const Known& known : kKnown) {
    if (known.status == status) return problem_of(known.code, std::move(detail));
  }
  ApiProblem problem = problem_of("bad_request", std::move(detail));
  problem.status = status;
  return problem;
}

void write_fault_members(JsonWriter& json, const ProblemFault& fault) {
  if (!fault.parameter.empty()) {
    json.key("parameter").text(fault.parameter);
  } else if (!fault.file.empty()) {
    json.key("file").text(fault.file).key("line").integer(static_cast<std::int64_t>(fault.line));
    json.key("column").text(fault.column).key("value").text(fault.value);
  } else {
    json.key("pointer").text(fault.pointer);
  }
  json.key("expected").text(fault.expected);
  if (!fault.code.empty()) json.key("code").text(fault.code).key("expected_zh").text(fault.expected_zh);
  if (!fault.suggestion.empty()) json.key("suggestion").text(fault.suggestion);
}

std::vector<ProblemFault> problem_faults(const std::vector<Fault>& faults, const std::string& file) {
  constexpr std::size_t kMostShown = 200;  // bytes of a value
  std::vector<ProblemFault> told;
  told.reserve(faults.size());
  for (const Fault& fault : faults) {
    ProblemFault one;
    one.file = file;
    one.line = fault.line;
    one.column =
        fault.column_name.empty() && fault.column > 0 ? std::to_string(fault.column) : fault.column_name;
    one.value = printable(fault.value, kMostShown);
    one.expected = fault.expected;
    one.code = fault.code;
    one.expected_zh = fault.expected_zh;
    one.suggestion = fault.suggestion;
    told.push_back(std::move(one));
  }
  return told;
}

HttpResponse problem_response(const ApiProblem& problem, ApiLanguage language, std::string_view request_id) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("type").text("urn:tenon:problem:" + problem.code);
  json.key("title").text(say(language, problem.title_zh, problem.title_en));
  json.key("status").integer(problem.status).key("code").text(problem.code);
  if (!problem.detail.empty()) json.key("detail").text(problem.detail);
  json.key("request_id").text(request_id);
  if (!problem.faults.empty()) {
    json.key("faults").begin_array();
    for (const ProblemFault& fault : problem.faults) {
      json.begin_object();
      write_fault_members(json, fault);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  HttpResponse response = make_response(problem.status, "application/problem+json", json.take());
  if (problem.status == 503) response.headers.set("retry-after", "1");
  return response;
}

}  // namespace tenon
