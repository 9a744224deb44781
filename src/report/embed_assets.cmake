# cmake -D OUTPUT=file.cpp -D FOLDER=assets -D SCRIPTS=a.js,b.js -P embed_assets.cmake
#
# Writes a C++ file that holds the assets as raw string literals. Literals are split into pieces at line ends, for the
# standard only promises 65,536 characters and a piece must not end within a character; adjacent literals are joined.
function(literal out text)
  string(LENGTH "${text}" length)
  set(position 0)
  set(pieces "")
  while(position LESS length)
    string(SUBSTRING "${text}" ${position} 12000 piece)
    string(FIND "${piece}" "\n" last REVERSE)
    math(EXPR size "${last} + 1")
    if(size EQUAL 0)
      message(FATAL_ERROR "an asset has a line of more than 12000 bytes or does not end in a line feed")
    endif()
    string(SUBSTRING "${piece}" 0 ${size} piece)
    string(APPEND pieces "R\"__asset__(${piece})__asset__\"\n")
    math(EXPR position "${position} + ${size}")
  endwhile()
  set(${out} "${pieces}" PARENT_SCOPE)
endfunction()

file(READ "${FOLDER}/page.html" html)
file(READ "${FOLDER}/page.css" css)
set(js "(function () {\n\"use strict\";\n")
string(REPLACE "," ";" scripts "${SCRIPTS}")
foreach(name IN LISTS scripts)
  file(READ "${FOLDER}/${name}" script)
  string(APPEND js "${script}\n")
endforeach()
string(APPEND js "}());\n")

literal(html_text "${html}")
literal(css_text "${css}")
literal(js_text "${js}")
file(WRITE "${OUTPUT}" "#include \"report/assets.h\"\n\nnamespace tenon {\n\n"
  "std::string_view asset_page_html() {\n  return\n${html_text};\n}\n\n"
  "std::string_view asset_page_css() {\n  return\n${css_text};\n}\n\n"
  "std::string_view asset_page_js() {\n  return\n${js_text};\n}\n\n"
  "}  // namespace tenon\n")
