// The style sheet of documents as HTML.
#pragma once

#include <string_view>

namespace tenon {

std::string_view document_html_style();

}  // namespace tenon
