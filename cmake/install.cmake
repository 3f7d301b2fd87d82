# A relocatable prefix: bin/darties finds lib/libduckdb.so beside itself, so the whole may be moved.
#   bin/darties                       lib/libduckdb.so
#   share/darties/projects            the two businesses, without their data
#   share/man/man1/darties.1          and completions for bash, zsh and fish: printed by the program itself
#   share/doc/darties                 licence, changes, and the licences of what is bundled
if(NOT TARGET darties)
  return()
endif()
install(TARGETS darties RUNTIME DESTINATION bin)
install(FILES ${DARTIES_DUCKDB_DIR}/libduckdb.so DESTINATION lib)
install(DIRECTORY projects DESTINATION share/darties
        PATTERN .darties EXCLUDE
        PATTERN data EXCLUDE
        PATTERN "*.xlsx" EXCLUDE)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION share/doc/darties OPTIONAL)
install(FILES ${DARTIES_DUCKDB_DIR}/LICENSE DESTINATION share/doc/darties/licences RENAME duckdb.txt)
install(FILES docs/licences.md DESTINATION share/doc/darties/licences)
install(SCRIPT ${CMAKE_SOURCE_DIR}/cmake/install_papers.cmake)
