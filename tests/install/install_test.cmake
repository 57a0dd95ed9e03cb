# Installs the build tree into a folder of its own, builds the consumer project against it, runs it,
# and runs the installed program on a plan that came with it.
#
# usage: cmake -D BUILD=... -D CONSUMER=... -D WORK=... -D CXX=... -P install_test.cmake
file(REMOVE_RECURSE "${WORK}")

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT status EQUAL 0)
        string(JOIN " " command ${ARGN})
        message(FATAL_ERROR "${command}\n${said}")
    endif()
    set(said "${said}" PARENT_SCOPE)
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")
run("${CMAKE_COMMAND}" -S "${CONSUMER}" -B "${WORK}/build" -G Ninja "-DCMAKE_PREFIX_PATH=${WORK}/prefix"
    "-DCMAKE_CXX_COMPILER=${CXX}")
# Nothing of the source tree may be needed.
file(READ "${WORK}/build/build.ninja" rules)
string(FIND "${rules}" "${SOURCE}/engine" place)
if(NOT place EQUAL -1)
    message(FATAL_ERROR "the installed libraries refer to ${SOURCE}/engine")
endif()
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer")
message("${said}")
run("${WORK}/prefix/bin/plancast" run "${WORK}/prefix/share/plancast/scenarios/thien-huong/baseline.toml"
    --runs 100 --store none)
if(NOT said MATCHES "thien-huong-baseline: 100 runs")
    message(FATAL_ERROR "the installed program said:\n${said}")
endif()
