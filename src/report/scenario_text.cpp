#include "report/scenario_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/number.h"
#include "model/scenario_words.h"
#include "report/figures.h"
#include "scenario/shock.h"

namespace tenon {
namespace {

struct Entry {
  std::string_view id;
  Words words;
};

constexpr std::array<Entry, 4> kCauses = {{{"none", {"未受影响", "not hit"}},
                                           {"capacity", {"自身受冲击", "its own capacity was hit"}},
                                           {"input", {"投入断供", "an input ran out"}},
                                           {"demand", {"没有订单", "nobody ordered"}}}};

template <std::size_t kCount, class Enum>
const Entry& entry_of(const std::array<Entry, kCount>& entries, Enum value) {
  return entries[std::min(static_cast<std::size_t>(value), kCount - 1)];
}

std::string days_text(int first, int last) {
  return first == last ? std::to_string(first) : std::to_string(first) + "–" + std::to_string(last);
}

std::string joined(const std::vector<PlacedName>& names) {
  std::string text;
  for (const PlacedName& name : names) text += (text.empty() ? "" : ", ") + name.text;
  return text;
}

}  // namespace

std::string_view id_of(EventKind kind) {
  return scenario_word(kind).word;
}
std::string_view id_of(RecoveryCurve curve) {
  return scenario_word(curve).word;
}
std::string_view id_of(RationingRule rule) {
  return scenario_word(rule).word;
}
std::string_view id_of(OrderRule rule) {
  return scenario_word(rule).word;
}
std::string_view id_of(StopCause cause) {
  return entry_of(kCauses, cause).id;
}
Words words_of(EventKind kind) {
  return {scenario_word(kind).zh, scenario_word(kind).en};
}
Words words_of(RecoveryCurve curve) {
  return {scenario_word(curve).zh, scenario_word(curve).en};
}
Words words_of(RationingRule rule) {
  return {scenario_word(rule).zh, scenario_word(rule).en};
}
Words words_of(OrderRule rule) {
  return {scenario_word(rule).zh, scenario_word(rule).en};
}
Words words_of(StopCause cause) {
  return entry_of(kCauses, cause).words;
}

Bilingual event_name(const ScenarioEvent& event) {
  const std::string& zh = event.name_zh.empty() ? event.name_en : event.name_zh;
  const std::string& en = event.name_en.empty() ? event.name_zh : event.name_en;
  return {zh.empty() ? event.id.text : zh, en.empty() ? event.id.text : en};
}

Bilingual scenario_name(const Scenario& scenario) {
  const std::string& zh = scenario.name_zh.empty() ? scenario.name_en : scenario.name_zh;
  const std::string& en = scenario.name_en.empty() ? scenario.name_zh : scenario.name_en;
  return {zh.empty() ? scenario.id : zh, en.empty() ? scenario.id : en};
}

Bilingual event_sentence(const ScenarioEvent& event) {
  Bilingual text;
  const std::string loss = percent_figure(event.loss);
  switch (event.kind) {
    case EventKind::kCapacity:
      text = {"产能损失 " + loss, loss + " of capacity lost"};
      break;
    case EventKind::kImport:
      text = {"境外来源断供 " + loss, loss + " of imports cut"};
      break;
    case EventKind::kLink:
      text = {"运力损失 " + loss, loss + " of transport lost"};
      break;
    case EventKind::kDemand:
      text = {"最终需求 " + change_figure(event.demand_change),
              "final demand " + change_figure(event.demand_change)};
      break;
  }
  const int last = event.start_day + std::max(1, event.duration_days) - 1;
  const std::string days = days_text(event.start_day, last);
  text.zh += "，第 " + days + " 天";
  text.en += (event.start_day == last ? ", day " : ", days ") + days;
  const Words curve = words_of(event.recovery);
  if (event.recovery == RecoveryCurve::kStep) {
    text.zh += "，之后" + std::string(curve.zh);
    text.en += ", then back at once";
  } else {
    const std::string span = format_number(event.recovery_days);
    text.zh += "，之后 " + span + " 天" + std::string(curve.zh);
    text.en += ", then recovery over " + span + " days (" + std::string(curve.en) + ")";
  }
  return text;
}

Bilingual target_text(const EventTarget& target) {
  Bilingual text;
  const auto add = [&](const std::vector<PlacedName>& names, const char* zh, const char* en) {
    if (names.empty()) return;
    text.zh += (text.zh.empty() ? "" : " · ") + std::string(zh) + "：" + joined(names);
    text.en += (text.en.empty() ? "" : " · ") + std::string(en) + ": " + joined(names);
  };
  add(target.firms, "企业", "firm");
  add(target.products, "产品", "product");
  add(target.chains, "产业链", "chain");
  add(target.sectors, "行业", "sector");
  add(target.regions, "地区", "region");
  add(target.countries, "来源国", "country");
  add(target.suppliers, "供应商", "supplier");
  add(target.customers, "客户", "customer");
  add(target.from_regions, "起运地", "from");
  add(target.to_regions, "到达地", "to");
  return text.zh.empty() ? Bilingual{"全部", "everything"} : text;
}

int last_day_drawn(const ScenarioEvent& event, int horizon_days) {
  const int last = std::max(0, horizon_days - 1);
  const double size = event.kind == EventKind::kDemand ? event.demand_change : event.loss;
  const ShockTiming timing{event.start_day, std::max(1, event.duration_days), size, event.recovery,
                           event.recovery_days};
  const int full = std::min(last, timing.start_day + timing.duration_days - 1);
  if (event.recovery == RecoveryCurve::kStep) return full;
  if (event.recovery == RecoveryCurve::kNetworkDamped) {
    return static_cast<int>(std::min(static_cast<double>(last), full + std::ceil(event.recovery_days)));
  }
  int day = full;
  while (day < last && std::fabs(loss_on_day(timing, day + 1)) > std::fabs(size) / 100) ++day;
  return day;
}

}  // namespace tenon
