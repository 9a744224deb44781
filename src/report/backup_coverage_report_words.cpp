#include "report/backup_coverage_report_words.h"

#include "report/figures.h"

namespace tenon {
std::string_view id_of(EntryUse use) {
  switch (use) {
    case EntryUse::kCounts:
      return "counts";
    case EntryUse::kStockOnly:
      return "stock_only";
    case EntryUse::kTooLate:
      return "too_late";
    case EntryUse::kNotYetValid:
      return "not_yet_valid";
    case EntryUse::kExpired:
      return "expired";
    case EntryUse::kFailsWithPrimary:
      return "fails_with_primary";
    case EntryUse::kNoNeed:
      return "no_need";
    case EntryUse::kNothing:
      return "nothing";
    case EntryUse::kNotAssessed:
      return "not_assessed";
  }
  return "not_assessed";
}

std::string_view id_of(CoverageBasis basis) {
  switch (basis) {
    case CoverageBasis::kAssessed:
      return "assessed";
    case CoverageBasis::kNotUsed:
      return "not_used";
    case CoverageBasis::kUnnamed:
      return "unnamed";
  }
  return "unnamed";
}

Words words_of(EntryUse use) {
  switch (use) {
    case EntryUse::kCounts:
      return {"计入", "counts"};
    case EntryUse::kStockOnly:
      return {"仅库存计入，产能太迟", "stock counts, capacity too late"};
    case EntryUse::kTooLate:
      return {"太迟", "too late"};
    case EntryUse::kNotYetValid:
      return {"尚未生效", "not yet in force"};
    case EntryUse::kExpired:
      return {"已失效", "expired"};
    case EntryUse::kFailsWithPrimary:
      return {"与主要来源一同中断", "fails with the primary source"};
    case EntryUse::kNoNeed:
      return {"其采购方不用主要来源", "its buyer gets none from the primary source"};
    case EntryUse::kNothing:
      return {"无产能也无库存", "neither capacity nor stock"};
    case EntryUse::kNotAssessed:
      return {"主要来源不明，无法评估", "primary source not known"};
  }
  return {"", ""};
}

Words words_of(CoverageBasis basis) {
  switch (basis) {
    case CoverageBasis::kAssessed:
      return {"已评估", "assessed"};
    case CoverageBasis::kNotUsed:
      return {"网络中无人生产或使用", "nobody makes or uses it in the network"};
    case CoverageBasis::kUnnamed:
      return {"来源无名", "no source is named"};
  }
  return {"", ""};
}

}  // namespace tenon
