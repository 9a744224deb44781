// The supplies of a dataset as the network of firms that ESRI runs on (risk/esri.h).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "network/firm_network.h"

namespace tenon {

struct DatasetFirmNetwork {
  FirmNetwork network;               // firms in the order of the dataset
  std::vector<std::string> sectors;  // of GB/T 4754, in order; "": of firms without one
  std::size_t unclassified_links =
      0;  // of products that the buyer's products are not known to need: non-essential
};

// A link for each supply; those of several products between two firms are one. A firm's sector is its code of
// GB/T 4754 to three digits. An input is essential to a buyer if it is to one of the products that the buyer
// can make; since ESRI knows one class for a buyer and a supplying sector, the strictest counts. O(supplies
// log supplies). kInvalidArgument: no supplies.
Result<DatasetFirmNetwork> dataset_firm_network(const Dataset& dataset);

}  // namespace tenon
