# A relocatable prefix: bin/darties, lib/libduckdb.so, the projects, and the papers that go with them.
if(TARGET darties)
  install(TARGETS darties RUNTIME DESTINATION bin)
  install(FILES ${DARTIES_DUCKDB_DIR}/libduckdb.so DESTINATION lib)
endif()
