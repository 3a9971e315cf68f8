# The session language, and the sessions themselves as data of the tests.
if(NOT TARGET eardrum_verdict)
  eardrum_library(verdict
    SOURCES row_words.cpp testee_bytes.cpp verdict.cpp
    LINK eardrum::protocol)
endif()

# In the order in which they are played and printed.
set(eardrum_session_files
  sessions/framing.session
  sessions/put.session
  sessions/get.session
  sessions/stored.session
  sessions/star.session
  sessions/overwrites.session
  sessions/numbers.session
  sessions/errors.session
  sessions/refusals.session
  sessions/keys.session
  sessions/connections.session
  sessions/constancy.session
  sessions/limits.session
  sessions/course.session
  sessions/open.session
  sessions/client.session
  sessions/client_samples.session
  sessions/client_errors.session
  sessions/client_course.session)

eardrum_library(sessions
  SOURCES
    byte_text.cpp
    expectation_reader.cpp
    rows.cpp
    session.cpp
    session_lines.cpp
    session_reader.cpp
  LINK eardrum::protocol eardrum::verdict)

eardrum_test(session_language_test
  SOURCES byte_text_test.cpp rows_test.cpp session_reader_test.cpp
  LINK eardrum::sessions)

# Needs no testee: it reads the files as they stand in the tree.
eardrum_test(sessions_test SOURCES sessions_test.cpp LINK eardrum::sessions)
if(EARDRUM_TESTS)
  target_compile_definitions(sessions_test PRIVATE
    EARDRUM_SESSIONS_DIRECTORY="${CMAKE_CURRENT_SOURCE_DIR}/sessions")
endif()
