#include "report/backup_drill_report_words.h"

#include "base/number.h"
#include "report/figures.h"
#include "report/names.h"

namespace tenon {
namespace drill_words {

Bilingual product_text(const Dataset& dataset, ProductId id) {
  const Bilingual name = product_name(dataset, id);
  const std::string& text = dataset.product(id).id;
  return {text + " " + name.zh, text + " " + name.en};
}

Bilingual day_text(int day) {
  if (day < 0) return {"无", "never"};
  return {"第 " + std::to_string(day) + " 天", "day " + std::to_string(day)};
}

Bilingual skip_text(DrillSkip skip) {
  switch (skip) {
    case DrillSkip::kNotUsed:
      return {"网络中无人生产或使用", "nobody makes or uses it in the network"};
    case DrillSkip::kUnnamed:
      return {"来源均未具名", "none of its sources is named"};
    case DrillSkip::kNobodyElse:
      return {"使用者随之失效或主要来源无交付", "whoever uses it fails along, or nothing is delivered"};
    case DrillSkip::kNone:
      break;
  }
  return {};
}

Bilingual idle_text(BackupIdle idle) {
  switch (idle) {
    case BackupIdle::kFailsTogether:
      return {"与主要来源一同失效", "fails with the primary source"};
    case BackupIdle::kBuyerNotHit:
      return {"买方不受此失效影响", "its buyer buys nothing from what failed"};
    case BackupIdle::kEmpty:
      return {"未登记产能或库存", "neither capacity nor stock is registered"};
    case BackupIdle::kTooLate:
      return {"就绪前来源已恢复", "the source was back before it was ready"};
    case BackupIdle::kNoInputs:
      return {"缺少投入品，无法增产", "it had no inputs to make more"};
    case BackupIdle::kNotNeeded:
      return {"未被动用", "nobody needed it"};
    case BackupIdle::kNone:
      break;
  }
  return {};
}

Bilingual result_text(const Drill& drill) {
  if (drill.is_partial) return {"中止", "stopped"};
  if (drill.skip != DrillSkip::kNone) return {"未演练", "not run"};
  return drill.passes ? Bilingual{"通过", "pass"} : Bilingual{"失败", "FAIL"};
}

bool was_run(const Drill& drill) {
  return !drill.is_partial && drill.skip == DrillSkip::kNone;
}

Bilingual joined(const std::vector<Bilingual>& parts) {
  Bilingual text;
  for (const Bilingual& part : parts) {
    text.zh += (text.zh.empty() ? "" : "；") + part.zh;
    text.en += (text.en.empty() ? "" : "; ") + part.en;
  }
  return text;
}

std::string entry_id(const BackupDrillReport& report, const BackupDelivered& delivered) {
  const BackupEntry& entry = report.reg.entries[report.backups[delivered.backup].entry];
  return entry.id.empty() ? "#" + std::to_string(report.backups[delivered.backup].entry + 1) : entry.id;
}

Bilingual maker_text(const BackupDrillReport& report, const BackupDelivered& delivered) {
  const ResolvedBackup& backup = report.backups[delivered.backup];
  return backup.maker ? firm_name(report.dataset, *backup.maker) : Bilingual{"库存", "stock alone"};
}

}  // namespace drill_words

using drill_words::joined;

DrillCounts drill_counts(const DrillChain& result) {
  DrillCounts counts;
  for (const Drill& drill : result.drills) {
    if (drill.is_partial) {
      ++counts.stopped;
    } else if (drill.skip != DrillSkip::kNone) {
      ++counts.skipped;
    } else {
      ++counts.drills;
      ++(drill.passes ? counts.passed : counts.failed);
      counts.untried += drill.passes && drill.without.first_short_day < 0 ? 1 : 0;
      counts.bare += !drill.passes && drill.delivered.empty() ? 1 : 0;
      counts.mendable += drill.proposals.empty() ? 0 : 1;
    }
  }
  return counts;
}

std::string_view id_of(DrillChange change) {
  switch (change) {
    case DrillChange::kReserve:
      return "reserve";
    case DrillChange::kStock:
      return "stock";
    case DrillChange::kReady:
      return "ready";
    case DrillChange::kReserveAndStock:
      return "reserve_and_stock";
    case DrillChange::kCandidate:
      return "candidate";
    case DrillChange::kCandidateAndStock:
      return "candidate_and_stock";
  }
  return "reserve";
}

std::string_view id_of(BackupIdle idle) {
  switch (idle) {
    case BackupIdle::kNone:
      return "none";
    case BackupIdle::kFailsTogether:
      return "fails_together";
    case BackupIdle::kBuyerNotHit:
      return "buyer_not_hit";
    case BackupIdle::kEmpty:
      return "empty";
    case BackupIdle::kTooLate:
      return "too_late";
    case BackupIdle::kNoInputs:
      return "no_inputs";
    case BackupIdle::kNotNeeded:
      return "not_needed";
  }
  return "none";
}

std::string_view id_of(DrillSkip skip) {
  switch (skip) {
    case DrillSkip::kNone:
      return "none";
    case DrillSkip::kNotUsed:
      return "not_used";
    case DrillSkip::kUnnamed:
      return "unnamed";
    case DrillSkip::kNobodyElse:
      return "nobody_else";
  }
  return "none";
}

Bilingual proposal_text(const Dataset& dataset, const DrillProposal& proposal) {
  std::vector<Bilingual> parts;
  if (proposal.reserve_factor != 1) {
    const std::string factor = format_number(proposal.reserve_factor);
    parts.push_back({"预留增至 " + factor + " 倍", factor + " times the reserve"});
  }
  for (const AddedBackup& added : proposal.added) {
    const Bilingual name = firm_name(dataset, added.maker);
    const Bilingual amount = money_figure(added.per_day, "CNY");
    const std::string ready = format_number(added.ready_days);
    parts.push_back({"新增备份 " + name.zh + (added.synthetic ? "（合成数据）" : "") + "，每日 " + amount.zh +
                         "、" + ready + " 天就绪",
                     "another backup, " + name.en + (added.synthetic ? " (synthetic)" : "") + ", " +
                         amount.en + " a day, ready in " + ready + " days"});
  }
  if (proposal.ready_days) {
    const std::string days = std::to_string(*proposal.ready_days);
    parts.push_back({"各条目 " + days + " 天内就绪", "every entry ready within " + days + " days"});
  }
  if (proposal.stock_days > 0) {
    const std::string days = std::to_string(proposal.stock_days);
    parts.push_back({"各买方加备 " + days + " 天库存", days + " more days of stock with every buyer"});
  }
  Bilingual text = joined(parts);
  if (proposal.beyond_known_spare) {
    text.zh += "（超出数据所知的富余产能）";
    text.en += " (beyond the spare capacity that the dataset knows of)";
  }
  return text;
}

}  // namespace tenon
