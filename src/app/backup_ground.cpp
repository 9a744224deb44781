#include "app/backup_ground.h"

#include <utility>

#include "service/break_point_choice.h"

namespace tenon {
Result<BackupGround> ground_of(const std::string& path, const std::string& scope, const std::string& scenario,
                               const std::vector<std::string>& friendly, unsigned threads) {
  auto read = read_dataset_ground(path, scenario);
  if (!read) return read.error();
  BackupGround ground{std::move(*read), {}, {}};
  const auto code = scope_code(ground.dataset, scope);
  if (!code) return code.error();
  ground.search.scope = *code;
  ground.search.friendly = friendly;
  ground.search.policy = ground.policy.switching;
  BreakPointOptions judged;
  judged.scope = *code;
  judged.threads = threads;
  auto found = find_break_points(ground.dataset, judged);
  if (!found) return found.error();
  ground.break_points = std::move(*found);
  return ground;
}

Result<std::vector<ProductId>> products_of(const BackupGround& ground, const std::vector<std::string>& wanted,
                                           const std::string& levels, const std::string& chain,
                                           const char* option) {
  return chosen_products(ground.dataset, ground.break_points, {wanted, levels, chain}, option);
}

}  // namespace tenon
