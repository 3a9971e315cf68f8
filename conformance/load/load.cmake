# Parallel load: what connections do to one store at the same time, and whether any order explains it.
add_library(eardrum_load STATIC
  load/choices.cpp
  load/collectors.cpp
  load/crowd.cpp
  load/history.cpp
  load/holdings.cpp
  load/leftovers.cpp
  load/load_cases.cpp
  load/memory.cpp
  load/outliving.cpp
  load/parallel.cpp
  load/timeline.cpp
  load/whole_answer.cpp)
target_link_libraries(eardrum_load PUBLIC eardrum::conformance PRIVATE eardrum_flags)
add_library(eardrum::load ALIAS eardrum_load)
