// What-if edits, as people write them, on the records of a dataset: for what is judged from records, the
// break points. The counterpart of dataset_network_edit.h, which edits the network that disruptions run
// through.
//
// What is supposed counts as known: it carries the file and line of the edit as its source and the newest
// year of the dataset. Where the figures that it replaces were published (grade A or B) it has grade A, else
// C, so that an edit never lifts the cap on the level of a product that was weakly evidenced before.
//
//   add_link, remove_link   supplies; others of the customer's suppliers of the product give or take the
//   difference scale_capacity          capacity of the firm's plants (of one product), never below their
//   output scale_stock             days held of what the firm buys (of one product) merge_firms `firm`
//   controls `other`: the two count as one maker build_plant             a firm and its qualified capability;
//   with `firm` and `share` it takes that part of the
//                           capacity and output over, otherwise `weight` is its capacity and it has no output
//   localise                the country meets at least `share` of its use itself: figures on its dependence
//   are
//                           replaced by one of 1 - share, national shares of foreign makers fall in
//                           proportion. Nothing happens where the share is met.
#pragma once

#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/named_edit.h"
#include "risk/break_points.h"
#include "risk/evidence_scope.h"

namespace tenon {

struct EditedDataset {
  Dataset dataset;                 // products keep their positions; firms are appended
  std::vector<ProductId> touched;  // products that the edits are about, ascending, each once
};

// `options`: scope and synthetic layer as the break points are computed with; they say what a product's
// dependence is before localise. Edits that cannot move a break point (they change only figures that are not
// computed with) are warnings in `faults`. kBadInput: all names that do not exist or fit, in the message and
// in `faults`, with line and column. kNotFound: the scope. O(dataset) an edit.
Result<EditedDataset> edit_dataset(const Dataset& dataset, const NamedEdits& edits,
                                   const BreakPointOptions& options, FaultList& faults);

// The dataset in which the scope's country depends on others for the part `dependence` of its use of the
// product, known for certain: figures on the dependence are replaced, national shares adjusted as localise
// has it, up or down. `source` and `grade` are what the new figure carries. Unchanged where nothing is known
// of the dependence now. O(dataset).
Dataset suppose_dependence(const Dataset& dataset, ProductId product, double dependence,
                           const BreakPointOptions& options, const ScopeView& scope,
                           const Provenance& source);

}  // namespace tenon
