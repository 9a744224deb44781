// A condition that a fuzz target holds its subject to; unlike assert() it is there in every build.
#pragma once

#include <cstdio>
#include <cstdlib>

#define TENON_REQUIRE(condition)                                                     \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: required: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)
