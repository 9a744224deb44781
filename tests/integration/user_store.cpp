// What people do over the network, for tests of tenon user: user_store DB sign-in NAME PASSWORD
// [NEW_PASSWORD] signs in (and changes the password), prints how far the session reaches.
#include <cstdio>
#include <string>

#include "service/sign_in.h"

namespace {

tenon::UtcTime now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

int fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  return 1;
}

int sign_in(const std::string& address, const std::string& name, const std::string& password,
            const std::string& next) {
  auto database = tenon::Database::open(address);
  if (!database) return fail(database.error().message);
  const auto key = tenon::SealingKey::of_database(*database);
  if (!key) return fail(key.error().message);
  tenon::PasswordPool passwords;
  tenon::SignInDesk desk{*database, *key, passwords, {}};
  const auto entered = tenon::sign_in(desk, {name, password, "", "10.0.0.1", "test browser"}, now());
  if (!entered) return fail(entered.error().message);
  std::printf("%s %s\n", std::string(id_of(entered->refusal)).c_str(),
              std::string(id_of(entered->reach)).c_str());
  if (!entered->ok() || next.empty()) return 0;
  const tenon::Caller self{{entered->session.account_id, "", entered->session.id, "10.0.0.1"}, now()};
  const auto changed = tenon::change_password(desk, password, next, self);
  if (!changed) return fail(changed.error().message);
  std::printf("%s\n", changed->ok() ? "changed" : "refused");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5 || std::string(argv[2]) != "sign-in")
    return fail("usage: user_store DB sign-in NAME PASSWORD [NEW]");
  return sign_in(argv[1], argv[3], argv[4], argc > 5 ? argv[5] : "");
}
