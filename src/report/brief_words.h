// What a person wrote for a brief. It stands before what the program found.
#pragma once

#include <string>
#include <vector>

namespace tenon {

// "[^2]" in a text is a footnote: the second of `sources`. Lines are paragraphs; empty texts are left out.
struct BriefWords {
  std::string conclusion;
  std::string basis;
  std::string impact;
  std::string actions;
  std::string uncertainty;
  std::vector<std::string> sources;
};

}  // namespace tenon
