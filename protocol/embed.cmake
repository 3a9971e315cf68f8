# eardrum_embed(TARGET SYMBOL FILE): compiles FILE's bytes into TARGET as
#   extern const std::string_view SYMBOL;   in namespace eardrum::embedded
# so that programs need no data files beside them. Any byte is safe: the text goes through hex.
function(eardrum_embed target symbol file)
  cmake_path(ABSOLUTE_PATH file OUTPUT_VARIABLE path)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/embedded/${symbol}.cpp")
  add_custom_command(OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DSYMBOL=${symbol} -DINPUT=${path} -DOUTPUT=${out}
            -P "${PROJECT_SOURCE_DIR}/protocol/embed_file.cmake"
    DEPENDS "${path}" "${PROJECT_SOURCE_DIR}/protocol/embed_file.cmake"
    COMMENT "Embedding ${symbol}" VERBATIM)
  target_sources(${target} PRIVATE "${out}")
endfunction()
