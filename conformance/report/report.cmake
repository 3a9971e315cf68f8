# Reports: values in, texts out. Included from conformance/CMakeLists.txt.
find_package(nlohmann_json 3.11 REQUIRED)
find_package(pugixml 1.13 REQUIRED)

if(NOT TARGET eardrum_verdict)
  eardrum_library(verdict
    SOURCES row_words.cpp testee_bytes.cpp verdict.cpp
    LINK eardrum::protocol)
endif()

eardrum_library(report
  SOURCES
    report/badge.cpp
    report/cause.cpp
    report/columns.cpp
    report/comparison.cpp
    report/console.cpp
    report/dialogue.cpp
    report/difference.cpp
    report/finding_groups.cpp
    report/finding_text.cpp
    report/github.cpp
    report/hexdump.cpp
    report/html.cpp
    report/html_finding.cpp
    report/html_matrix.cpp
    report/html_node.cpp
    report/html_style.cpp
    report/ink.cpp
    report/json.cpp
    report/json_reader.cpp
    report/junit.cpp
    report/own_text.cpp
    report/reading.cpp
    report/sarif.cpp
    report/symptom.cpp
    report/tap.cpp
    report/write_file.cpp
  LINK eardrum::verdict
  PRIVATE_LINK nlohmann_json::nlohmann_json pugixml::pugixml)

install(FILES report/report.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/eardrum)

if(NOT EARDRUM_TESTS)
  return()
endif()
find_package(rapidcheck REQUIRED)

# The law stands alone, so that a fuzz target can ask it too.
add_library(eardrum_report_laws STATIC report/poisoning_law.cpp report/report_laws.cpp
                                       report/report_laws_beside.cpp
                                       report/report_laws_console.cpp
                                       report/report_laws_lines.cpp
                                       report/report_laws_values.cpp
                                       report/sample_report.cpp)
add_library(eardrum::report_laws ALIAS eardrum_report_laws)
target_link_libraries(eardrum_report_laws
  PUBLIC eardrum::report
  PRIVATE eardrum_flags nlohmann_json::nlohmann_json pugixml::pugixml)

eardrum_test(verdict_test
  SOURCES testee_bytes_test.cpp verdict_test.cpp
  LINK eardrum::verdict)

eardrum_test(report_test
  SOURCES
    report/baseline_told_test.cpp
    report/columns_test.cpp
    report/comparison_test.cpp
    report/console_test.cpp
    report/github_test.cpp
    report/hexdump_test.cpp
    report/html_test.cpp
    report/json_test.cpp
    report/junit_test.cpp
    report/own_text_test.cpp
    report/poisoned_test.cpp
    report/reading_test.cpp
    report/sarif_test.cpp
    report/symptom_test.cpp
    report/cause_test.cpp
    report/dialogue_test.cpp
    report/tap_test.cpp
    report/write_file_test.cpp
  LINK eardrum::report eardrum::report_laws nlohmann_json::nlohmann_json pugixml::pugixml
       rapidcheck rapidcheck_gtest)

# Judged by programs that are not ours: jsonschema (python3-jsonschema), xmllint (libxml2-utils)
# and Perl's own TAP harness.
add_executable(write_samples report/write_samples.cpp)
target_link_libraries(write_samples PRIVATE eardrum_flags eardrum::report eardrum::report_laws)
set(samples "${CMAKE_CURRENT_BINARY_DIR}/sample_reports")
file(MAKE_DIRECTORY "${samples}")
set(sample_names baseline plain cascade cut-short empty every-byte markup)
list(TRANSFORM sample_names REPLACE "(.+)" "${samples}/\\1.json" OUTPUT_VARIABLE sample_jsons)
list(TRANSFORM sample_names REPLACE "(.+)" "${samples}/\\1.sarif" OUTPUT_VARIABLE sample_sarifs)
list(TRANSFORM sample_names REPLACE "(.+)" "${samples}/\\1.tap" OUTPUT_VARIABLE sample_taps)
list(TRANSFORM sample_names REPLACE "(.+)" "${samples}/\\1.xml" OUTPUT_VARIABLE sample_xmls)
add_test(NAME report.samples COMMAND write_samples "${samples}")
add_test(NAME report.json_fits_schema
         COMMAND /usr/bin/python3 "${CMAKE_CURRENT_SOURCE_DIR}/report/check_schema.py"
                 "${CMAKE_CURRENT_SOURCE_DIR}/report/report.schema.json" ${sample_jsons})
add_test(NAME report.sarif_fits_schema
         COMMAND /usr/bin/python3 "${CMAKE_CURRENT_SOURCE_DIR}/report/check_schema.py"
                 "${CMAKE_CURRENT_SOURCE_DIR}/report/sarif.schema.json" ${sample_sarifs})
add_test(NAME report.tap_is_read_by_perl
         COMMAND perl "${CMAKE_CURRENT_SOURCE_DIR}/report/check_tap.pl" ${sample_taps})
add_test(NAME report.junit_fits_schema
         COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/report/check_junit.sh"
                 "${CMAKE_CURRENT_SOURCE_DIR}/report/junit.xsd" ${sample_xmls})
# A real run, and what its reports have of each failure.
add_test(NAME report.evidence
         COMMAND /usr/bin/python3 "${CMAKE_CURRENT_SOURCE_DIR}/report/check_evidence.py"
                 $<TARGET_FILE:eardrum> "${PROJECT_SOURCE_DIR}/protocol/requirements.tsv"
                 "${CMAKE_CURRENT_BINARY_DIR}/evidence")
set_tests_properties(report.evidence PROPERTIES TIMEOUT 300)
set_tests_properties(report.samples PROPERTIES FIXTURES_SETUP sample_reports TIMEOUT 60)
set_tests_properties(report.json_fits_schema report.sarif_fits_schema report.tap_is_read_by_perl
                     report.junit_fits_schema
                     PROPERTIES FIXTURES_REQUIRED sample_reports TIMEOUT 120)
