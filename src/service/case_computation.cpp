#include "service/case_computation.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/number.h"
#include "model/firm_group.h"
#include "model/region_tree.h"
#include "remedy/leading_firms.h"

namespace tenon {
namespace {

using process::Case;
using process::FieldValue;
using process::Names;

// The last part of a subject's id, and the kind and dataset before it where they are named.
struct SubjectParts {
  std::string dataset;
  std::string kind;
  std::string id;
};

SubjectParts parts_of(const std::string& subject) {
  const std::size_t last = subject.find_last_of(":/");
  if (last == std::string::npos || last == 0) return {"", "", subject};
  const std::string before = subject.substr(0, last);
  const std::size_t first = before.find_last_of(":/");
  SubjectParts parts{first == std::string::npos ? "" : before.substr(0, first),
                     first == std::string::npos ? before : before.substr(first + 1),
                     subject.substr(last + 1)};
  const bool is_kind = parts.kind == "product" || parts.kind == "firm" || parts.kind == "region";
  return is_kind ? parts : SubjectParts{"", "", subject};
}

template <class Records>
std::optional<std::size_t> index_of(const Records& records, const std::string& id) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const auto& r) { return r.id == id; });
  if (found == records.end()) return std::nullopt;
  return static_cast<std::size_t>(found - records.begin());
}

std::optional<Subject> subject_of(const Dataset& dataset, const std::string& text) {
  for (const SubjectParts& parts : {SubjectParts{"", "", text}, parts_of(text)}) {
    if (parts.kind != "firm") {
      if (const auto p = index_of(dataset.products, parts.id)) return Subject{SubjectType::kProduct, *p};
    }
    if (parts.kind != "product") {
      if (const auto f = index_of(dataset.firms, parts.id)) return Subject{SubjectType::kFirm, *f};
    }
  }
  return std::nullopt;
}

// "(dataset delta version 3, scope YRD)".
Names basis_of(const ComputationGround& ground) {
  const std::string version = std::to_string(ground.version);
  const bool with = ground.options.use_synthetic;
  return {"（数据集 " + ground.name + " 第 " + version + " 版，范围 " + ground.options.scope +
              (with ? "，含示例企业" : "") + "）",
          " (dataset " + ground.name + " version " + version + ", scope " + ground.options.scope +
              (with ? ", with example firms" : "") + ")"};
}

ComputedCase computed(const ComputationGround& ground, Names told, process::FieldMap fields = {}) {
  const Names basis = basis_of(ground);
  return {true, std::move(fields), {told.zh + basis.zh, told.en + basis.en}};
}

ComputedCase failed(const Error& error) {
  return not_computed({"计算未能完成：" + error.message, "the computation failed: " + error.message});
}

ComputedCase unknown_subject(const ComputationGround& ground, const std::string& what) {
  return not_computed({"数据集 " + ground.name + " 中没有“" + what + "”",
                       "dataset " + ground.name + " has no '" + what + "'"});
}

// The case's field for a figure, or why it cannot be filled.
ComputedCase filled(const ComputationGround& ground, const process::ProcessType& type,
                    const std::string& field, double value, const Names& more = {}) {
  const process::Field* found = find_field(type, field);
  if (found == nullptr || found->type != process::FieldType::kNumber || !found->is_computed) {
    return not_computed(
        {"事项类型 " + type.id + " 没有由平台计算的数值字段 " + field,
         "process type " + type.id + " has no number " + field + " that the platform computes"});
  }
  return computed(ground,
                  {found->names.zh + " " + format_fixed(value, 4) + more.zh,
                   found->names.en + " " + format_fixed(value, 4) + more.en},
                  {{field, {FieldValue(value)}}});
}

const BreakPoint* find_point(const BreakPointReport& report, const Subject& subject) {
  const auto found =
      std::find_if(report.break_points.begin(), report.break_points.end(), [&](const BreakPoint& point) {
        return point.subject.type == subject.type && point.subject.index == subject.index;
      });
  return found == report.break_points.end() ? nullptr : &*found;
}

// Of several subjects the worst; all must be known, for the one that is not may be the worst.
ComputedCase score_of(const process::ProcessType& type, const std::string& field,
                      const std::vector<std::string>& subjects, const ComputationGround& ground) {
  const auto report = find_break_points(ground.dataset, ground.options);
  if (!report) return failed(report.error());
  double worst = 0;
  for (const std::string& text : subjects) {
    const auto subject = subject_of(ground.dataset, text);
    if (!subject) return unknown_subject(ground, text);
    const BreakPoint* point = find_point(*report, *subject);
    if (point == nullptr || !point->score) {
      return not_computed({"现有证据不足以给出“" + text + "”的得分，数据缺口见断点分析",
                           "the evidence does not allow a score of '" + text +
                               "'; the analysis of break points lists what is missing"});
    }
    worst = std::max(worst, point->score->value);
  }
  const std::string count = std::to_string(subjects.size());
  return filled(
      ground, type, field, worst,
      subjects.size() > 1 ? Names{"，" + count + " 个断点中最高", ", the worst of " + count} : Names{});
}

ComputedCase score_of_project(const process::ProcessType& type, const std::string& field, const Case& c,
                              const ComputationGround& ground) {
  std::vector<std::string> subjects;
  for (const Case& point : ground.break_points) subjects.push_back(point.subject.id);
  if (subjects.empty()) subjects.push_back(c.subject.id);
  return score_of(type, field, subjects, ground);
}

ComputedCase loss_of(const process::ProcessType& type, const std::string& field, const Case& c,
                     const ComputationGround& ground) {
  const auto subject = subject_of(ground.dataset, c.subject.id);
  if (!subject || subject->type != SubjectType::kFirm) return unknown_subject(ground, c.subject.id);
  FaultList faults;
  const auto network = build_dataset_network(ground.dataset, {}, faults);
  if (!network) return failed(network.error());
  LeadingFirmsOptions options;
  options.of_group = top_parent(ground.dataset, FirmId(subject->index));
  options.top = 0;
  options.threads = ground.options.threads;
  const auto leaders = find_leading_firms(ground.dataset, *network, options);
  if (!leaders) return failed(leaders.error());
  for (const ChainLeaders& chain : leaders->chains) {
    for (const LeadingFirm& firm : chain.leaders) {
      return filled(ground, type, field, firm.esri.combined,
                    firm.synthetic
                        ? Names{"，含示例数据，不是真实数字", ", with made-up amounts: not a real figure"}
                        : Names{});
    }
  }
  return not_computed(
      {"没有企业“" + c.subject.id + "”的产量和供应数据，无法计算损失",
       "no output and supplies of firm '" + c.subject.id + "' are known, so its loss is not"});
}

// Texts of a field, in order.
std::vector<std::string> texts_of(const Case& c, std::string_view field) {
  std::vector<std::string> texts;
  const process::FieldValues* values = find_values(c, field);
  if (values == nullptr) return texts;
  for (const FieldValue& value : *values) {
    if (const auto* text = std::get_if<std::string>(&value)) texts.push_back(*text);
  }
  return texts;
}

// Products that texts of the case name by id or by either name, each once.
std::set<std::size_t> products_named(const Dataset& dataset, const std::vector<std::string>& texts) {
  std::set<std::size_t> found;
  for (const std::string& text : texts) {
    const std::string id = parts_of(text).id;
    for (std::size_t p = 0; p < dataset.products.size(); ++p) {
      const Product& product = dataset.products[p];
      if (product.id == id || product.name_zh == text || product.name_en == text) found.insert(p);
    }
  }
  return found;
}

ComputedCase suppliers_of(const Case& c, const ComputationGround& ground) {
  std::vector<std::string> texts{c.subject.id};
  for (const char* field : {"demand", "offer"}) {
    for (std::string& text : texts_of(c, field)) texts.push_back(std::move(text));
  }
  const auto products = products_named(ground.dataset, texts);
  if (products.empty()) {
    return not_computed(
        {"事项的主题、需求和供给没有指明数据集 " + ground.name + " 中的产品",
         "neither subject nor demand and offer of the case name a product of dataset " + ground.name});
  }
  const auto report = find_break_points(ground.dataset, ground.options);
  if (!report) return failed(report.error());
  Names told;
  for (const std::size_t p : products) {
    const Product& product = ground.dataset.products[p];
    const BreakPoint* point = find_point(*report, {SubjectType::kProduct, p});
    std::string makers = "?";
    std::string score = "?";
    if (point != nullptr) {
      for (const Evidence& line : point->evidence) {
        if (line.metric == "volume_makers_scope" && line.value) makers = format_number(*line.value);
      }
      if (point->score) score = format_fixed(point->score->value, 4);
    }
    told.zh += (told.zh.empty() ? "" : "；") + product.name_zh + "：独立量产厂商 " +
               (makers == "?" ? "未知" : makers + " 家") + "，断点得分 " + (score == "?" ? "未知" : score);
    told.en += (told.en.empty() ? "" : "; ") + product.name_en + ": independent makers in volume " +
               (makers == "?" ? "unknown" : makers) + ", score " + (score == "?" ? "unknown" : score);
  }
  return computed(ground, std::move(told));
}

// Products made in a region and in what lies in it.
std::set<std::size_t> products_made_in(const Dataset& dataset, const std::string& code) {
  std::set<std::size_t> made;
  const auto region = std::find_if(dataset.regions.begin(), dataset.regions.end(),
                                   [&](const Region& one) { return one.code == code; });
  if (region == dataset.regions.end()) return made;
  const auto within =
      regions_within(dataset, RegionId(static_cast<std::size_t>(region - dataset.regions.begin())));
  for (const Capability& capability : dataset.capabilities) {
    if (dataset.firm(capability.firm).synthetic) continue;
    const auto plant = capability.region ? capability.region : dataset.firm(capability.firm).region;
    if (plant && within[plant->index()]) made.insert(capability.product.index());
  }
  return made;
}

ComputedCase exposed_chains(const Case& c, const ComputationGround& ground) {
  const Dataset& dataset = ground.dataset;
  std::vector<std::string> texts = texts_of(c, "materials");
  texts.push_back(c.subject.id);
  std::set<std::size_t> products = products_named(dataset, texts);
  if (c.subject.kind == "region") {
    for (const std::size_t p : products_made_in(dataset, parts_of(c.subject.id).id)) products.insert(p);
  }
  if (products.empty()) {
    return not_computed(
        {"事项没有指明数据集 " + ground.name + " 中的产品或有真实厂商的地区",
         "the case names no product of dataset " + ground.name + ", nor a region with real makers in it"});
  }
  const auto report = find_break_points(dataset, ground.options);
  if (!report) return failed(report.error());
  std::set<std::size_t> chains;
  for (const std::size_t p : products) {
    chains.insert(dataset.products[p].chain.index());
    const BreakPoint* point = find_point(*report, {SubjectType::kProduct, p});
    if (point == nullptr) continue;
    for (const ProductId lost : point->lost_end_products) chains.insert(dataset.product(lost).chain.index());
  }
  Names told{std::to_string(products.size()) + " 个产品，受影响的产业链：",
             std::to_string(products.size()) + " products, exposed chains: "};
  bool is_first = true;
  for (const std::size_t chain : chains) {
    told.zh += (is_first ? "" : "、") + dataset.chains[chain].name_zh;
    told.en += (is_first ? "" : ", ") + dataset.chains[chain].name_en;
    is_first = false;
  }
  return computed(ground, std::move(told));
}

}  // namespace

ComputedCase not_computed(process::Names why) {
  return {false, {}, std::move(why)};
}

NamedDataset dataset_of_case(const Case& c) {
  const std::vector<std::string> named = texts_of(c, "dataset");
  std::string text = named.empty() ? parts_of(c.subject.id).dataset : named.front();
  if (text.rfind("db:", 0) == 0) text.erase(0, 3);
  const std::size_t at = text.rfind('@');
  if (at == std::string::npos) return {text, 0};
  const auto version = parse_integer(text.substr(at + 1));
  if (!version || *version < 1) return {text, 0};
  return {text.substr(0, at), *version};
}

ComputedCase compute_for_case(const std::string& computation, const process::ProcessType& type, const Case& c,
                              const ComputationGround& ground) {
  if (computation == "break_point_score") {
    return score_of(type, "recomputed_score", {c.subject.id}, ground);
  }
  if (computation == "score_before" || computation == "score_after") {
    return score_of_project(type, computation, c, ground);
  }
  if (computation == "loss_before" || computation == "loss_after") {
    return loss_of(type, computation, c, ground);
  }
  if (computation == "suppliers_of_the_product") return suppliers_of(c, ground);
  if (computation == "exposed_chains") return exposed_chains(c, ground);
  return not_computed(
      {"平台没有名为 " + computation + " 的计算", "the platform knows no computation " + computation});
}

}  // namespace tenon
