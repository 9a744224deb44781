# tenon_module(NAME [DEPENDS module ...] [LIBRARIES target ...] [DATABASES] [NO_UNITY])
#
# One static library per folder of src/. DEPENDS names the modules that it may include (public), LIBRARIES the
# third-party libraries that its .cpp files use (private: their headers stay out of ours). Unit tests stand beside
# the code as NAME_test.cpp and become one executable, tenon_MODULE_tests. DATABASES: they need a PostgreSQL server,
# which ctest starts before the first of them and stops after the last (tests/postgresql.sh). NO_UNITY: each file is
# compiled by itself also where TENON_UNITY is set.
function(tenon_module name)
  cmake_parse_arguments(ARG "DATABASES;NO_UNITY" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  if(sources)
    add_library(tenon_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(tenon_${name} PRIVATE ${ARG_LIBRARIES})
    if(NOT ARG_NO_UNITY)
      tenon_unity(tenon_${name} ${sources})
    endif()
  else()
    add_library(tenon_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(tenon_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  foreach(dependency ${ARG_DEPENDS})
    target_link_libraries(tenon_${name} ${scope} tenon_${dependency})
  endforeach()
  if(TENON_TESTS AND tests AND (NOT TENON_UNIT_TESTS OR name IN_LIST TENON_UNIT_TESTS))
    set(databases "")
    if(ARG_DATABASES)
      set(databases DATABASES)
    endif()
    tenon_test(tenon_${name}_tests SOURCES ${tests} LIBRARIES tenon_${name} ${ARG_LIBRARIES} LABEL unit ${databases})
    if(NOT ARG_NO_UNITY)
      tenon_unity(tenon_${name}_tests ${tests})
    endif()
  endif()
endfunction()

# tenon_unity(TARGET file ...): where TENON_UNITY is set, up to so many of the files are compiled as one; which of them can
# be is said by unity_groups.py. Builds from nothing take half the time, others longer, so this is for CI.
function(tenon_unity target)
  if(NOT TENON_UNITY)
    return()
  endif()
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  execute_process(
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/cmake/unity_groups.py ${TENON_UNITY} ${PROJECT_SOURCE_DIR}/src
            ${PROJECT_SOURCE_DIR}/tests -- ${ARGN}
    OUTPUT_VARIABLE lines
    COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" lines "${lines}")
  foreach(line ${lines})
    string(REGEX MATCH "^([0-9]+) (.*)$" found "${line}")
    set_source_files_properties(${CMAKE_MATCH_2} PROPERTIES UNITY_GROUP ${CMAKE_MATCH_1})
  endforeach()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # In a unit the types of one .cpp look as if they stood in a header.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# tenon_test(TARGET SOURCES file ... LIBRARIES target ... LABEL label [DATABASES]): a GoogleTest executable known to ctest. The
# target unit_tests builds all of LABEL unit. Helpers that tests share stand in tests/support/. TENON_TEST_OPTIMIZATION is
# for the test's own files; what they test keeps the level of the build type.
function(tenon_test target)
  cmake_parse_arguments(ARG "DATABASES" "LABEL" "SOURCES;LIBRARIES" ${ARGN})
  set(properties LABELS ${ARG_LABEL})
  if(ARG_DATABASES)
    list(APPEND properties FIXTURES_REQUIRED postgresql
         ENVIRONMENT TENON_TEST_POSTGRESQL=${PROJECT_BINARY_DIR}/postgresql/address)
  endif()
  add_executable(${target} ${ARG_SOURCES})
  if(TENON_SANITIZE MATCHES "address")
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/library_leaks.cpp)
  endif()
  target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES} GTest::gtest_main rapidcheck)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${target} PRIVATE TENON_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE ${TENON_TEST_OPTIMIZATION})
  if(TENON_SANITIZE)
    # All in one process: two thousand starts of a sanitized program take longer than what the tests do.
    set(filter "*")
    if(TENON_SANITIZE MATCHES "thread")
      # Integer programs are solved by one thread, and take minutes.
      set(filter "-*Milp*:BackupPlan*")
    endif()
    add_test(NAME ${target} COMMAND ${target} --gtest_brief=1 --gtest_filter=${filter})
    set_tests_properties(${target} PROPERTIES ${properties} TIMEOUT 1500)
  else()
    gtest_discover_tests(${target} PROPERTIES ${properties} DISCOVERY_TIMEOUT 60)
  endif()
  if(ARG_LABEL STREQUAL "unit")
    if(NOT TARGET unit_tests)
      add_custom_target(unit_tests)
    endif()
    add_dependencies(unit_tests ${target})
  endif()
endfunction()
