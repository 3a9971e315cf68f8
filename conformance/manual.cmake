# The manual page and the completion, both made from what the program says of itself. Included from
# conformance/CMakeLists.txt, after the target eardrum.
target_sources(eardrum_commands PRIVATE commands/manual_page.cpp)
target_sources(eardrum PRIVATE commands/manual.cpp)
eardrum_embed(eardrum manual_frame commands/eardrum.1.in)

set(manual "${CMAKE_CURRENT_BINARY_DIR}/eardrum.1")
add_custom_command(TARGET eardrum POST_BUILD
  COMMAND eardrum manual > "${manual}"
  BYPRODUCTS "${manual}" COMMENT "Writing the manual page" VERBATIM)
install(FILES "${manual}" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES completion/eardrum.bash RENAME eardrum
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)

eardrum_test(manual_page_test
  SOURCES commands/manual_page_test.cpp
  LINK eardrum::commands)
if(NOT EARDRUM_TESTS)
  return()
endif()
add_test(NAME eardrum-completion
         COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/completion/completion_test.sh" $<TARGET_FILE:eardrum>)
add_test(NAME eardrum-manual
         COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/commands/manual_test.sh" $<TARGET_FILE:eardrum>)
set_tests_properties(eardrum-completion eardrum-manual PROPERTIES TIMEOUT 120)
# Typesetting is judged where there is groff; nothing that ci/install-deps installs needs it.
find_program(GROFF groff)
if(GROFF)
  add_test(NAME eardrum-manual-typeset
           COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/commands/manual_test.sh" $<TARGET_FILE:eardrum>
                   "${GROFF}")
  set_tests_properties(eardrum-manual-typeset PROPERTIES TIMEOUT 120)
endif()
