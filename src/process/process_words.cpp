#include "process/process_words.h"

namespace tenon::process {
namespace {

constexpr ProcessWord kRelations[] = {
    {"anyone", "任何人", "anyone"},
    {"owner", "责任人", "owner"},
    {"lead_province", "牵头省份", "lead province"},
    {"participant", "参与方", "participant"},
    {"applicant", "申请人", "applicant"},
    {"reviewer", "评审人", "reviewer"},
    {"other_side", "对方", "other side"},
};
constexpr ProcessWord kStateKinds[] = {
    {"waiting", "待处理", "waiting"},
    {"active", "进行中", "active"},
    {"done", "完成", "done"},
    {"dropped", "终止", "dropped"},
};
constexpr ProcessWord kFieldTypes[] = {
    {"text", "文本", "text"},     {"number", "数字", "number"}, {"money", "金额（分）", "money in fen"},
    {"day", "日期", "day"},       {"moment", "时刻", "moment"}, {"flag", "是否", "yes or no"},
    {"choice", "选项", "choice"}, {"region", "地区", "region"}, {"organisation", "单位", "organisation"},
    {"person", "人员", "person"}, {"case", "事项", "case"},     {"file", "文件", "file"},
};
constexpr ProcessWord kComparisons[] = {
    {"equal", "等于", "equal to"}, {"not_equal", "不等于", "other than"},
    {"below", "小于", "below"},    {"at_most", "不大于", "at most"},
    {"above", "大于", "above"},    {"at_least", "不小于", "at least"},
};

}  // namespace

std::span<const ProcessWord> relation_words() {
  return kRelations;
}
std::span<const ProcessWord> state_kind_words() {
  return kStateKinds;
}
std::span<const ProcessWord> field_type_words() {
  return kFieldTypes;
}
std::span<const ProcessWord> comparison_words() {
  return kComparisons;
}

const ProcessWord& process_word(Relation relation) {
  return kRelations[static_cast<std::size_t>(relation)];
}
const ProcessWord& process_word(StateKind kind) {
  return kStateKinds[static_cast<std::size_t>(kind)];
}
const ProcessWord& process_word(FieldType type) {
  return kFieldTypes[static_cast<std::size_t>(type)];
}
const ProcessWord& process_word(Comparison comparison) {
  return kComparisons[static_cast<std::size_t>(comparison)];
}

std::optional<std::size_t> find_process_word(std::span<const ProcessWord> words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].word == word) return i;
  }
  return std::nullopt;
}

}  // namespace tenon::process
