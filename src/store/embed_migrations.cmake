# cmake -D OUTPUT=file.cpp -D FOLDER=migrations -P embed_migrations.cmake
#
# Writes a C++ file with the function embedded_migrations() (store/migration.h): the files NNNN_name.sql of FOLDER, in
# the order of their numbers, which must be 1, 2, 3 …
file(GLOB files "${FOLDER}/*.sql")
list(SORT files)
set(entries "")
set(expected 0)
foreach(file IN LISTS files)
  math(EXPR expected "${expected} + 1")
  get_filename_component(stem "${file}" NAME_WE)
  if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z_]+)$")
    message(FATAL_ERROR "${file}: expected a name like 0001_datasets.sql")
  endif()
  set(name "${CMAKE_MATCH_2}")
  string(REGEX REPLACE "^0+" "" number "${CMAKE_MATCH_1}")
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${file}: expected number ${expected}")
  endif()
  file(READ "${file}" text)
  string(APPEND entries "      {${number}, \"${name}\", R\"__sql__(${text})__sql__\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"store/migration.h\"\n\nnamespace tenon {\n\n"
  "const std::vector<Migration>& embedded_migrations() {\n"
  "  static const std::vector<Migration> migrations = {\n${entries}  };\n"
  "  return migrations;\n}\n\n}  // namespace tenon\n")
