// Events of a case in words, for tables.
#pragma once

#include <string>

#include "process/case_event.h"
#include "process/process_type.h"

namespace tenon {

struct EventWords {
  std::string word;  // as the stored line has it: "moved"
  process::Names names;
  std::string about;  // the transition, field, person … concerned, with what became of it
};

EventWords words_of_event(const process::Event& event);

// "li @ o1 @ 310000", "platform": as people are named on the command line.
std::string person_text(const std::string& person, const std::string& organisation,
                        const std::string& region);

}  // namespace tenon
