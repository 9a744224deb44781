// The files of src/report/assets as text, embedded by embed_assets.cmake at build time.
#pragma once

#include <string_view>

namespace tenon {

// One page, in the order of src/report/CMakeLists.txt; the scripts stand in one strict function.
struct PageAssets {
  std::string_view html;
  std::string_view css;
  std::string_view js;
};

PageAssets break_points_assets();
PageAssets simulation_assets();

}  // namespace tenon
