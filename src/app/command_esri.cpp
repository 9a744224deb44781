#include "app/command_esri.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "app/output.h"
#include "base/number.h"
#include "base/random.h"
#include "exchange/edge_list_reader.h"
#include "exchange/essentiality_reader.h"
#include "exchange/firm_values_reader.h"
#include "report/esri_report.h"

namespace tenon {
namespace {

// Everything that the model's inputs point to.
struct Loaded {
  EdgeList edges;
  std::optional<Essentiality> essentiality;
  std::vector<double> revenue;
  std::vector<double> costs;
  std::vector<double> weights;
};

void say_missing(const std::string& file, const char* what, std::size_t missing, const char* consequence) {
  if (missing == 0) return;
  const std::string line = "warning: " + file + ": " + format_count(missing) + " firms have no " + what +
                           ": " + consequence + "\n";
  std::fputs(line.c_str(), stderr);
}

// Values of a firm file; firms without a row get `fallback` (empty: 0).
Result<std::vector<double>> load_values(const std::string& path, const EdgeList& edges, const char* quantity,
                                        const std::vector<double>& fallback, const char* consequence) {
  if (path.empty()) return std::vector<double>{};
  auto read = read_firm_values(path, edges.firms, quantity);
  if (!read) return read.error();
  report_faults(read->warnings);
  for (const std::uint32_t firm : read->missing) {
    if (!fallback.empty()) read->values[firm] = fallback[firm];
  }
  say_missing(path, quantity, read->missing.size(), consequence);
  return std::move(read->values);
}

Result<Loaded> load(const EsriCommandOptions& options) {
  auto edges =
      read_edge_list(options.edges, {.threads = options.threads, .progress = stderr_progress("reading")});
  if (!edges) return edges.error();
  report_faults(edges->warnings);
  Loaded loaded{std::move(*edges), std::nullopt, {}, {}, {}};
  if (!options.essential.empty()) {
    auto matrix = read_essentiality(options.essential, options.sector_map, loaded.edges.sectors);
    if (!matrix) return matrix.error();
    report_faults(matrix->warnings);
    loaded.essentiality = std::move(matrix->essentiality);
  }
  const FirmNetwork& network = loaded.edges.network;
  auto revenue = load_values(options.revenue, loaded.edges, "revenue", network.out_strength,
                             "their sales in the network count as all their sales");
  if (!revenue) return revenue.error();
  auto costs = load_values(options.costs, loaded.edges, "costs", network.in_strength,
                           "their purchases in the network count as all their purchases");
  if (!costs) return costs.error();
  auto weights = load_values(options.weights, loaded.edges, "weight", {}, "they count 0");
  if (!weights) return weights.error();
  loaded.revenue = std::move(*revenue);
  loaded.costs = std::move(*costs);
  loaded.weights = std::move(*weights);
  return loaded;
}

Result<std::vector<std::uint32_t>> choose_firms(const EsriCommandOptions& options, const EdgeList& edges) {
  if (!options.firms.empty()) return read_firm_list(options.firms, edges.firms);
  std::vector<std::uint32_t> firms(edges.network.firm_count);
  std::iota(firms.begin(), firms.end(), 0U);
  if (options.sample > 0 && options.sample < firms.size()) {
    // The first steps of a Fisher-Yates shuffle, then back into file order.
    const Philox random(options.seed);
    for (std::size_t k = 0; k < options.sample; ++k) {
      std::swap(firms[k], firms[k + random.below(firms.size() - k, 0, k)]);
    }
    firms.resize(options.sample);
    std::sort(firms.begin(), firms.end());
  }
  return firms;
}

int write_scores(const EsriCommandOptions& options, const Loaded& loaded, const EsriModel& model,
                 const EsriOptions& esri) {
  const auto firms = choose_firms(options, loaded.edges);
  if (!firms) return report_error(firms.error());
  const auto scores = compute_esri(model, *firms, esri);
  if (!scores) return report_error(scores.error());

  EsriReport report;
  report.source = options.edges;
  report.name_of = [&](std::uint32_t firm) { return loaded.edges.firms[firm]; };
  report.summary = summarize(model);
  report.options = esri;
  report.replaceable = options.replaceability == "market";
  report.firm_count = loaded.edges.network.firm_count;
  report.link_count = loaded.edges.network.link_count();
  if (options.stop_check > 0) {
    const auto check = check_stop_rule(model, *firms, *scores, esri, options.stop_check);
    if (!check) return report_error(check.error());
    report.stop_check = *check;
  }
  report.firms = *firms;
  report.scores = *scores;
  std::fputs(esri_notes(report).c_str(), stderr);

  std::vector<std::uint32_t> shown_firms = *firms;
  std::vector<EsriScore> shown_scores = *scores;
  const bool is_table = options.format == "table";
  const std::size_t top = options.top.value_or(is_table ? 20 : 0);
  if (is_table || options.top) {
    std::vector<std::size_t> order(firms->size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return (*scores)[a].combined > (*scores)[b].combined;
    });
    if (top > 0 && top < order.size()) order.resize(top);
    shown_firms.clear();
    shown_scores.clear();
    for (const std::size_t k : order) {
      shown_firms.push_back((*firms)[k]);
      shown_scores.push_back((*scores)[k]);
    }
  }
  report.firms = shown_firms;
  report.scores = shown_scores;
  if (is_table) return write_output(options.out, esri_table(report, style_of_standard_output()));
  return write_output(options.out, options.format == "json" ? esri_json(report) : esri_csv(report));
}

int write_cascade(const EsriCommandOptions& options, const Loaded& loaded, const EsriModel& model,
                  const EsriOptions& esri) {
  const std::vector<double> intact(loaded.edges.network.firm_count, 1.0);
  const auto down = load_values(options.shock, loaded.edges, "remaining", intact, "they stay intact");
  if (!down) return report_error(down.error());
  const std::string& upstream_file = options.shock_upstream.empty() ? options.shock : options.shock_upstream;
  const auto up = load_values(upstream_file, loaded.edges, "remaining", intact, "they stay intact");
  if (!up) return report_error(up.error());
  const auto cascade = run_esri_shock(model, {*down, *up}, esri);
  if (!cascade) return report_error(cascade.error());

  EsriReport report;
  report.source = options.edges;
  report.summary = summarize(model);
  report.options = esri;
  report.firm_count = loaded.edges.network.firm_count;
  report.link_count = loaded.edges.network.link_count();
  report.scores = {&cascade->score, 1};
  std::fputs(esri_notes(report).c_str(), stderr);
  const std::string lost = "lost: " + format_fixed(100 * cascade->score.combined, 4) + " % of output, " +
                           format_fixed(100 * cascade->score.downstream, 4) + " % downstream, " +
                           format_fixed(100 * cascade->score.upstream, 4) + " % upstream\n";
  std::fputs(lost.c_str(), stderr);
  return write_output(
      options.out, esri_cascade_csv(*cascade, [&](std::uint32_t firm) { return loaded.edges.firms[firm]; }));
}

}  // namespace

int run_esri(const EsriCommandOptions& options) {
  const auto loaded = load(options);
  if (!loaded) return report_error(loaded.error());
  EsriInputs inputs;
  inputs.network = &loaded->edges.network;
  if (loaded->essentiality) inputs.essentiality = &*loaded->essentiality;
  inputs.replaceability =
      options.replaceability == "none" ? Replaceability::kNone : Replaceability::kMarketShare;
  inputs.revenue = loaded->revenue;
  inputs.costs = loaded->costs;
  inputs.weights = loaded->weights;
  const auto model = build_esri_model(inputs);
  if (!model) return report_error(model.error());
  if (!loaded->essentiality && !loaded->edges.network.has_link_classes()) {
    std::fputs(
        "warning: no input classes (give --essential or a type column): every input counts as "
        "non-essential\n",
        stderr);
  }
  EsriOptions esri{.epsilon = options.epsilon,
                   .max_iterations = options.max_iterations,
                   .tolerance = options.tolerance,
                   .threads = options.threads,
                   .progress = stderr_progress("closing firms")};
  return options.shock.empty() ? write_scores(options, *loaded, **model, esri)
                               : write_cascade(options, *loaded, **model, esri);
}

}  // namespace tenon
