# Which sessions are played, and which failures are expected: values in, values out.
eardrum_library(selection
  SOURCES baseline.cpp baseline_reader.cpp glob.cpp quick.cpp selection.cpp shard.cpp
  LINK eardrum::sessions)

eardrum_test(selection_test
  SOURCES baseline_test.cpp selection_test.cpp
  LINK eardrum::selection)
if(EARDRUM_TESTS)
  find_package(rapidcheck REQUIRED)
endif()
eardrum_test(shard_test
  SOURCES shard_test.cpp
  LINK eardrum::selection rapidcheck rapidcheck_gtest)
install(FILES BASELINE.md SELECTION.md DESTINATION ${CMAKE_INSTALL_DATADIR}/eardrum)
