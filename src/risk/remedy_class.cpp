#include "risk/remedy_class.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/number.h"

namespace tenon {
namespace {

constexpr double kOwnLead = 0.2;  // dependence up to here: own supply covers at least 80 %
constexpr std::size_t kSeveralMakers = 3;

// A sentence in both languages.
struct Text {
  std::string zh;
  std::string en;

  void add(const std::string& more_zh, const std::string& more_en) {
    if (!zh.empty()) zh += ";";
    if (!en.empty()) en += "; ";
    zh += more_zh;
    en += more_en;
  }
};

std::string percent(double share) {
  return format_fixed(100 * share, 0);
}

std::string range_of(const Interval& interval, const char* separator) {
  std::string text = percent(interval.value) + "%";
  if (interval.high - interval.low >= 0.015) {
    text += std::string(" (") + percent(interval.low) + separator + percent(interval.high) + "%)";
  }
  return text;
}

bool exists(const Maker& maker) {
  return maker.own_control && maker.place == MakerPlace::kScope;
}

std::string maker_names(const Dataset& dataset, const MakerCensus& census, bool volume, const char* separator,
                        bool chinese) {
  constexpr std::size_t kAtMost = 3;
  std::string names;
  std::size_t listed = 0;
  for (const Maker& maker : census.makers) {
    if (!exists(maker) || maker.volume != volume) continue;
    if (listed++ == kAtMost) break;
    const Firm& firm = dataset.firm(maker.firm);
    if (!names.empty()) names += separator;
    names += chinese || firm.name_en.empty() ? firm.name_zh : firm.name_en;
  }
  return names;
}

Text reason(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
            const Exposure& exposure, const Recovery& recovery) {
  Text text;
  const Region& here = dataset.region(scope.scope);
  const Region& country = dataset.region(scope.country);
  if (exposure.dependence.basis != DependenceBasis::kNone) {
    text.add(country.name_zh + "对境外来源的依赖度约" + range_of(exposure.dependence.country, "–"),
             country.name_en + " depends on foreign sources for about " +
                 range_of(exposure.dependence.country, "-"));
  }
  if (exposure.concentration.hhi && exposure.concentration.hhi->value >= 0.4) {
    text.add("来源集中度 HHI " + format_fixed(exposure.concentration.hhi->value, 2),
             "concentration of sources: HHI " + format_fixed(exposure.concentration.hhi->value, 2));
  }
  if (exposure.export_control) text.add("受出口管制", "under export control");
  const std::string trial_zh = maker_names(dataset, census, false, "、", true);
  const std::string trial_en = maker_names(dataset, census, false, ", ", false);
  if (census.empty()) {
    text.add("尚无已知厂商记录", "no maker is on record");
  } else if (census.volume_scope == 0) {
    text.add(here.name_zh + "境内没有独立的量产厂商",
             "no independent maker in " + here.name_en + " produces it in volume");
    if (!trial_zh.empty()) text.add("在试制:" + trial_zh, "on trial: " + trial_en);
  } else {
    text.add(
        here.name_zh + "有" + format_count(census.volume_scope) + "家独立量产厂商(" +
            maker_names(dataset, census, true, "、", true) + (census.volume_scope > 3 ? "等)" : ")"),
        format_count(census.volume_scope) +
            (census.volume_scope == 1 ? " independent volume maker in " : " independent volume makers in ") +
            here.name_en + " (" + maker_names(dataset, census, true, ", ", false) +
            (census.volume_scope > 3 ? " and others)" : ")"));
  }
  if (!scope.is_country && census.volume_country > 0) {
    text.add("国内其他地区" + format_count(census.volume_country) + "家",
             format_count(census.volume_country) + " elsewhere in " + country.name_en);
  }
  const double days = recovery.lead_time_days.value_or(0) + recovery.qualification_time_days.value_or(0);
  if (days > 0) {
    text.add("交货与认证约需" + format_fixed(days, 0) + "天",
             "lead time and qualification take about " + format_fixed(days, 0) + " days");
  }
  return text;
}

Text supplement_action(const Dataset& dataset, const MakerCensus& census,
                       const std::vector<RelatedRegion>& could_make) {
  Text text;
  const std::string trial_zh = maker_names(dataset, census, false, "、", true);
  if (!trial_zh.empty()) {
    text.add("支持试制厂商完成验证并进入量产(" + trial_zh + ")",
             "bring those on trial through qualification into volume (" +
                 maker_names(dataset, census, false, ", ", false) + ")");
  } else if (census.volume_country > 0) {
    text.add("与国内其他地区厂商签订备份供应协议,并引进产能",
             "agree back-up supply with makers elsewhere in the country and attract capacity");
  } else {
    text.add("组织联合攻关(揭榜挂帅),同期储备库存",
             "commission joint development and build up stock meanwhile");
  }
  if (!could_make.empty()) {
    std::string zh;
    std::string en;
    for (const RelatedRegion& related : could_make) {
      if (!zh.empty()) zh += "、";
      if (!en.empty()) en += ", ";
      zh += dataset.region(related.region).name_zh;
      en += dataset.region(related.region).name_en;
    }
    text.add("产业基础相近的地区:" + zh, "regions with related industry: " + en);
  }
  return text;
}

Text secure_action(const MakerCensus& census, const Exposure& exposure) {
  Text text;
  const double dependence =
      exposure.dependence.basis == DependenceBasis::kNone ? 0 : exposure.dependence.country.value;
  if (census.volume_scope < kSeveralMakers) {
    text.add("培育第二、第三来源", "qualify a second and a third source");
  }
  if (dependence >= 0.5) {
    text.add("扩大本地产能与首批次应用,提高自给率", "widen own capacity and first use to raise self-supply");
  }
  if (exposure.concentration.single_source || exposure.export_control) {
    text.add("分散境外来源并建立战略库存", "spread foreign sources and keep a strategic stock");
  }
  if (text.zh.empty()) text.add("建立备份名单与互保协议", "keep a back-up list and mutual-supply agreements");
  return text;
}

}  // namespace

std::string name_in_chinese(const Region& region) {
  const bool prefixed = region.name_zh.starts_with("中国");
  if (!prefixed && (region.code == "TWN" || region.code == "HKG" || region.code == "MAC")) {
    return "中国" + region.name_zh;
  }
  return region.name_zh;
}

Remedy remedy_of(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                 const Exposure& exposure, const Recovery& recovery,
                 const std::vector<RelatedRegion>& could_make) {
  Remedy remedy;
  Text action;
  const bool leads = exposure.dependence.basis != DependenceBasis::kNone &&
                     exposure.dependence.country.value <= kOwnLead && census.volume_scope >= kSeveralMakers;
  if (census.volume_scope == 0) {
    remedy.remedy_class = RemedyClass::kSupplement;
    action = supplement_action(dataset, census, could_make);
  } else if (leads) {
    remedy.remedy_class = RemedyClass::kStrengthen;
    action.add("巩固领先:技术升级、标准与出海配套",
               "hold the lead: upgrade technology, set standards, follow customers abroad");
  } else {
    remedy.remedy_class = RemedyClass::kSecure;
    action = secure_action(census, exposure);
  }
  remedy.action_zh = action.zh;
  remedy.action_en = action.en;
  const Text why = reason(dataset, scope, census, exposure, recovery);
  remedy.reason_zh = why.zh;
  remedy.reason_en = why.en;
  return remedy;
}

}  // namespace tenon
