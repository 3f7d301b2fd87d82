# How everything here is compiled: warnings, a fast linker, and ccache where there is one.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wno-missing-field-initializers -fno-omit-frame-pointer)

# GCC 12 sees overlapping copies in std::string where there are none, once it inlines enough (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(DARTIES_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")
if(DARTIES_SANITIZE)
  add_compile_options(-fsanitize=${DARTIES_SANITIZE})
  add_link_options(-fsanitize=${DARTIES_SANITIZE})
endif()

# Fuzz targets need to see which branches the rooms take, and a finding must end the program.
if(DARTIES_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link -fno-sanitize-recover=all)
endif()

# clang checks what src/base/thread_annotations.h says: who may touch what a mutex guards.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options(-Wthread-safety -Werror=thread-safety)
endif()
