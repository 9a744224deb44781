// What every report of `tenon analyze` is made from, and how its subjects and sources are looked up.
//
// All functions are pure; the dataset and the result must belong together (positions in one point into the
// other).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "risk/break_points.h"

namespace tenon {

// Not owned; both outlive the report.
struct Analysis {
  const Dataset& dataset;
  const BreakPointReport& result;
  std::int64_t generated_at = 0;  // seconds since 1970-01-01 UTC
};

// A product or firm as reports name it. Firms belong to no chain and no segment.
struct SubjectView {
  SubjectType type = SubjectType::kProduct;
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::optional<ChainId> chain;
  std::optional<Segment> segment;
};

SubjectView subject_view(const Dataset& dataset, const Subject& subject);

// Whether the subject belongs to the chain.
bool in_chain(const Dataset& dataset, const Subject& subject, ChainId chain);

// The region whose code is result.options.scope; absent if the dataset has none.
std::optional<RegionId> scope_region(const Analysis& analysis);

// Whether `region` is `ancestor` or lies within it. Safe on parent loops.
bool region_within(const Dataset& dataset, RegionId region, RegionId ancestor);

// Where a capability stands: the plant's region, else the firm's.
std::optional<RegionId> capability_region(const Dataset& dataset, const Capability& capability);

// Whether somebody published the number, rather than that we computed it from what others published.
bool is_published(const Evidence& evidence);

// The evidence that carries a break point, for a one-line reason: used in the computation before shown only,
// real before synthetic, published before computed, better grade first, newer first, then as listed; among
// computed ones dependence, then concentration, then makers. Absent when there is no evidence with a value.
const Evidence* main_evidence(const BreakPoint& point);

// "60–90%", "≥3 家" / "≥3 firms", "是" / "yes" for flags; empty without a value. Lists low–high where the
// evidence is a range; at most three significant decimals.
struct ValueText {
  std::string zh;
  std::string en;
};
ValueText evidence_value(const Evidence& evidence);

// The position in result.break_points of every product, by ProductId; absent for products that were not
// examined.
std::vector<std::optional<std::size_t>> break_point_of_product(const Analysis& analysis);

// For every ranked break point in rank order: whether all intervals of rank above it and those from it on are
// apart, so that the order across this line is certain. False for the first.
std::vector<bool> certain_order_before(const BreakPointReport& result);

}  // namespace tenon
