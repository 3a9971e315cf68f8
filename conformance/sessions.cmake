# The session language, and the sessions themselves as data of the tests.
if(NOT TARGET eardrum_verdict)
  add_library(eardrum_verdict STATIC testee_bytes.cpp verdict.cpp)
  add_library(eardrum::verdict ALIAS eardrum_verdict)
  target_link_libraries(eardrum_verdict PUBLIC eardrum::protocol
                        PRIVATE $<BUILD_INTERFACE:eardrum_flags>)
endif()

add_library(eardrum_sessions STATIC
  byte_text.cpp
  expectation_reader.cpp
  rows.cpp
  session.cpp
  session_lines.cpp
  session_reader.cpp)
add_library(eardrum::sessions ALIAS eardrum_sessions)
target_link_libraries(eardrum_sessions PUBLIC eardrum::protocol eardrum_verdict
                      PRIVATE $<BUILD_INTERFACE:eardrum_flags>)

eardrum_test(session_language_test
  SOURCES byte_text_test.cpp rows_test.cpp session_reader_test.cpp
  LINK eardrum::sessions)

# Needs no testee: it reads the files as they stand in the tree.
eardrum_test(sessions_test SOURCES sessions_test.cpp LINK eardrum::sessions)
if(EARDRUM_TESTS)
  target_compile_definitions(sessions_test PRIVATE
    EARDRUM_SESSIONS_DIRECTORY="${CMAKE_CURRENT_SOURCE_DIR}/sessions")
endif()
