// Answers that say what went wrong: problem details (RFC 9457), in the language of the client.
//
// {"type":"urn:tenon:problem:CODE","title":…,"status":…,"code":CODE,"detail":…,"request_id":…,"faults":[…]}
// Codes are stable; titles and details are for people. Nothing of the inside of the program is told: what the
// operating system or the database said goes to the log.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/language.h"
#include "base/fault.h"
#include "base/result.h"
#include "http/message.h"

namespace tenon {

struct ProblemFault {
  std::string pointer;    // into the body (RFC 6901)
  std::string parameter;  // of path, query or header
  std::string expected;
  // Of a file in the body: its name, the line (the header is 1), the column by its name, the value found.
  std::string file = {};
  std::size_t line = 0;
  std::string column = {};
  std::string value = {};
  // What kind of fault a file has (exchange/fault_kind.h), `expected` in Chinese, the value probably meant.
  std::string code = {};
  std::string expected_zh = {};
  std::string suggestion = {};
};

class JsonWriter;
// Members of the open object, those that say something.
void write_fault_members(JsonWriter& json, const ProblemFault& fault);
// What readers of files found, `file` in place of the name that they knew.
std::vector<ProblemFault> problem_faults(const std::vector<Fault>& faults, const std::string& file);

struct ApiProblem {
  int status = 500;
  std::string code;
  std::string title_zh;
  std::string title_en;
  std::string detail;  // may be empty
  std::vector<ProblemFault> faults;
};

// The usual one with this code; ends the process with a message for a code that is not in the list of
// problem.cpp.
ApiProblem problem_of(std::string_view code, std::string detail = {});

// What a use case refused: 404, 409, 413, 422, 503; kIo is 500 without its message.
ApiProblem problem_of(const Error& error);

// What the server found before there was a request (413, 431, 408 …).
ApiProblem problem_of_status(int status, std::string detail);

HttpResponse problem_response(const ApiProblem& problem, ApiLanguage language, std::string_view request_id);

}  // namespace tenon
