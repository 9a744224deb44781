// One text in the two languages of every report.
#pragma once

#include <string>

namespace tenon {

struct Bilingual {
  std::string zh;
  std::string en;

  bool operator==(const Bilingual&) const = default;
};

}  // namespace tenon
