#include "scenario/supply_origins.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/number.h"
#include "model/codes.h"
#include "model/figure_basis.h"
#include "model/firm_group.h"
#include "model/region_tree.h"
#include "scenario/external_dependence.h"

namespace tenon {
namespace {

constexpr double kMostPercents = 100.5;  // what published percentages may add up to by rounding
constexpr double kNoPart = 1e-9;         // parts below this are rounding

using ListedMakers = std::set<std::pair<std::uint32_t, std::uint32_t>>;  // firm, product

// One provider whose share is published, in parts of some market.
struct Provider {
  SupplySource source;
  double part = 0;
  double low = 0;
  double high = 0;
  bool world = false;
};

struct CountryTotal {
  PartRange part;  // of what comes from abroad
  Provenance provenance;
  std::string scope;
  SourceEvidence evidence = SourceEvidence::kFact;
};
using CountryTotals = std::map<std::string, CountryTotal>;

// A fact that names countries, with what it says of home.
struct NamedFact {
  const Fact* fact = nullptr;
  std::vector<CountryPercent> percents;
  double inside = 0;  // part of its market that home makes
};

std::vector<NamedFact> best_named_facts(const HomeView& home, const ProductEvidence& evidence) {
  std::vector<NamedFact> named;
  double quality = 0;
  for (const ProductEvidence::Figure& figure : evidence.figures) {
    if (figure.use->indicator == Indicator::kFlagChokePoint) continue;
    auto found = std::find_if(named.begin(), named.end(),
                              [&](const NamedFact& other) { return other.fact == figure.fact; });
    if (found == named.end()) {
      NamedFact candidate{figure.fact, country_percents(figure.fact->scope), 0};
      if (candidate.percents.empty()) continue;
      for (const CountryPercent& percent : candidate.percents) {
        if (percent.country == home.code) candidate.inside = percent.percent / 100;
      }
      quality = std::max(quality, figure_quality(figure.fact->provenance));
      found = named.insert(named.end(), std::move(candidate));
    }
    switch (figure.use->indicator) {
      case Indicator::kWorldSupplyInside:
      case Indicator::kDomesticSupply:
        found->inside = std::max(found->inside, figure.value.value);
        break;
      case Indicator::kWorldSupplyOutside:
      case Indicator::kExternalDependence:
        found->inside = std::max(found->inside, 1 - figure.value.value);
        break;
      default:
        break;
    }
  }
  std::erase_if(named,
                [&](const NamedFact& fact) { return figure_quality(fact.fact->provenance) != quality; });
  std::sort(named.begin(), named.end(), [](const NamedFact& a, const NamedFact& b) {
    return std::tuple(a.fact->scope, a.fact->metric, a.fact->provenance.source) <
           std::tuple(b.fact->scope, b.fact->metric, b.fact->provenance.source);
  });
  return named;
}

// Facts of equal quality speak of different sorts of the product: their splits are averaged.
CountryTotals totals_of_facts(const HomeView& home, const ProductEvidence& evidence) {
  CountryTotals totals;
  const std::vector<NamedFact> named = best_named_facts(home, evidence);
  for (const NamedFact& fact : named) {
    double foreign = 0;
    for (const CountryPercent& percent : fact.percents) {
      if (percent.country != home.code) foreign += percent.percent / 100;
    }
    const double whole = std::max(1 - fact.inside, foreign);
    for (const CountryPercent& percent : fact.percents) {
      if (percent.country == home.code || percent.percent <= 0) continue;
      const double part = percent.percent / 100 / whole;
      const auto [found, is_new] = totals.try_emplace(percent.country);
      CountryTotal& total = found->second;
      if (is_new) {
        total.part = {0, part, part};
        total.provenance = fact.fact->provenance;
        total.scope = fact.fact->scope;
      }
      total.part.value += part / static_cast<double>(named.size());
      total.part.low = std::min(total.part.low, part);
      total.part.high = std::max(total.part.high, part);
    }
  }
  for (auto& [country, total] : totals) total.part.low = std::min(total.part.low, total.part.value);
  return totals;
}

std::vector<Provider> providers_of_shares(const Dataset& dataset, const HomeView& home,
                                          const ProductEvidence& evidence, const ListedMakers& listed) {
  std::vector<Provider> providers;
  for (std::size_t s = 0; s < evidence.shares.size(); ++s) {
    const Share& share = *evidence.shares[s];
    if (share.firm && listed.contains({share.firm->value, share.product.value})) continue;
    Provider provider;
    provider.source.country = provider_country(dataset, share);
    if (provider.source.country.empty() || share.high <= 0) continue;
    provider.source.side = provider.source.country == home.code ? SourceSide::kHome : SourceSide::kAbroad;
    provider.source.firm = share.firm;
    provider.source.region = share.region;
    provider.source.evidence = SourceEvidence::kShare;
    provider.source.provenance = share.provenance;
    provider.source.scope = share.scope;
    provider.part = (share.low + share.high) / 200;
    provider.low = share.low / 100;
    provider.high = share.high / 100;
    provider.world = evidence.world[s];
    providers.push_back(std::move(provider));
  }
  return providers;
}

// Where the firm makes the product, if that is one place; else its seat.
std::optional<RegionId> place_of(const Dataset& dataset, FirmId firm,
                                 const std::vector<const Capability*>& capabilities) {
  std::optional<RegionId> place;
  for (const Capability* capability : capabilities) {
    if (capability->firm != firm || !capability->region) continue;
    if (place && *place != *capability->region) return dataset.firm(firm).region;
    place = capability->region;
  }
  return place ? place : dataset.firm(firm).region;
}

double sum_of(const std::vector<Provider>& providers, SourceSide side, bool world_only) {
  double sum = 0;
  for (const Provider& provider : providers) {
    if (provider.source.side == side && (provider.world || !world_only)) sum += provider.part;
  }
  return sum;
}

// The part of world supply that home makes, by the best figure.
std::optional<double> inside_of_world(const ProductEvidence& evidence) {
  std::optional<double> inside;
  double quality = 0;
  for (const ProductEvidence::Figure& figure : evidence.figures) {
    const bool is_inside = figure.use->indicator == Indicator::kWorldSupplyInside;
    if (!is_inside && figure.use->indicator != Indicator::kWorldSupplyOutside) continue;
    const double value = is_inside ? figure.value.value : 1 - figure.value.value;
    const double own = figure_quality(figure.fact->provenance);
    if (own > quality || (own == quality && value > *inside)) {
      inside = value;
      quality = own;
    }
  }
  return inside;
}

void set_part(Provider& provider, double whole) {
  provider.source.part = {provider.part / whole, std::min(1.0, provider.low / whole),
                          std::min(1.0, provider.high / whole)};
}

SupplySource unknown_source(SourceSide side, double part, const HomeView& home) {
  SupplySource source;
  source.side = side;
  source.part = {part, 0, part};
  if (side == SourceSide::kHome) {
    source.country = home.code;
    source.region = home.country;
  }
  return source;
}

class ProductOrigins {
 public:
  ProductOrigins(const Dataset& dataset, const HomeView& home, const ProductEvidence& evidence,
                 std::vector<Provider> providers)
      : dataset_(dataset), home_(home), evidence_(evidence), providers_(std::move(providers)) {}

  SupplyOrigins find() {
    SupplyOrigins origins;
    const ExternalDependence external = external_dependence(dataset_, home_, evidence_);
    origins.external = external.part;
    origins.evidence = external.evidence;
    origins.provenance = external.provenance;
    if (external.evidence == DependenceEvidence::kNone) {
      origins.sources.push_back(unknown_source(SourceSide::kUnknown, 1, home_));
      return origins;
    }
    const double foreign = sum_of(providers_, SourceSide::kAbroad, false);
    const double own = sum_of(providers_, SourceSide::kHome, false);
    const bool any_world = sum_of(providers_, SourceSide::kAbroad, true) > 0;
    const std::optional<double> inside = inside_of_world(evidence_);
    // What the shares are parts of: the world's or the country's supply less what home makes of it.
    const double made_at_home = any_world || external.part.value >= 1
                                    ? std::max(own, inside.value_or(0))
                                    : std::max(own, 1 - external.part.value);
    origins.scaled = foreign + own > 1 + kNoPart;
    add_abroad(std::max(1 - made_at_home, foreign), origins);
    const double at_home =
        any_world || own <= 0 ? inside.value_or(1 - std::min(1.0, foreign)) : 1 - external.part.value;
    add_home(std::max(at_home, own), origins);
    sort_sources(origins);
    return origins;
  }

 private:
  void add_abroad(double whole, SupplyOrigins& origins) {
    CountryTotals totals = totals_of_facts(home_, evidence_);
    std::map<std::string, PartRange> of_firms;
    std::set<std::string> roots;  // of firms whose share is known
    std::vector<SupplySource> sources;
    for (Provider& provider : providers_) {
      if (provider.source.side != SourceSide::kAbroad) continue;
      set_part(provider, whole);
      if (provider.source.firm) {
        PartRange& sum = of_firms[provider.source.country];
        sum.value += provider.source.part.value;
        sum.low += provider.source.part.low;
        sum.high += provider.source.part.high;
        roots.insert(root_id(*provider.source.firm));
        sources.push_back(provider.source);
        continue;
      }
      const auto [found, is_new] = totals.try_emplace(provider.source.country);
      if (is_new || provider.source.part.value > found->second.part.value) {
        found->second = {provider.source.part, provider.source.provenance, provider.source.scope,
                         SourceEvidence::kShare};
      }
    }
    for (const auto& [country, total] : totals) {
      const PartRange firms = of_firms[country];
      const double rest = total.part.value - firms.value;
      if (rest <= kNoPart) continue;
      SupplySource source;
      source.side = SourceSide::kAbroad;
      source.country = country;
      source.region = region_of_code(country);
      source.part = {rest, std::clamp(total.part.low - firms.high, 0.0, rest),
                     std::max(rest, total.part.high - firms.low)};
      source.evidence = total.evidence;
      source.provenance = total.provenance;
      source.scope = total.scope;
      sources.push_back(std::move(source));
    }
    double known = 0;
    for (const SupplySource& source : sources) known += source.part.value;
    if (known > 1) {
      if (known > 1 + kNoPart) origins.scaled = true;
      for (SupplySource& source : sources) {
        source.part = {source.part.value / known, source.part.low / known,
                       std::min(1.0, source.part.high / known)};
      }
    } else if (1 - known > kNoPart) {
      add_unnamed(1 - known, totals, roots, sources);
    }
    origins.sources.insert(origins.sources.end(), std::make_move_iterator(sources.begin()),
                           std::make_move_iterator(sources.end()));
  }

  // What no figure names: an equal part for each country of the other known makers. A country whose whole
  // part is published has no more than that.
  void add_unnamed(double rest, const CountryTotals& totals, const std::set<std::string>& roots,
                   std::vector<SupplySource>& sources) {
    std::set<std::string> countries;
    for (const KnownMaker& maker : evidence_.makers) {
      if (maker.is_listed || maker.country == home_.code || roots.contains(maker.root)) continue;
      if (!totals.contains(maker.country)) countries.insert(maker.country);
    }
    if (countries.empty()) {
      sources.push_back(unknown_source(SourceSide::kAbroad, rest, home_));
      return;
    }
    for (const std::string& country : countries) {
      SupplySource source;
      source.side = SourceSide::kAbroad;
      source.country = country;
      source.region = region_of_code(country);
      source.part = {rest / static_cast<double>(countries.size()), 0, rest};
      source.evidence = SourceEvidence::kNamedMakers;
      sources.push_back(std::move(source));
    }
  }

  void add_home(double whole, SupplyOrigins& origins) {
    double known = 0;
    for (Provider& provider : providers_) {
      if (provider.source.side != SourceSide::kHome) continue;
      set_part(provider, std::max(whole, kNoPart));
      known += provider.source.part.value;
      origins.sources.push_back(provider.source);
    }
    if (1 - known > kNoPart) {
      origins.sources.push_back(unknown_source(SourceSide::kHome, 1 - known, home_));
    }
  }

  [[nodiscard]] std::string root_id(FirmId firm) const {
    return dataset_.firm(top_parent(dataset_, firm)).id;
  }

  [[nodiscard]] std::optional<RegionId> region_of_code(const std::string& code) const {
    for (std::size_t r = 0; r < dataset_.regions.size(); ++r) {
      if (dataset_.regions[r].code == code) return RegionId(r);
    }
    return std::nullopt;
  }

  void sort_sources(SupplyOrigins& origins) const {
    const auto key = [&](const SupplySource& source) {
      const int kind = source.firm ? 0 : source.evidence != SourceEvidence::kNone ? 1 : 2;
      return std::tuple(source.side, kind, source.firm ? dataset_.firm(*source.firm).id : source.country,
                        source.region ? dataset_.region(*source.region).code : std::string());
    };
    std::sort(origins.sources.begin(), origins.sources.end(),
              [&](const SupplySource& a, const SupplySource& b) { return key(a) < key(b); });
  }

  const Dataset& dataset_;
  const HomeView& home_;
  const ProductEvidence& evidence_;
  std::vector<Provider> providers_;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

std::vector<CountryPercent> country_percents(const std::string& text) {
  constexpr std::size_t kCodeLength = 3;
  std::vector<CountryPercent> found;
  double sum = 0;
  for (std::size_t at = 0; at + kCodeLength < text.size(); ++at) {
    if (at > 0 && is_word(text[at - 1])) continue;
    const std::string code = text.substr(at, kCodeLength);
    std::size_t end = at + kCodeLength;
    if (text[end] != ' ' || !is_iso_alpha3(code)) continue;
    const std::size_t begin = ++end;
    while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 ||
                                 (text[end] == '.' && end + 1 < text.size() && is_word(text[end + 1])))) {
      ++end;
    }
    // "JPN 23-item list" and "USA 2nd" are no shares.
    if (end < text.size() && (is_word(text[end]) || text[end] == '-')) continue;
    const std::optional<double> percent = parse_number(std::string_view(text).substr(begin, end - begin));
    if (!percent || *percent > 100) continue;
    const bool is_known = std::any_of(found.begin(), found.end(),
                                      [&](const CountryPercent& other) { return other.country == code; });
    if (is_known) continue;
    found.push_back({code, *percent});
    sum += *percent;
  }
  if (sum > kMostPercents) found.clear();
  return found;
}

std::optional<RegionId> home_country(const Dataset& dataset) {
  std::vector<std::size_t> outputs(dataset.regions.size(), 0);
  std::vector<std::size_t> places(dataset.regions.size(), 0);
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    ++places[country_of(dataset, RegionId(r)).index()];
  }
  for (const Capability& capability : dataset.capabilities) {
    const std::optional<RegionId> region =
        capability.region ? capability.region : dataset.firm(capability.firm).region;
    if (region && capability.annual_output.value_or(0) > 0) {
      ++outputs[country_of(dataset, *region).index()];
    }
  }
  std::optional<RegionId> home;
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    if (dataset.regions[r].tier != Tier::kCountry) continue;
    if (!home) {
      home = RegionId(r);
      continue;
    }
    const std::size_t h = home->index();
    const auto here = std::pair(outputs[r], places[r]);
    const auto held = std::pair(outputs[h], places[h]);
    if (here > held || (here == held && dataset.regions[r].code < dataset.regions[h].code)) {
      home = RegionId(r);
    }
  }
  return home;
}

std::vector<SupplyOrigins> supply_origins(const Dataset& dataset, RegionId home_region) {
  const HomeView home = make_home_view(dataset, home_region);
  const std::vector<ProductEvidence> evidence = gather_evidence(dataset, home);
  ListedMakers listed;
  std::vector<std::vector<const Capability*>> capabilities(dataset.products.size());
  for (const Capability& capability : dataset.capabilities) {
    capabilities[capability.product.index()].push_back(&capability);
    if (capability.annual_output.value_or(0) > 0) {
      listed.insert({capability.firm.value, capability.product.value});
    }
  }
  std::vector<SupplyOrigins> origins;
  origins.reserve(dataset.products.size());
  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    std::vector<Provider> providers = providers_of_shares(dataset, home, evidence[p], listed);
    for (Provider& provider : providers) {
      if (provider.source.firm) {
        provider.source.region = place_of(dataset, *provider.source.firm, capabilities[p]);
      }
    }
    origins.push_back(ProductOrigins(dataset, home, evidence[p], std::move(providers)).find());
  }
  return origins;
}

}  // namespace tenon
