# The document layer of policy briefs: a made-up brief in all formats, read again with other programs.
add_executable(document_sample document_sample.cpp document_content.cpp)
target_link_libraries(document_sample PRIVATE tenon_report)
add_test(NAME document COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/document_test.py
                               $<TARGET_FILE:document_sample>)
set_tests_properties(document PROPERTIES LABELS integration TIMEOUT 600 SKIP_RETURN_CODE 77)
