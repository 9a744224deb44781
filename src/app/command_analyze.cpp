#include "app/command_analyze.h"

#include <cstdio>

#include "app/output.h"
#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/dataset_reader.h"
#include "report/analysis.h"
#include "report/break_points_csv.h"
#include "report/break_points_json.h"
#include "report/break_points_text.h"
#include "report/html_page.h"
#include "report/timestamp.h"
#include "risk/break_points.h"

namespace tenon {
namespace {

constexpr std::size_t kListedNames = 60;

// Something that goes by an id and by two names.
struct Named {
  std::string id;
  std::string name_zh;
  std::string name_en;
};

bool same_word(std::string_view a, std::string_view b) {
  return !a.empty() && to_upper_ascii(a) == to_upper_ascii(b);
}

// The position of the one that `wanted` names: by id, else by either name. kNotFound lists all and suggests
// the nearest.
Result<std::size_t> find_named(const std::vector<Named>& all, const std::string& wanted,
                               const std::string& what) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (same_word(all[i].id, wanted)) return i;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (same_word(all[i].name_zh, wanted) || same_word(all[i].name_en, wanted)) return i;
  }
  NearestWord nearest(wanted);
  std::string list;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::string* word : {&all[i].id, &all[i].name_zh, &all[i].name_en}) {
      if (!word->empty()) nearest.offer(*word);
    }
    if (i < kListedNames) list += "\n  " + all[i].id + "  " + all[i].name_zh + "  " + all[i].name_en;
  }
  if (all.size() > kListedNames) list += "\n  … and " + std::to_string(all.size() - kListedNames) + " more";
  return Error{ErrorCode::kNotFound, "no " + what + " \"" + printable(wanted, 200) + "\" in the dataset" +
                                         nearest.suggestion() + "; it has" + list};
}

Result<std::string> scope_code(const Dataset& dataset, const std::string& wanted) {
  std::vector<Named> regions;
  for (const Region& region : dataset.regions) {
    if (region.tier != Tier::kForeign) regions.push_back({region.code, region.name_zh, region.name_en});
  }
  const auto found = find_named(regions, wanted, "region");
  if (!found) return found.error();
  return regions[*found].id;
}

Result<std::optional<ChainId>> chain_id(const Dataset& dataset, const std::string& wanted) {
  if (wanted.empty()) return std::optional<ChainId>();
  std::vector<Named> chains;
  for (const Chain& chain : dataset.chains) chains.push_back({chain.id, chain.name_zh, chain.name_en});
  const auto found = find_named(chains, wanted, "chain");
  if (!found) return found.error();
  return std::optional(ChainId(*found));
}

Result<void> set_thresholds(const std::vector<double>& thresholds, BreakPointOptions& options) {
  if (thresholds.empty()) return {};
  bool falls = thresholds.size() == 4;
  for (std::size_t i = 0; falls && i < thresholds.size(); ++i) {
    falls = thresholds[i] > 0 && thresholds[i] <= 1 && (i == 0 || thresholds[i] < thresholds[i - 1]);
  }
  if (!falls) {
    return Error{ErrorCode::kInvalidArgument,
                 "--thresholds takes four falling numbers in (0, 1] for red, orange, yellow and blue, "
                 "for example 0.6,0.45,0.3,0.15"};
  }
  options.red_at = thresholds[0];
  options.orange_at = thresholds[1];
  options.yellow_at = thresholds[2];
  options.blue_at = thresholds[3];
  return {};
}

Result<BreakPointReport> analyse(const Dataset& dataset, const AnalyzeOptions& options) {
  BreakPointOptions break_points;
  break_points.threads = options.threads;
  break_points.use_synthetic = options.use_synthetic;
  const auto scope = scope_code(dataset, options.scope);
  if (!scope) return scope.error();
  break_points.scope = *scope;
  const auto chain = chain_id(dataset, options.chain);
  if (!chain) return chain.error();
  break_points.chain = *chain;
  const auto thresholds = set_thresholds(options.thresholds, break_points);
  if (!thresholds) return thresholds.error();
  return find_break_points(dataset, break_points);
}

std::string rendered(const Analysis& analysis, const AnalyzeOptions& options) {
  if (options.format == "json") return break_points_json(analysis, options.top.value_or(0));
  if (options.format == "csv") return break_points_csv(analysis, options.top.value_or(0));
  BreakPointTextOptions text;
  text.top = options.top.value_or(text.top);
  text.names = options.language == "zh"   ? NameLanguage::kChinese
               : options.language == "en" ? NameLanguage::kEnglish
                                          : NameLanguage::kBoth;
  if (options.out.empty()) text.style = style_of_standard_output();
  return break_points_text(analysis, text);
}

}  // namespace

int run_analyze(const AnalyzeOptions& options) {
  auto read = read_dataset(options.dataset);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  const auto result = analyse(dataset, options);
  if (!result) return report_error(result.error());
  const Analysis analysis{dataset, *result, report_time()};
  if (!options.html.empty()) {
    const std::string page = html_page(analysis, {options.language == "both" ? "" : options.language});
    const int written = write_output(options.html, page);
    if (written != kExitDone) return written;
    const std::string note =
        "tenon: wrote " + options.html + " (" + format_count(page.size() / 1024) + " KiB)\n";
    std::fwrite(note.data(), 1, note.size(), stderr);
  }
  return write_output(options.out, rendered(analysis, options));
}

}  // namespace tenon
