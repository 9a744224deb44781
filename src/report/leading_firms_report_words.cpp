#include "report/leading_firms_report_words.h"

#include <array>
#include <cstddef>

#include "base/number.h"
#include "report/names.h"

namespace tenon {
namespace {

struct Entry {
  std::string_view id;
  Words words;
};

constexpr std::array<Entry, 6> kReasons = {{
    {"no_other_maker", {"没有其他厂商", "no other maker"}},
    {"no_spare_known", {"他厂无已知富余产能", "no spare capacity known"}},
    {"fails_together", {"替代者同源，同时失效", "alternatives fail along"}},
    {"not_qualified", {"替代者尚未认证", "alternatives not qualified"}},
    {"too_late", {"库存用尽前来不及", "ready after stocks are gone"}},
    {"too_little", {"来得及但产能不足", "in time, but too little"}},
}};

constexpr std::array<Entry, 4> kKinds = {{
    {"alliance", {"互助联盟", "alliance"}},
    {"test_line", {"共享测试线", "shared test line"}},
    {"second_source", {"第二供应商合同", "second source"}},
    {"merger", {"供应商合并", "merger"}},
}};

constexpr std::array<Words, 4> kActs = {{
    {"伙伴企业与原供应商签互助协议，龙头承认其认证结果，双方所在省工信部门见证",
     "partners and the supplier sign for mutual aid, the leader accepts their qualification, the provinces' "
     "industry departments stand by"},
    {"龙头开放或共建测试线，试产和在研厂商送样，所在省科技、工信部门共同出资",
     "the leader opens or co-builds the line, makers in trial or development send samples, their provinces "
     "share the cost"},
    {"龙头（或其配套厂商）与第二供应商签长期合同",
     "the leader, or its suppliers that buy, signs a lasting contract with the second source"},
    {"供应商与同类厂商的股东议定；属经营者集中的须依法申报",
     "the owners of supplier and competitor agree; a concentration has to be notified where the law says so"},
}};

constexpr std::array<Entry, 8> kCaveats = {{
    {"quality_accepted",
     {"假设：伙伴的货不经自身认证即被接受", "assumed: a partner's goods are taken without qualification"}},
    {"test_line_factor",
     {"假设：共享测试线把认证时间缩短到所设比例",
      "assumed: a shared line shortens qualification to the part set"}},
    {"qualified_first",
     {"前提：该伙伴须先通过认证，合同才能执行",
      "the partner has yet to be qualified before the contract can run"}},
    {"contract_by_spare",
     {"合同量受伙伴富余产能限制，低于所设比例",
      "the partner's spare capacity allows less than the part set"}},
    {"one_plant_fails",
     {"假设：失效的是一个厂区而非合并后的整个企业", "assumed: the plant fails, not the merged firm"}},
    {"merger_review",
     {"竞争者合并，可能须作经营者集中申报，也可能不获批准",
      "a merger of competitors, which may need notification and may be refused"}},
    {"partner_inputs", {"备用产线自身的投入视为有保障", "the inputs of a standby line are taken as given"}},
    {"synthetic_figures", {"金额含虚构数据", "amounts are partly made up"}},
}};

template <std::size_t kCount, class Enum>
const Entry& entry(const std::array<Entry, kCount>& entries, Enum value) {
  return entries[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view id_of(LeaderPart part) {
  constexpr std::array<std::string_view, kLeaderPartCount> kIds = {"output", "risk", "reach", "influence",
                                                                   "chains"};
  return kIds[static_cast<std::size_t>(part)];
}
std::string_view id_of(SingleReason reason) {
  return entry(kReasons, reason).id;
}
std::string_view id_of(CooperationKind kind) {
  return entry(kKinds, kind).id;
}
std::string_view id_of(CooperationCaveat caveat) {
  return entry(kCaveats, caveat).id;
}

Words words_of(SingleReason reason) {
  return entry(kReasons, reason).words;
}
Words words_of(CooperationKind kind) {
  return entry(kKinds, kind).words;
}
Words words_of(CooperationCaveat caveat) {
  return entry(kCaveats, caveat).words;
}
Words acts_of(CooperationKind kind) {
  return kActs[static_cast<std::size_t>(kind)];
}

Bilingual names_of_partners(const Dataset& dataset, const Cooperation& cooperation) {
  Bilingual names;
  for (const CircleAlternative& partner : cooperation.partners) {
    const Bilingual name = firm_name(dataset, partner.firm);
    names.zh += (names.zh.empty() ? "" : "、") + name.zh;
    names.en += (names.en.empty() ? "" : ", ") + name.en;
  }
  return names;
}

std::vector<Bilingual> leaders_notes(const LeadersReport& report) {
  std::vector<Bilingual> notes;
  std::size_t scored = 0;
  std::size_t real = 0;
  for (const ChainLeaders& chain : report.leaders.chains) {
    scored += chain.scored;
    real += chain.scored_real;
  }
  if (real < scored) {
    const std::string count = format_count(scored - real);
    notes.push_back(
        {"评分的 " + count + " 家（次）企业为虚构或含虚构金额，其名次只演示方法，不是对真实企业的判断。",
         count + " of the scored firms are synthetic or rest on made-up amounts: their ranks show "
                 "the method and say nothing about real firms."});
  }
  notes.push_back({"真实企业没有金额数据的，不进网络、不评分，只列名。",
                   "Real firms of which no amounts are known are in no network and get no score; they are "
                   "listed by name."});
  const LeaderNotes& index = report.leaders.notes;
  if (index.alternatives_joined > 0) {
    notes.push_back({format_count(index.alternatives_joined) + " 种可互替产品在系统性风险中并为一类投入" +
                         (index.needs_joined > 0 ? "，其中 " + format_count(index.needs_joined) +
                                                       " 处使同一产线的两项需求合为一项（偏低估）。"
                                                 : "。"),
                     format_count(index.alternatives_joined) +
                         " products that replace each other count as one kind of input in the systemic risk" +
                         (index.needs_joined > 0 ? "; " + format_count(index.needs_joined) +
                                                       " needs of lines thereby fall into another one (which "
                                                       "understates their loss)."
                                                 : ".")});
  }
  if (index.not_converged > 0) {
    notes.push_back({format_count(index.not_converged) + " 次停产传播未收敛，风险偏低。",
                     format_count(index.not_converged) + " closures did not converge: their risk is low."});
  }
  if (report.circle) {
    const std::string days = std::to_string(report.circle->options.failure_days);
    notes.push_back({"合作效果：供应商失效 " + days + " 天，允许客户转向其他厂商；损失为低于正常产出之和。",
                     "Effects of cooperation: the supplier fails for " + days +
                         " days, customers may switch; losses are what falls short of normal output."});
    notes.push_back({"未计算单纯参股：股权不改变产能、库存，推演中也没有个别客户的优先供货。",
                     "Equity alone is not computed: it changes neither capacity nor stock, and the dynamics "
                     "know no priority of single customers."});
    notes.push_back({"除单位成本已知的第二供应商外，合作成本未知，故不列。",
                     "Costs are not known but for second sources with unit costs; the others are left out."});
  }
  return notes;
}

}  // namespace tenon
