// The files of src/report/assets as text, embedded by embed_assets.cmake at build time.
#pragma once

#include <string_view>

namespace tenon {

std::string_view asset_page_html();
std::string_view asset_page_css();
std::string_view
asset_page_js();  // all *.js in the order of src/report/CMakeLists.txt, in one strict function

}  // namespace tenon
