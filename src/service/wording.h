// A text that people see, in both languages. The views last as long as the program.
#pragma once

#include <string_view>

namespace tenon {

struct Wording {
  std::string_view zh;
  std::string_view en;
};

}  // namespace tenon
