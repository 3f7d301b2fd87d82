# Makes the target `duckdb`: the C header, and one jump for each function it declares. Nothing links libduckdb.so;
# src/warehouse/engines/embedded/duckdb_library.cpp opens it on first use and fills the jump table. So a command that
# needs no warehouse pays nothing for the 70 MB library.
enable_language(ASM)

file(STRINGS ${DARTIES_DUCKDB_DIR}/duckdb.h declarations REGEX "^(DUCKDB_C_API )?[a-z_0-9 *]*duckdb_[a-z0-9_]+\\(")
set(names "")
foreach(declaration IN LISTS declarations)
  if(declaration MATCHES "DUCKDB_C_API.*[ *](duckdb_[a-z0-9_]+)\\(")
    list(APPEND names ${CMAKE_MATCH_1})
  elseif(declaration MATCHES "^(duckdb_[a-z0-9_]+)\\(")
    list(APPEND names ${CMAKE_MATCH_1})  # the return type stood on the line above
  endif()
endforeach()
list(REMOVE_DUPLICATES names)
list(LENGTH names count)
if(count LESS 400)
  message(FATAL_ERROR "Only ${count} functions found in ${DARTIES_DUCKDB_DIR}/duckdb.h: has its layout changed?")
endif()

set(jumps "")
set(slots "")
set(texts "")
set(index 0)
foreach(name IN LISTS names)
  math(EXPR offset "8 * ${index}")
  math(EXPR index "${index} + 1")
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
    set(jump "  adrp x16, darties_duckdb_slots + ${offset}\n  ldr x16, [x16, :lo12:darties_duckdb_slots + ${offset}]\n  br x16")
  else()
    set(jump "  jmp *darties_duckdb_slots+${offset}(%rip)")
  endif()
  string(APPEND jumps ".globl ${name}\n.type ${name}, %function\n${name}:\n${jump}\n")
  string(APPEND slots "  .quad darties_duckdb_not_loaded\n")
  string(APPEND texts "  .asciz \"${name}\"\n")
endforeach()

set(source ${CMAKE_BINARY_DIR}/duckdb/trampolines.s)
file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
# Made by cmake/duckdb/trampolines.cmake from duckdb.h.
.text
@jumps@
.section .data.rel,"aw"
.balign 8
.globl darties_duckdb_slots
darties_duckdb_slots:
@slots@
.section .rodata
.globl darties_duckdb_names
darties_duckdb_names:
@texts@  .byte 0
.section .note.GNU-stack,"",%progbits
]])

add_library(duckdb STATIC ${source})
target_include_directories(duckdb SYSTEM INTERFACE ${DARTIES_DUCKDB_DIR})
target_compile_definitions(duckdb INTERFACE DARTIES_DUCKDB_BUILD_LIBRARY="${DARTIES_DUCKDB_DIR}/libduckdb.so")
target_link_libraries(duckdb INTERFACE ${CMAKE_DL_LIBS})
