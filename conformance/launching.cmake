# Foreign processes: started, watched, ended. Nothing here knows the protocol or a session.
eardrum_library(verdict
  SOURCES row_words.cpp testee_bytes.cpp verdict.cpp
  LINK eardrum::protocol)

find_package(Boost 1.81 REQUIRED COMPONENTS filesystem)
find_package(Threads REQUIRED)

eardrum_library(launching
  SOURCES
    announcement.cpp
    confinement.cpp
    ending.cpp
    environment.cpp
    free_port.cpp
    ip_address.cpp
    launcher.cpp
    listening_sockets.cpp
    output_ring.cpp
    pid_namespace.cpp
    proc_file.cpp
    process_tree.cpp
    quiet.cpp
    readiness.cpp
    scratch.cpp
    sock_diag.cpp
    spawn.cpp
    testee_process.cpp
  LINK eardrum::verdict
  PRIVATE_LINK Boost::filesystem Threads::Threads)
# Boost 1.81 does not compile with the standard's filesystem, hence Boost's.
target_compile_definitions(eardrum_launching PRIVATE BOOST_PROCESS_V2_HEADER_ONLY)

# Not by eardrum_library(), which would name their folder after the library.
install(FILES confinement.hpp launcher.hpp output_ring.hpp quiet.hpp testee_bytes.hpp verdict.hpp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/eardrum/conformance)

eardrum_test(launching_test
  SOURCES
    announcement_test.cpp
    confinement_test.cpp
    launcher_ending_test.cpp
    launcher_test.cpp
    listening_sockets_test.cpp
    output_ring_test.cpp
    process_tree_test.cpp
    quiet_test.cpp
  LINK eardrum::launching)
