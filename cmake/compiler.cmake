# How everything here is compiled: warnings, a fast linker, and ccache where there is one.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wno-missing-field-initializers -fno-omit-frame-pointer)

# GCC 12 sees overlapping copies in std::string where there are none, once it inlines enough (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict)
endif()

# Where everything is built from nothing (CI's sanitizers), headers of the standard library, fmt and GoogleTest are read once for
# each room instead of once for each file. Off elsewhere: an include that a file forgot must show in daily work.
option(DARTIES_PRECOMPILE "Precompile the headers that most files include" OFF)
set(DARTIES_PRECOMPILED <algorithm> <array> <charconv> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex>
    <optional> <set> <span> <stop_token> <string> <string_view> <utility> <variant> <vector> <fmt/format.h>)
if(DARTIES_PRECOMPILE AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options("SHELL:$<$<COMPILE_LANGUAGE:CXX>:-Xclang -fno-pch-timestamp>")  # or ccache takes each for a new one
endif()

# Paths below the sources do not count: what one clone compiled serves the next, wherever it lies.
find_program(CCACHE ccache)
if(CCACHE)
  set(launcher env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true)
  if(DARTIES_PRECOMPILE)
    list(APPEND launcher CCACHE_SLOPPINESS=pch_defines,time_macros)
  endif()
  list(APPEND launcher ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(DARTIES_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
set(DARTIES_TEST_SECONDS 300)  # how long one test program may run
if(DARTIES_SANITIZE)
  set(DARTIES_TEST_SECONDS 1800)
  add_compile_options($<$<NOT:$<COMPILE_LANGUAGE:ASM>>:-fsanitize=${DARTIES_SANITIZE}>)
  add_link_options(-fsanitize=${DARTIES_SANITIZE})
endif()

# Fuzz targets need to see which branches the rooms take, and a finding must end the program.
if(DARTIES_FUZZ)
  add_compile_options("$<$<NOT:$<COMPILE_LANGUAGE:ASM>>:-fsanitize=fuzzer-no-link;-fno-sanitize-recover=all>")
endif()

# clang checks what src/base/thread_annotations.h says: who may touch what a mutex guards.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options(-Wthread-safety -Werror=thread-safety)
endif()
