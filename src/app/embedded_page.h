// The page as it was built into the program (web/build.sh).
#pragma once

#include <span>

#include "api/page_server.h"

namespace tenon {

// Empty: the program was built without the page.
std::span<const PageFile> embedded_page();

}  // namespace tenon
