#include "report/names.h"

#include "report/figures.h"
#include "report/words.h"

namespace tenon {
namespace {

Bilingual named(const std::string& zh, const std::string& en) {
  return {zh.empty() ? en : zh, en.empty() ? zh : en};
}

}  // namespace

Bilingual product_name(const Dataset& dataset, ProductId product) {
  const Product& record = dataset.product(product);
  return named(record.name_zh, record.name_en);
}

Bilingual firm_name(const Dataset& dataset, FirmId firm) {
  const Firm& record = dataset.firm(firm);
  return named(record.name_zh, record.name_en);
}

std::string root_id(const Dataset& dataset, const SupplyRoot& root) {
  return root.group ? dataset.firm(*root.group).id : root.country;
}

Bilingual root_name(const Dataset& dataset, const SupplyRoot& root) {
  switch (root.kind) {
    case RootKind::kCountry:
      return {country_name_zh(dataset, root.country), country_name_en(dataset, root.country)};
    case RootKind::kGroup:
      return firm_name(dataset, *root.group);
    case RootKind::kUnnamed:
      return {"未具名来源", "sources not named"};
  }
  return {};
}

Bilingual exposure_text(const Dataset& dataset, const SharedExposure& exposure) {
  const std::string part = exposure.part < 1 ? " " + percent_figure(exposure.part) : std::string();
  switch (exposure.kind) {
    case SharedExposureKind::kControl: {
      const Bilingual group = root_name(dataset, {RootKind::kGroup, "", exposure.group});
      return {"同受" + group.zh + "控制" + part, "under " + group.en + " as well" + part};
    }
    case SharedExposureKind::kCountry:
      return {"位于" + country_name_zh(dataset, exposure.code) + "或由其控制" + part,
              "stands in " + country_name_en(dataset, exposure.code) + " or is controlled from there" + part};
    case SharedExposureKind::kCity: {
      Bilingual name{exposure.code, exposure.code};
      for (const Region& region : dataset.regions) {
        if (region.code == exposure.code) name = {region_name_zh(region), region_name_en(region)};
      }
      return {"同城 " + name.zh + part, "same city " + name.en + part};
    }
    case SharedExposureKind::kUpstream: {
      if (!exposure.product) return {"上游" + part, "upstream" + part};
      const Bilingual product = product_name(dataset, *exposure.product);
      return {"上游 " + product.zh + part, "upstream " + product.en + part};
    }
  }
  return {};
}

std::string exposure_id(const Dataset& dataset, const SharedExposure& exposure) {
  switch (exposure.kind) {
    case SharedExposureKind::kControl:
      return "control:" + (exposure.group ? dataset.firm(*exposure.group).id : std::string());
    case SharedExposureKind::kCountry:
      return "country:" + exposure.code;
    case SharedExposureKind::kCity:
      return "city:" + exposure.code;
    case SharedExposureKind::kUpstream:
      return "upstream:" + (exposure.product ? dataset.product(*exposure.product).id : std::string());
  }
  return {};
}

std::string in(NameLanguage names, const Bilingual& text) {
  if (names == NameLanguage::kChinese) return text.zh;
  if (names == NameLanguage::kEnglish || text.zh == text.en) return text.en;
  return text.zh + " " + text.en;
}

}  // namespace tenon
