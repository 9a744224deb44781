// The files of a dataset folder, column by column. docs/formats.md describes the same for people.
#pragma once

#include "exchange/dataset_columns.h"
#include "model/dataset.h"

namespace tenon {

// In the order in which they are read: a file refers only to itself, to the keys of any file, and to whole
// records of files before it.
struct DatasetFormat {
  FileFormat<Region> regions;
  FileFormat<Chain> chains;
  FileFormat<Product> products;
  FileFormat<Input> inputs;
  FileFormat<Firm> firms;
  FileFormat<Capability> capabilities;
  FileFormat<Supply> supplies;
  FileFormat<Share> shares;
  FileFormat<Fact> facts;
  FileFormat<FactUse> fact_uses;
};

const DatasetFormat& dataset_format();

// Calls action(file_format) for every file, in order.
template <class Action>
void for_each_file(const DatasetFormat& format, const Action& action) {
  action(format.regions);
  action(format.chains);
  action(format.products);
  action(format.inputs);
  action(format.firms);
  action(format.capabilities);
  action(format.supplies);
  action(format.shares);
  action(format.facts);
  action(format.fact_uses);
}

}  // namespace tenon
