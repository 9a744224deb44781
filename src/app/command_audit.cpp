#include "app/command_audit.h"

#include <sys/stat.h>

#include <utility>

#include "app/dataset_source.h"
#include "app/output.h"
#include "base/file.h"
#include "report/json_writer.h"
#include "service/audit_export.h"
#include "service/audit_log.h"
#include "service/audit_signature.h"
#include "service/encoding.h"
#include "service/sm2.h"

namespace tenon {
namespace {

Result<std::string> read_text(const std::string& path) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return std::string(file->bytes());
}

// The first line of the file, or nothing where none is named.
Result<std::string> passphrase_of(const AuditCommand& options) {
  if (options.passphrase_file.empty()) return std::string();
  auto text = read_text(options.passphrase_file);
  if (!text) return text;
  return text->substr(0, text->find_first_of("\r\n"));
}

struct CheckedHead {
  std::string file;
  SignedAuditHead head;
  std::optional<SignatureState> signature;  // absent: no key to check it with
};

Result<std::vector<CheckedHead>> read_heads(const AuditCommand& options) {
  std::string key;
  if (!options.public_key.empty()) {
    auto text = read_text(options.public_key);
    if (!text) return text.error();
    key = std::move(*text);
  }
  std::vector<CheckedHead> heads;
  for (const std::string& path : options.heads) {
    const auto bytes = read_text(path);
    if (!bytes) return bytes.error();
    auto head = read_audit_head(*bytes, path);
    if (!head) return head.error();
    CheckedHead one{path, std::move(*head), {}};
    if (!key.empty()) {
      const auto state = check_signature(one.head, key);
      if (!state) return Error{state.error().code, options.public_key + ": " + state.error().message};
      one.signature = *state;
    }
    heads.push_back(std::move(one));
  }
  return heads;
}

std::string verification_json(const AuditVerification& found, const std::vector<CheckedHead>& heads) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("whole").boolean(!found.fault.has_value());
  json.key("entries").integer(static_cast<std::int64_t>(found.entries));
  json.key("head").begin_object();
  json.key("sequence").integer(static_cast<std::int64_t>(found.head.sequence));
  json.key("hash").text(to_hex(bytes_of(found.head.hash))).end_object();
  json.key("heads_checked").integer(static_cast<std::int64_t>(found.heads_checked));
  json.key("clock_steps_back").integer(static_cast<std::int64_t>(found.clock_steps_back));
  json.key("fault");
  if (found.fault) {
    const AuditFault& fault = *found.fault;
    json.begin_object().key("kind").text(id_of(fault.kind));
    json.key("sequence").integer(static_cast<std::int64_t>(fault.sequence));
    json.key("last").integer(static_cast<std::int64_t>(fault.last));
    json.key("line").integer(static_cast<std::int64_t>(fault.line));
    json.key("zh").text(text_zh(fault)).key("en").text(text_en(fault)).end_object();
  } else {
    json.null();
  }
  json.key("signatures").begin_array();
  for (const CheckedHead& head : heads) {
    json.begin_object().key("file").text(head.file).key("state");
    head.signature ? json.text(id_of(*head.signature)) : json.null();
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string verification_text(const AuditVerification& found, const std::vector<CheckedHead>& heads) {
  std::string text;
  if (found.fault) {
    text += "审计链不完整 The audit chain is not whole.\n" + text_zh(*found.fault) + "\n" +
            text_en(*found.fault) + "\n";
  } else {
    text += "审计链完整 The audit chain is whole.\n";
  }
  text += "条目 entries: " + std::to_string(found.entries) +
          "\n链首 head: " + std::to_string(found.head.sequence) + " " + to_hex(bytes_of(found.head.hash)) +
          "\n";
  if (found.clock_steps_back > 0)
    text += "时钟回退 times before their predecessor's: " + std::to_string(found.clock_steps_back) + "\n";
  for (const CheckedHead& head : heads) {
    const Wording words =
        head.signature ? wording_of(*head.signature) : Wording{"未验签", "signature not checked"};
    text += head.file + ": " + std::string(words.zh) + " " + std::string(words.en) + "\n";
  }
  return text;
}

}  // namespace

int run_audit_export(const AuditCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto logged =
      log_audit(*store, event_of(command_line_actor(), now_utc(), "audit.export", "audit", "", "{}"));
  if (!logged) return report_error(logged.error());
  std::string text;
  const auto done = export_audit(*store, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  if (!done) return report_error(done.error());
  return write_output(options.out, text);
}

int run_audit_verify(const AuditCommand& options) {
  const auto heads = read_heads(options);
  if (!heads) return report_error(heads.error());
  AuditVerifyOptions verify;
  for (const CheckedHead& head : *heads) verify.heads.push_back(head.head.head);
  AuditVerification found;
  if (options.file.empty()) {
    auto store = open_store(options.address, true);
    if (!store) return report_error(store.error());
    auto verified = verify_audit(*store, verify);
    if (!verified) return report_error(verified.error());
    found = std::move(*verified);
  } else {
    const auto file = MappedFile::open(options.file);
    if (!file) return report_error(file.error());
    found = verify_audit_export(file->bytes(), options.file, verify);
  }
  bool is_sound = !found.fault.has_value();
  for (const CheckedHead& head : *heads) {
    if (head.signature) is_sound = is_sound && *head.signature == SignatureState::kValid;
  }
  const int written = write_output(options.out, options.format == "json" ? verification_json(found, *heads)
                                                                         : verification_text(found, *heads));
  if (written != kExitDone) return written;
  return is_sound ? kExitDone : kExitFailed;
}

int run_audit_head(const AuditCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto head = audit_head(*store);
  if (!head) return report_error(head.error());
  if (options.private_key.empty()) return write_output(options.out, write_audit_head({*head, "", ""}));
  const auto key = read_text(options.private_key);
  if (!key) return report_error(key.error());
  const auto passphrase = passphrase_of(options);
  if (!passphrase) return report_error(passphrase.error());
  const auto signed_head = sign_audit_head(*head, *key, *passphrase);
  if (!signed_head) return report_error(signed_head.error());
  return write_output(options.out, write_audit_head(*signed_head));
}

int run_audit_key(const AuditCommand& options) {
  if (options.out.empty())
    return report_error({ErrorCode::kInvalidArgument, "--out FILE: expected a file for the private key"});
  const auto passphrase = passphrase_of(options);
  if (!passphrase) return report_error(passphrase.error());
  const auto keys = generate_sm2_key_pair(*passphrase);
  if (!keys) return report_error(keys.error());
  const mode_t mask = ::umask(0077);
  const int written = write_output(options.out, keys->private_pem);
  ::umask(mask);
  return written == kExitDone ? write_output(options.out + ".pub", keys->public_pem) : written;
}

}  // namespace tenon
