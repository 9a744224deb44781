#include "report/words.h"

namespace tenon {

std::string_view id_of(Level level) {
  switch (level) {
    case Level::kRed:
      return "red";
    case Level::kOrange:
      return "orange";
    case Level::kYellow:
      return "yellow";
    case Level::kBlue:
      return "blue";
    case Level::kNone:
      return "none";
    case Level::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view id_of(RiskKind kind) {
  switch (kind) {
    case RiskKind::kExternalDependence:
      return "external_dependence";
    case RiskKind::kConcentration:
      return "concentration";
    case RiskKind::kSingleSource:
      return "single_source";
    case RiskKind::kNMinus1:
      return "n_minus_1";
    case RiskKind::kNoAlternative:
      return "no_alternative";
    case RiskKind::kLowCover:
      return "low_cover";
    case RiskKind::kSystemicFirm:
      return "systemic_firm";
    case RiskKind::kChokePoint:
      return "choke_point";
  }
  return "unknown";
}

std::string_view id_of(RemedyClass remedy_class) {
  switch (remedy_class) {
    case RemedyClass::kSupplement:
      return "supplement";
    case RemedyClass::kSecure:
      return "secure";
    case RemedyClass::kStrengthen:
      return "strengthen";
  }
  return "unknown";
}

std::string_view id_of(Segment segment) {
  switch (segment) {
    case Segment::kUpstream:
      return "upstream";
    case Segment::kMidstream:
      return "midstream";
    case Segment::kDownstream:
      return "downstream";
  }
  return "unknown";
}

std::string_view id_of(CapabilityStatus status) {
  switch (status) {
    case CapabilityStatus::kQualified:
      return "qualified";
    case CapabilityStatus::kTrial:
      return "trial";
    case CapabilityStatus::kPotential:
      return "potential";
    case CapabilityStatus::kUnknown:
      return "unknown";
  }
  return "unknown";
}

Words words_of(Level level) {
  switch (level) {
    case Level::kRed:
      return {"红·Ⅰ", "Red I"};
    case Level::kOrange:
      return {"橙·Ⅱ", "Orange II"};
    case Level::kYellow:
      return {"黄·Ⅲ", "Yellow III"};
    case Level::kBlue:
      return {"蓝·Ⅳ", "Blue IV"};
    case Level::kNone:
      return {"正常", "Normal"};
    case Level::kUnknown:
      return {"未知", "Unknown"};
  }
  return {"未知", "Unknown"};
}

Words words_of(RiskKind kind) {
  switch (kind) {
    case RiskKind::kExternalDependence:
      return {"对外依赖", "External dependence"};
    case RiskKind::kConcentration:
      return {"来源集中", "Concentration"};
    case RiskKind::kSingleSource:
      return {"单一来源", "Single source"};
    case RiskKind::kNMinus1:
      return {"N-1 不满足", "N-1 fails"};
    case RiskKind::kNoAlternative:
      return {"无替代", "No alternative"};
    case RiskKind::kLowCover:
      return {"库存覆盖低", "Low cover"};
    case RiskKind::kSystemicFirm:
      return {"系统性企业", "Systemic firm"};
    case RiskKind::kChokePoint:
      return {"卡脖子", "Choke point"};
  }
  return {"未知", "Unknown"};
}

Words words_of(RemedyClass remedy_class) {
  switch (remedy_class) {
    case RemedyClass::kSupplement:
      return {"补链", "Supplement"};
    case RemedyClass::kSecure:
      return {"固链", "Secure"};
    case RemedyClass::kStrengthen:
      return {"强链", "Strengthen"};
  }
  return {"未知", "Unknown"};
}

Words words_of(Segment segment) {
  switch (segment) {
    case Segment::kUpstream:
      return {"上游", "Upstream"};
    case Segment::kMidstream:
      return {"中游", "Midstream"};
    case Segment::kDownstream:
      return {"下游", "Downstream"};
  }
  return {"未知", "Unknown"};
}

Words words_of(CapabilityStatus status) {
  switch (status) {
    case CapabilityStatus::kQualified:
      return {"量产", "In production"};
    case CapabilityStatus::kTrial:
      return {"试制", "Trial"};
    case CapabilityStatus::kPotential:
      return {"潜在", "Potential"};
    case CapabilityStatus::kUnknown:
      return {"状态不明", "Status unknown"};
  }
  return {"状态不明", "Status unknown"};
}

Words words_of_grade(char grade) {
  switch (grade) {
    case 'A':
      return {"A 官方", "A official"};
    case 'B':
      return {"B 二手", "B secondary"};
    case 'C':
      return {"C 弱", "C weak"};
    case 'M':
      return {"M 待核", "M unverified"};
    case 'S':
      return {"S 合成", "S synthetic"};
    default:
      return {"未评级", "not graded"};
  }
}

std::string_view glyph_of(Level level) {
  switch (level) {
    case Level::kRed:
      return "⬣";
    case Level::kOrange:
      return "▲";
    case Level::kYellow:
      return "◆";
    case Level::kBlue:
      return "●";
    case Level::kNone:
      return "–";
    case Level::kUnknown:
      return "?";
  }
  return "?";
}

int bars_of(Level level) {
  switch (level) {
    case Level::kRed:
      return 4;
    case Level::kOrange:
      return 3;
    case Level::kYellow:
      return 2;
    case Level::kBlue:
      return 1;
    case Level::kNone:
    case Level::kUnknown:
      return 0;
  }
  return 0;
}

std::string region_name_zh(const Region& region) {
  if (region.code == "TWN") return "中国台湾";
  if (region.code == "HKG") return "中国香港";
  if (region.code == "MAC") return "中国澳门";
  return region.name_zh.empty() ? region.code : region.name_zh;
}

std::string region_name_en(const Region& region) {
  if (!region.name_en.empty()) return region.name_en;
  return region.name_zh.empty() ? region.code : region.name_zh;
}

std::string country_name_zh(const Dataset& dataset, std::string_view code) {
  for (const Region& region : dataset.regions) {
    if (region.code == code) return region_name_zh(region);
  }
  Region unknown;
  unknown.code = std::string(code);
  return region_name_zh(unknown);
}

std::string country_name_en(const Dataset& dataset, std::string_view code) {
  for (const Region& region : dataset.regions) {
    if (region.code == code) return region_name_en(region);
  }
  return std::string(code);
}

}  // namespace tenon
