// A document as one HTML file for screen and print: no script, no network, no files beside it.
#pragma once

#include <string>

#include "report/document.h"

namespace tenon {

// UTF-8 bytes. A content security policy forbids all but the page's own style. Notes stand at the end with
// links both ways and as tooltips; charts are SVG with their data as a table. Deterministic. O(content).
std::string document_html(const Document& document);

}  // namespace tenon
