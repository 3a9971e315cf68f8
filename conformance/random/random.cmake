# Random sessions: a model, a generator, a shrinker, and the exploration that puts them to use.
add_library(eardrum_random STATIC
  random/blame.cpp
  random/dialogue.cpp
  random/exploration.cpp
  random/generator.cpp
  random/model.cpp
  random/session_text.cpp
  random/shrinker.cpp
  random/trial.cpp)
target_link_libraries(eardrum_random PUBLIC eardrum::conformance PRIVATE eardrum_flags)
add_library(eardrum::random ALIAS eardrum_random)
