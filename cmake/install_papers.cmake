# Run at install time: has the installed program print its man page and its completions into the prefix.
set(prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")

function(print_paper file)
  get_filename_component(folder "${prefix}/${file}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  execute_process(COMMAND "${prefix}/bin/darties" ${ARGN} OUTPUT_FILE "${prefix}/${file}" RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "'darties ${ARGN}' could not print ${file}: ${failed}")
  endif()
  message(STATUS "Installing: ${prefix}/${file}")
endfunction()

print_paper(share/man/man1/darties.1 help --man)
print_paper(share/bash-completion/completions/darties completion bash)
print_paper(share/zsh/site-functions/_darties completion zsh)
print_paper(share/fish/vendor_completions.d/darties.fish completion fish)
