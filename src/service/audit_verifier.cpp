#include "service/audit_verifier.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tenon {
namespace {

constexpr std::array<std::string_view, 8> kIds{"unreadable", "altered",    "replaced",  "missing",
                                               "reordered",  "duplicated", "rewritten", "truncated"};

std::string numbers_zh(const AuditFault& fault) {
  const std::string first = "第 " + std::to_string(fault.sequence);
  return fault.last > fault.sequence ? first + " 至 " + std::to_string(fault.last) + " 条" : first + " 条";
}

std::string numbers_en(const AuditFault& fault) {
  const std::string first = std::to_string(fault.sequence);
  return fault.last > fault.sequence ? "entries " + first + " to " + std::to_string(fault.last)
                                     : "entry " + first;
}

}  // namespace

std::string_view id_of(AuditFaultKind kind) {
  return kIds[static_cast<std::size_t>(kind)];
}

std::string text_zh(const AuditFault& fault) {
  const std::string line = fault.line > 0 ? "（文件第 " + std::to_string(fault.line) + " 行）" : "";
  std::string numbers = numbers_zh(fault) + line;
  switch (fault.kind) {
    case AuditFaultKind::kUnreadable:
      return numbers + "无法读取：" + fault.detail;
    case AuditFaultKind::kAltered:
      return numbers + "被改动：内容与自身杂凑值不符";
    case AuditFaultKind::kReplaced:
      return numbers + "被替换：与前一条的杂凑值不衔接";
    case AuditFaultKind::kMissing:
      return numbers + "缺失";
    case AuditFaultKind::kReordered:
      return numbers + "次序被打乱";
    case AuditFaultKind::kDuplicated:
      return numbers + "重复出现";
    case AuditFaultKind::kRewritten:
      return numbers + "与已导出的链头不符：此条或更早的记录被重写";
    case AuditFaultKind::kTruncated:
      return numbers + "缺失：链在已导出的链头之前中断";
  }
  return numbers;
}

std::string text_en(const AuditFault& fault) {
  const std::string line = fault.line > 0 ? " (line " + std::to_string(fault.line) + ")" : "";
  std::string numbers = numbers_en(fault) + line;
  const std::string are = fault.last > fault.sequence ? " are " : " is ";
  switch (fault.kind) {
    case AuditFaultKind::kUnreadable:
      return numbers + " cannot be read: " + fault.detail;
    case AuditFaultKind::kAltered:
      return numbers + " was altered: its content does not fit its own hash";
    case AuditFaultKind::kReplaced:
      return numbers + " was replaced: it does not continue the entry before it";
    case AuditFaultKind::kMissing:
      return numbers + are + "missing";
    case AuditFaultKind::kReordered:
      return numbers + are + "out of order";
    case AuditFaultKind::kDuplicated:
      return numbers + " comes a second time";
    case AuditFaultKind::kRewritten:
      return numbers + " differs from an exported head: it or an entry before it was rewritten";
    case AuditFaultKind::kTruncated:
      return numbers + are + "missing: the chain ends before an exported head";
  }
  return numbers;
}

AuditVerifier::AuditVerifier(AuditVerifyOptions options) : heads_(std::move(options.heads)) {
  std::sort(heads_.begin(), heads_.end(),
            [](const AuditHead& a, const AuditHead& b) { return a.sequence < b.sequence; });
  found_.head = options.start;
  for (; next_head_ < heads_.size() && heads_[next_head_].sequence <= options.start.sequence; ++next_head_) {
    if (heads_[next_head_].sequence < options.start.sequence) continue;
    ++found_.heads_checked;
    if (heads_[next_head_] != options.start)
      fail(AuditFaultKind::kRewritten, options.start.sequence, options.start.sequence, 0);
  }
}

void AuditVerifier::fail(AuditFaultKind kind, std::uint64_t sequence, std::uint64_t last, std::size_t line) {
  if (!found_.fault) found_.fault = AuditFault{kind, sequence, last, line, {}};
}

void AuditVerifier::add(const AuditEntry& entry, std::size_t line) {
  ++found_.entries;
  if (found_.fault) {
    AuditFault& fault = *found_.fault;
    const bool comes_late = fault.kind == AuditFaultKind::kMissing && entry.sequence >= fault.sequence &&
                            entry.sequence <= fault.last;
    if (comes_late && audit_hash(entry) == entry.hash) fault.kind = AuditFaultKind::kReordered;
    return;
  }
  const std::uint64_t expected = found_.head.sequence + 1;
  if (audit_hash(entry) != entry.hash) return fail(AuditFaultKind::kAltered, expected, expected, line);
  if (entry.sequence > expected) return fail(AuditFaultKind::kMissing, expected, entry.sequence - 1, line);
  if (entry.sequence < expected)
    return fail(AuditFaultKind::kDuplicated, entry.sequence, entry.sequence, line);
  if (entry.previous != found_.head.hash) return fail(AuditFaultKind::kReplaced, expected, expected, line);
  const AuditHead head = head_of(entry);
  for (; next_head_ < heads_.size() && heads_[next_head_].sequence == expected; ++next_head_) {
    ++found_.heads_checked;
    if (heads_[next_head_] != head) return fail(AuditFaultKind::kRewritten, expected, expected, line);
  }
  if (expected > 1 && head.time < found_.head.time) ++found_.clock_steps_back;
  found_.head = head;
}

void AuditVerifier::add_unreadable(std::string what, std::size_t line) {
  ++found_.entries;
  if (found_.fault) return;
  const std::uint64_t expected = found_.head.sequence + 1;
  fail(AuditFaultKind::kUnreadable, expected, expected, line);
  found_.fault->detail = std::move(what);
}

AuditVerification AuditVerifier::finish() {
  if (!found_.fault && next_head_ < heads_.size()) {
    found_.heads_checked += heads_.size() - next_head_;
    fail(AuditFaultKind::kTruncated, found_.head.sequence + 1, heads_.back().sequence, 0);
  }
  return std::move(found_);
}

}  // namespace tenon
