# The manual pages of the other programs. They are installed, the program that writes them is not.
add_executable(write_manuals manuals/write_manuals.cpp)
target_link_libraries(write_manuals PRIVATE
  eardrum_flags eardrum_client_command_line eardrum_server_command_line
  eardrum_blackbox_command_line eardrum::commands eardrum::report)
eardrum_embed(write_manuals client_frame manuals/eardrum-client.1.in)
eardrum_embed(write_manuals server_frame manuals/eardrum-server.1.in)
eardrum_embed(write_manuals fuzz_frame manuals/eardrum-fuzz.1.in)

set(programs eardrum-client eardrum-server eardrum-fuzz)
set(pages ${programs})
list(TRANSFORM pages REPLACE "(.+)" "${CMAKE_CURRENT_BINARY_DIR}/\\1.1")
add_custom_command(OUTPUT ${pages}
  COMMAND write_manuals "${CMAKE_CURRENT_BINARY_DIR}"
  DEPENDS write_manuals COMMENT "Writing the other manual pages" VERBATIM)
add_custom_target(eardrum_manuals ALL DEPENDS ${pages})
install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

if(EARDRUM_TESTS)
  find_program(GROFF groff)  # nothing that ci/install-deps installs needs it
  foreach(program ${programs})
    add_test(NAME ${program}-manual
             COMMAND "${CMAKE_CURRENT_SOURCE_DIR}/manuals/manuals_test.sh"
                     $<TARGET_FILE:${program}> "${CMAKE_CURRENT_BINARY_DIR}/${program}.1"
                     $<$<BOOL:${GROFF}>:${GROFF}>)
    set_tests_properties(${program}-manual PROPERTIES TIMEOUT 60)
  endforeach()
endif()
