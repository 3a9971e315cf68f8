# Judging clients: the kit plays the server, a driver makes the calls.
find_package(nlohmann_json REQUIRED)

eardrum_library(clients
  SOURCES
    call_watch.cpp
    client_connections.cpp
    client_outcome.cpp
    client_play.cpp
    client_stage.cpp
    client_transcript.cpp
    driver.cpp
    driver_lines.cpp
  LINK eardrum::conformance
  PRIVATE_LINK nlohmann_json::nlohmann_json)

# The driver for our own client library, an example for others.
add_executable(eardrum-client-driver drivers/eardrum_client_driver.cpp)
target_link_libraries(eardrum-client-driver PRIVATE eardrum_flags eardrum::client
                                                    nlohmann_json::nlohmann_json)
install(TARGETS eardrum-client-driver)
install(DIRECTORY drivers DESTINATION ${CMAKE_INSTALL_DATADIR}/eardrum
        PATTERN mutants EXCLUDE PATTERN "*.cpp" EXCLUDE)

target_sources(eardrum PRIVATE commands/check_client.cpp)
target_link_libraries(eardrum PRIVATE eardrum::clients)
eardrum_embed(eardrum python_module_driver drivers/python_module_driver.py)

eardrum_test(clients_test
  SOURCES client_outcome_test.cpp driver_lines_test.cpp driver_test.cpp
  LINK eardrum::clients)
eardrum_test(client_mutants_test
  SOURCES client_mutants_test.cpp
  LINK eardrum::clients
  LABELS mutants)
if(EARDRUM_TESTS)
  add_dependencies(client_mutants_test eardrum-client-driver)
  target_compile_definitions(client_mutants_test PRIVATE
    EARDRUM_DRIVERS="${CMAKE_CURRENT_SOURCE_DIR}/drivers"
    EARDRUM_CLIENT_DRIVER="$<TARGET_FILE:eardrum-client-driver>")
endif()
