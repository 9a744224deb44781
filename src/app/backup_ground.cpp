#include "app/backup_ground.h"

#include <algorithm>
#include <utility>

#include "app/dataset_names.h"
#include "app/option_values.h"

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
  if (!wanted.empty()) return product_ids(ground.dataset, wanted, option);
  const auto only = chain_id(ground.dataset, chain);
  if (!only) return only.error();
  const auto kept = levels_of(levels);
  if (!kept) return kept.error();
  std::vector<ProductId> products;
  for (const BreakPoint& point : ground.break_points.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    const ProductId product(point.subject.index);
    const bool of_level = std::find(kept->begin(), kept->end(), point.level) != kept->end();
    if (of_level && (!*only || ground.dataset.product(product).chain == **only)) products.push_back(product);
  }
  if (products.empty())
    return Error{ErrorCode::kNotFound, "no break point of the levels \"" + levels + "\"" +
                                           (chain.empty() ? "" : " in the chain " + chain)};
  return products;
}

}  // namespace tenon
