// The HTTP contract (api/openapi.yaml) as the server runs it: which operations there are, who may call them,
// what they take. The server has no other table of routes and permissions, so the file cannot be out of date.
//
// Beside what OpenAPI 3.1 says, each operation has
//   x-access: public | signed_in | PERMISSION    who may call it (permission.h); of several, joined by |, one
//   is
//                                                enough
//   x-object: common | own | located             what the permission is asked for: a thing common to all,
//   something
//                                                of the caller himself, or what the path or body names
//   x-while: full | restricted                   restricted: also before a password is changed or a second
//   factor
//                                                enrolled (sign_in.h); full where it is not given
//   x-keep: true                                 answers may be given again to the same caller for a second,
//   as long as
//                                                this server has written nothing
//   x-secret: true                             the answer holds what is shown once, and is kept nowhere
//   x-body-bytes: N                              another limit than the server's
// Only what is listed here is read from the file; anything else that would have to be checked is an error, so
// that nothing in the contract goes unchecked. Immutable after reading: any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json_schema.h"
#include "base/result.h"
#include "service/permission.h"

namespace tenon {

enum class ApiAccess { kPublic, kSignedIn, kPermission };
enum class ApiObject { kCommon, kOwn, kLocated };
enum class ParameterPlace { kPath, kQuery, kHeader };

struct ApiParameter {
  std::string name;
  ParameterPlace place = ParameterPlace::kQuery;
  bool is_required = false;
  std::size_t schema = 0;
  std::string example;  // for tests and the documentation
};

struct ApiOperation {
  std::string id;       // "list_datasets"
  std::string group;    // its first tag
  std::string summary;  // in both languages
  std::string method;   // "GET"
  std::string path;     // "/api/v1/datasets/{name}"
  ApiAccess access = ApiAccess::kPermission;
  std::vector<Permission> permissions;  // of kPermission: one of them is enough
  ApiObject object = ApiObject::kCommon;
  bool is_open_while_restricted = false;
  bool may_be_kept = false;
  bool is_secret = false;
  std::optional<std::uint64_t> body_bytes;
  std::vector<ApiParameter> parameters;
  bool has_body = false;
  bool is_body_required = false;
  std::string body_type;  // "application/json"; another one: the bytes as they are
  std::size_t body_schema = 0;
  std::string body_example;  // JSON
  struct Answer {
    std::string content_type;           // empty: no content
    std::optional<std::size_t> schema;  // of JSON
  };
  std::map<int, Answer> answers;  // by status

  // Whether changes must name what the client saw (If-Match).
  [[nodiscard]] bool needs_if_match() const { return answers.count(428) > 0; }

  [[nodiscard]] bool is_read() const { return method == "GET"; }
};

struct ApiContract {
  std::vector<ApiOperation> operations;
  SchemaTable schemas;
};

// kBadInput with the line for what cannot be read, and for what the server would not check.
Result<ApiContract> read_contract(std::string_view yaml);

// api/openapi.yaml as it was compiled in.
std::string_view embedded_contract();

}  // namespace tenon
