#include "service/sealing.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/file.h"
#include "base/text.h"
#include "service/digest.h"
#include "service/encoding.h"
#include "service/secret.h"
#include "store/account_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kNameDigits = 16;
constexpr std::string_view kForm = "k1.";
static_assert(kKeyBytes == 32);

std::string authenticated(std::string_view bound_to) {
  return "tenon seal 1\n" + std::string(bound_to);
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Error refused(const std::string& path, const char* what) {
  return {ErrorCode::kIo, path + ": " + what + ": " + std::strerror(errno)};
}

// Closes, and removes the file, when the work is over.
struct TemporaryFile {
  std::string path;
  int descriptor = -1;
  ~TemporaryFile() {
    if (descriptor >= 0) ::close(descriptor);
    if (!path.empty()) ::unlink(path.c_str());
  }
};

// The file appears whole and for its owner alone, or not at all. False: somebody else was first.
Result<bool> write_key_file(const std::string& path, const std::string& line) {
  TemporaryFile file;
  std::string pattern = path + ".XXXXXX";
  file.descriptor = ::mkstemp(pattern.data());  // for its owner alone
  if (file.descriptor < 0) return refused(path, "the key file cannot be made");
  file.path = pattern;
  if (::write(file.descriptor, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      ::fsync(file.descriptor) != 0)
    return refused(path, "the key file cannot be written");
  if (::link(file.path.c_str(), path.c_str()) != 0) {
    if (errno == EEXIST) return false;
    return refused(path, "the key file cannot be made");
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return true;
  ::fsync(descriptor);
  ::close(descriptor);
  return true;
}

}  // namespace

SealingKey::SealingKey(std::string key) : key_(std::move(key)) {
  const Digest256 digest = Digester(DigestKind::kSm3).add("tenon sealing key 1\n").add(key_).finish();
  name_ = to_hex(bytes_of(digest)).substr(0, kNameDigits);
}

SealingKey::~SealingKey() {
  wipe(key_);
}

SealingKey SealingKey::make() {
  return SealingKey(random_bytes(kKeyBytes));
}

Result<SealingKey> SealingKey::read(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return Error{ErrorCode::kNotFound, path + ": no such key file"};
    return refused(path, "the key file cannot be read");
  }
  if ((status.st_mode & (S_IROTH | S_IWOTH)) != 0)
    return Error{ErrorCode::kBadInput, path + ": everybody on the machine can reach this key: chmod 600"};
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  std::optional<std::string> key = from_base64(trim(file->bytes()));
  if (!key || key->size() != kKeyBytes) {
    return Error{ErrorCode::kBadInput,
                 path + ": no sealing key: expected 32 bytes in base64 (openssl rand -base64 32)"};
  }
  return SealingKey(std::move(*key));
}

Result<SealingKey> SealingKey::of_database(Database& database) {
  const auto path = key_file_of(database);
  if (!path) return path.error();
  auto key = read(*path);
  if (key || key.error().code != ErrorCode::kNotFound) return key;
  const auto sealed = in_transaction<std::int64_t>(
      database, TransactionKind::kRead,
      [](Connection& connection) -> Result<std::int64_t> { return count_sealed_accounts(connection); });
  if (!sealed) return sealed.error();
  if (*sealed > 0) {
    return Error{ErrorCode::kNotFound,
                 *path + ": no such key file, and the second factors of " + std::to_string(*sealed) +
                     " accounts are sealed with it: bring it back; or make a new one (openssl rand "
                     "-base64 32) and reset these accounts (tenon user reset)"};
  }
  const SealingKey made = make();
  const auto written = write_key_file(*path, to_base64(made.key_) + "\n");
  if (!written) return written.error();
  if (*written) return made;
  return read(*path);
}

std::string SealingKey::seal(std::string_view secret, std::string_view bound_to) const {
  const std::string nonce = random_bytes(kNonceBytes);
  const std::string with = authenticated(bound_to);
  std::string sealed(secret.size() + kTagBytes, '\0');
  unsigned long long length = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(sealed.data()), &length,
                                             bytes(secret), secret.size(), bytes(with), with.size(), nullptr,
                                             bytes(nonce), bytes(key_));
  return std::string(kForm) + name_ + "." + to_base64url(nonce + sealed);
}

Result<std::string> SealingKey::open(std::string_view sealed, std::string_view bound_to) const {
  const auto unreadable = [](const char* what) { return Error{ErrorCode::kBadInput, what}; };
  const std::size_t dot = kForm.size() + kNameDigits;
  if (!sealed.starts_with(kForm) || sealed.size() <= dot || sealed[dot] != '.')
    return unreadable("a sealed secret is damaged: it does not have the form of one");
  const std::string_view name = sealed.substr(kForm.size(), kNameDigits);
  if (name != name_) {
    return Error{ErrorCode::kBadInput,
                 "a second factor is sealed with the key " + std::string(name) + ", the key file holds " +
                     name_ +
                     ": bring the other key file back ($TENON_KEY_FILE), or have a system administrator "
                     "reset the account 密钥文件不符，请恢复原密钥文件或由系统管理员重置账号"};
  }
  const auto box = from_base64url(sealed.substr(dot + 1));
  if (!box || box->size() < kNonceBytes + kTagBytes)
    return unreadable("a sealed secret is damaged: it is too short");
  const std::string with = authenticated(bound_to);
  std::string secret(box->size() - kNonceBytes - kTagBytes, '\0');
  unsigned long long length = 0;
  const int state = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(secret.data()), &length, nullptr, bytes(*box) + kNonceBytes,
      box->size() - kNonceBytes, bytes(with), with.size(), bytes(*box), bytes(key_));
  if (state != 0) return unreadable("a sealed secret is damaged, or belongs to another account");
  return secret;
}

Result<std::string> key_file_of(const Database& database) {
  const char* given = std::getenv("TENON_KEY_FILE");
  if (given != nullptr && *given != '\0') return std::string(given);
  if (database.kind() == DatabaseKind::kPostgresql) {
    return Error{ErrorCode::kInvalidArgument,
                 "with PostgreSQL, $TENON_KEY_FILE must name the file of the sealing key (openssl rand "
                 "-base64 32 makes one)"};
  }
  std::string path = database.shown_address();
  constexpr std::string_view kSqlite = "sqlite:";
  if (path.starts_with(kSqlite)) path.erase(0, kSqlite.size());
  return path + ".key";
}

}  // namespace tenon
