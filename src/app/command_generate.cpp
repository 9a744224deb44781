#include "app/command_generate.h"

#include <cstdio>

#include "app/output.h"
#include "base/number.h"
#include "exchange/edge_list_writer.h"

namespace tenon {

int run_generate(const GenerateOptions& options) {
  const auto economy = plan_economy(options.generator);
  if (!economy) return report_error(economy.error());
  const auto written = write_synthetic_edges(*economy, options.out, options.revenue_out, options.threads,
                                             stderr_progress("generating"));
  if (!written) return report_error(written.error());
  std::string summary = "wrote " + options.out + ": " + format_count(written->links) + " links between " +
                        format_count(options.generator.firms) + " synthetic firms, seed " +
                        std::to_string(options.generator.seed) + "\n";
  if (!options.revenue_out.empty()) {
    summary += "wrote " + options.revenue_out + ": their sales including final demand\n";
  }
  std::fputs(summary.c_str(), stderr);
  return kExitDone;
}

}  // namespace tenon
