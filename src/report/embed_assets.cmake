# cmake -D OUTPUT=file.cpp -D NAME=simulation -D FOLDER=assets -D HTML=a.html -D STYLES=a.css,b.css -D SCRIPTS=a.js,b.js
#       -P embed_assets.cmake
#
# Writes a C++ file with the function PageAssets NAME_assets() (report/assets.h). Literals are split into pieces at line
# ends, for the standard only promises 65,536 characters and a piece must not end within a character; adjacent literals
# are joined.
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

# The files one after the other.
function(joined out names)
  string(REPLACE "," ";" names "${names}")
  set(text "")
  foreach(name IN LISTS names)
    file(READ "${FOLDER}/${name}" one)
    string(APPEND text "${one}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

joined(html "${HTML}")
joined(css "${STYLES}")
joined(js "${SCRIPTS}")
set(js "(function () {\n\"use strict\";\n${js}}());\n")

literal(html_text "${html}")
literal(css_text "${css}")
literal(js_text "${js}")
file(WRITE "${OUTPUT}" "#include \"report/assets.h\"\n\nnamespace tenon {\n\n"
  "PageAssets ${NAME}_assets() {\n  PageAssets assets;\n"
  "  assets.html =\n${html_text};\n"
  "  assets.css =\n${css_text};\n"
  "  assets.js =\n${js_text};\n"
  "  return assets;\n}\n\n}  // namespace tenon\n")
