# Writes OUTPUT, a C++ source, from TEMPLATE, with the commit that is being built.
# Run at every build: cmake -D TEMPLATE=... -D OUTPUT=... -D SOURCE_DIR=... -D VERSION=... -P
# The file is touched only where its text changes, so a build at the same commit compiles nothing.
set(COMMIT "commit unknown")
find_program(GIT git)
if(GIT)
    # Without optional locks: another git command may be at work in the same checkout.
    execute_process(
        COMMAND "${GIT}" --no-optional-locks describe --always --dirty --abbrev=12 --exclude=*
        WORKING_DIRECTORY "${SOURCE_DIR}"
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE
        ERROR_QUIET RESULT_VARIABLE status)
    if(status EQUAL 0)
        set(COMMIT "commit ${described}")
    endif()
endif()
configure_file("${TEMPLATE}" "${OUTPUT}" @ONLY)
