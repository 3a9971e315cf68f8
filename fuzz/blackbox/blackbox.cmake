# eardrum-fuzz: explores any server from outside. Unlike the laws and targets it is installed.
add_library(eardrum_blackbox STATIC
  blackbox/boundaries.cpp
  blackbox/campaign.cpp
  blackbox/hostile.cpp
  blackbox/reduction.cpp)
target_link_libraries(eardrum_blackbox PUBLIC eardrum::random PRIVATE eardrum_flags)

# Apart from the program, so that its manual page is made from it too.
add_library(eardrum_blackbox_command_line STATIC blackbox/command_line.cpp)
target_link_libraries(eardrum_blackbox_command_line PUBLIC eardrum::commands eardrum::random
                                                    PRIVATE eardrum_flags)

add_executable(eardrum-fuzz blackbox/fuzz_run.cpp blackbox/main.cpp blackbox/status.cpp)
target_link_libraries(eardrum-fuzz PRIVATE eardrum_blackbox eardrum_blackbox_command_line
                                           eardrum::report eardrum_flags)
install(TARGETS eardrum-fuzz)

eardrum_test(fuzz_blackbox_test
  SOURCES blackbox/boundaries_test.cpp blackbox/hostile_test.cpp
  LINK eardrum_blackbox eardrum::mutants
  LABELS fuzz
  PROGRAMS EARDRUM_MUTANT eardrum-mutant EARDRUM_SERVER eardrum-server)
if(EARDRUM_TESTS)
  add_test(NAME eardrum-fuzz COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/blackbox/main_test.sh"
           $<TARGET_FILE:eardrum> $<TARGET_FILE:eardrum-fuzz> $<TARGET_FILE:eardrum-server>
           $<TARGET_FILE:eardrum-mutant>)
  set_tests_properties(eardrum-fuzz PROPERTIES TIMEOUT 300 LABELS fuzz)
  # A few of the servers with one known fault; ci/nightly fuzzes all of them.
  add_test(NAME eardrum-fuzz-faults
           COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/blackbox/find_faults.py" $<TARGET_FILE:eardrum>
           $<TARGET_FILE:eardrum-fuzz> --no-load --sessions 300 correct two-crashes
           dies-at-connection-60 fails-once)
  set_tests_properties(eardrum-fuzz-faults PROPERTIES TIMEOUT 900 RUN_SERIAL ON LABELS fuzz)
endif()
