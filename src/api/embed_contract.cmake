# cmake -D OUTPUT=file.cpp -D INPUT=openapi.yaml -P embed_contract.cmake
#
# Writes a C++ file with the function embedded_contract() (api/contract.h). In pieces, since compilers limit the
# length of one literal; its length by sizeof, since they limit how far they count characters, too.
file(READ "${INPUT}" text)
string(LENGTH "${text}" length)
set(pieces "")
set(from 0)
while(from LESS length)
  string(SUBSTRING "${text}" ${from} 8000 piece)
  string(APPEND pieces "    R\"__yaml__(${piece})__yaml__\"\n")
  math(EXPR from "${from} + 8000")
endwhile()
file(WRITE "${OUTPUT}" "#include \"api/contract.h\"\n\nnamespace tenon {\n\n"
  "std::string_view embedded_contract() {\n  static constexpr char text[] =\n${pieces};\n"
  "  return {text, sizeof text - 1};\n}\n\n}  // namespace tenon\n")
