# What every target of the project shares: the language level, and two functions that declare
# one library a folder of engine/ and one test program a folder of tests/.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(PLANCAST_WERROR "Treat warnings as errors" OFF)
set(PLANCAST_SANITIZE "" CACHE STRING "Sanitizers for the project's own targets, as for -fsanitize=")
option(PLANCAST_CONTRACTS "Check contracts (PLANCAST_EXPECTS)" OFF)
option(PLANCAST_COVERAGE "Instrument the project's own targets for coverage" OFF)

add_library(plancast_options INTERFACE)
# Without contraction a loop's vector body and its scalar tail give the same bits; fused
# operations are written out where they are wanted.
target_compile_options(plancast_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -ffp-contract=off -fno-math-errno -fno-trapping-math
    $<$<BOOL:${PLANCAST_WERROR}>:-Werror>
    # Counters that threads race for can end up negative, which gcovr refuses.
    "$<$<BOOL:${PLANCAST_COVERAGE}>:--coverage;-fprofile-update=atomic>")
target_link_options(plancast_options INTERFACE $<$<BOOL:${PLANCAST_COVERAGE}>:--coverage>)
if(PLANCAST_SANITIZE)
    target_compile_options(plancast_options INTERFACE -fsanitize=${PLANCAST_SANITIZE}
                           -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(plancast_options INTERFACE -fsanitize=${PLANCAST_SANITIZE})
endif()
target_compile_definitions(plancast_options INTERFACE
    $<$<BOOL:${PLANCAST_CONTRACTS}>:PLANCAST_CONTRACTS>)
target_include_directories(plancast_options INTERFACE "${PROJECT_SOURCE_DIR}")

include(GNUInstallDirs)

# Installs a library with its headers, for find_package(plancast).
function(plancast_install target)
    install(TARGETS ${target} EXPORT plancast
            ARCHIVE COMPONENT development
            FILE_SET headers DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/plancast" COMPONENT development)
endfunction()

# Libraries of headers that no header of ours includes: who uses the installed libraries needs
# none of them.
set(PLANCAST_HEADERS_ONLY Boost::headers CLI11::CLI11 nlohmann_json::nlohmann_json)

# plancast_library(NAME HEADERS a.hpp ... SOURCES a.cpp ... PUBLIC plancast::core ... PRIVATE fmt::fmt ...)
# declares the library of engine/NAME and its alias plancast::NAME. All but the command line's are
# installed.
function(plancast_library name)
    cmake_parse_arguments(ARG "" "" "HEADERS;SOURCES;PUBLIC;PRIVATE" ${ARGN})
    set(target plancast_${name})
    if(ARG_SOURCES)
        add_library(${target} STATIC ${ARG_SOURCES})
        set(scope PUBLIC)
        foreach(library IN LISTS ARG_PRIVATE)
            if(library IN_LIST PLANCAST_HEADERS_ONLY)
                set(library "$<BUILD_INTERFACE:${library}>")
            endif()
            target_link_libraries(${target} PRIVATE "${library}")
        endforeach()
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(plancast::${name} ALIAS ${target})
    target_link_libraries(${target} ${scope} $<BUILD_INTERFACE:plancast_options> ${ARG_PUBLIC})
    target_compile_features(${target} ${scope} cxx_std_20)
    target_sources(${target} ${scope} FILE_SET headers TYPE HEADERS
                   BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${ARG_HEADERS})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON EXPORT_NAME ${name})
    if(NOT name STREQUAL "cli")
        plancast_install(${target})
    endif()
endfunction()

# All test programs, without what they do not use.
add_custom_target(plancast_tests)

# plancast_test(NAME SOURCES test_a.cpp ... LIBRARIES plancast::core ...)
# declares the test program of tests/NAME; ctest runs each of its cases by itself. Sanitised
# builds leave out the cases tagged [slow]; with ThreadSanitizer only those tagged [parallel] count.
function(plancast_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
    set(target test_${name})
    add_executable(${target} ${ARG_SOURCES})
    target_link_libraries(${target} PRIVATE plancast_test_support ${ARG_LIBRARIES})
    target_precompile_headers(${target} REUSE_FROM plancast_test_support)

    set(cases "")
    if(PLANCAST_SANITIZE MATCHES "thread")
        set(cases TEST_SPEC "[parallel]~[slow]")
        set(parallel FALSE)
        foreach(source IN LISTS ARG_SOURCES)
            file(STRINGS "${source}" found REGEX "\\[parallel\\]" LIMIT_COUNT 1)
            if(found)
                set(parallel TRUE)
            endif()
        endforeach()
        if(NOT parallel)
            set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
            return()
        endif()
    elseif(PLANCAST_SANITIZE)
        set(cases TEST_SPEC "~[slow]")
    endif()
    add_dependencies(plancast_tests ${target})
    catch_discover_tests(${target} ${cases} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT 600)
endfunction()
