// What cases ask the platform to compute (Effects::recompute of their process types), computed from a
// dataset.
//
//   break_point_score          the score of the subject, into recomputed_score
//   score_before, score_after  the worst score of the break points that the case names, else of its subject
//   loss_before, loss_after    part of all output at home that is lost if the controlling group of the
//                              subject, a firm, closes: ESRI (risk/esri.h), into the field of the same name
//   suppliers_of_the_product   independent makers in volume of the product of the case, and its score: told
//   exposed_chains             chains whose end products cannot be made without the products of the case, or
//                              those that are made in its region: told
//   dataset                    told after the register was brought up to date (recompute_desk.h)
//
// Subjects: "ID", "product:ID" or "firm:ID" of the dataset, with "/" as well, and with the dataset before it:
// "delta/product/P1". Nothing is told of supplies between firms. Pure; seconds at most.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "process/case.h"
#include "risk/break_points.h"

namespace tenon {

struct ComputationGround {
  const Dataset& dataset;
  std::string name;  // of the dataset
  std::int64_t version = 0;
  BreakPointOptions options;                // scope, whether synthetic firms count, threads
  std::vector<process::Case> break_points;  // cases that the case names in its field break_points
};

struct ComputedCase {
  bool is_done = false;      // false: `told` says why not
  process::FieldMap fields;  // of the case, to be filled
  process::Names told;
};

// Errors of find_break_points() and the network are no reasons of the case and are told as such; never fails.
ComputedCase compute_for_case(const std::string& computation, const process::ProcessType& type,
                              const process::Case& c, const ComputationGround& ground);

// "delta" of a case whose field `dataset` or subject names it, with the version, 0: the newest; empty: it
// names none.
struct NamedDataset {
  std::string name;
  std::int64_t version = 0;
};
NamedDataset dataset_of_case(const process::Case& c);

// What cannot be computed, and why.
ComputedCase not_computed(process::Names why);

}  // namespace tenon
