# Apart from random.cmake, since these need the mutants.
eardrum_test(random_test
  SOURCES random/generator_test.cpp random/shrinker_test.cpp
  LINK eardrum::random)
eardrum_test(random_exploration_test
  SOURCES random/exploration_test.cpp
  LINK eardrum::random eardrum::mutants
  LABELS mutants)
if(EARDRUM_TESTS)
  target_compile_definitions(random_exploration_test PRIVATE
    EARDRUM_MUTANT="$<TARGET_FILE:eardrum-mutant>"
    EARDRUM_SERVER="$<TARGET_FILE:eardrum-server>")
  add_dependencies(random_exploration_test eardrum-mutant eardrum-server)
endif()
