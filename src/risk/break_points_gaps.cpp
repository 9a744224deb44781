#include "risk/break_points_gaps.h"

#include <algorithm>
#include <utility>

namespace tenon {

std::vector<DataGap> data_gaps(const BreakPoint& point, const MakerCensus& census, const Exposure& exposure,
                               const Recovery& recovery, const NMinus1& n_minus_1) {
  std::vector<DataGap> gaps;
  const auto add = [&](const char* what, const char* zh, const char* en) {
    gaps.push_back({point.subject, what, zh, en});
  };
  const Dependence& dependence = exposure.dependence;
  if (!point.score) {
    if (!census.empty() && dependence.basis == DependenceBasis::kNone) {
      add("no_evidence", "没有已发表的数字,厂商信息仅为常识(M级),不予评分",
          "no published figure, and makers known from general knowledge only (grade M): not scored");
    } else {
      add("no_evidence", "没有可用证据,不予评分", "no usable evidence: not scored");
    }
  } else if (dependence.basis == DependenceBasis::kNamedMakers) {
    add("no_dependence_figure", "没有依赖度数字,只能按已知厂商估计(区间很宽)",
        "no figure on dependence: estimated from the named makers, with a wide interval");
  } else if (dependence.basis == DependenceBasis::kFlag) {
    add("no_dependence_figure", "只有“卡脖子”清单,没有依赖度数字",
        "only named on a choke-point list, no figure on dependence");
  } else if (dependence.basis == DependenceBasis::kFloor) {
    add("no_dependence_figure", "只有境外份额的下限,没有依赖度数字",
        "only a floor of the foreign share is known, no figure on dependence");
  }
  if (point.score && dependence.basis != DependenceBasis::kNamedMakers) {
    if (dependence.only_old) {
      add("only_old_facts", "依赖度只有旧数据,需更新", "every figure on dependence is old: update it");
    }
    if (dependence.only_weak) {
      add("only_weak_grades", "依赖度只有C/M级来源,需核实",
          "every figure on dependence is of grade C or M: verify it");
    }
  }
  if (point.score && !exposure.concentration.hhi) {
    add("no_concentration", "来源集中度未知", "concentration of sources unknown");
  }
  if (census.empty()) add("no_maker", "没有厂商记录", "no maker on record");
  const bool unknown_status = std::any_of(census.makers.begin(), census.makers.end(), [](const Maker& maker) {
    return maker.own_control && !maker.volume && maker.weight_high > maker.weight;
  });
  if (unknown_status) {
    add("maker_status_unknown", "有国内厂商的量产状态未知", "some own makers: volume or trial is unknown");
  }
  const bool serious =
      point.level == Level::kRed || point.level == Level::kOrange || point.level == Level::kYellow;
  if (serious && !recovery.lead_time_days && !recovery.qualification_time_days) {
    add("no_recovery_time", "交货期与认证周期未知", "lead time and qualification time unknown");
  }
  if (serious && (!n_minus_1.known || n_minus_1.synthetic)) {
    add("no_capacity", "没有真实产能与需求,N-1 测试不可用于评分",
        "no real capacity and demand: the N-1 test does not enter the score");
  }
  return gaps;
}

}  // namespace tenon
