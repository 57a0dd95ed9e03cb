# What `cmake --install` puts where, and what `cpack` packs: the program with the plans that come
# with it (component program), and the libraries for find_package(plancast) (development).
include(CMakePackageConfigHelpers)

install(TARGETS plancast RUNTIME COMPONENT program)
# The folders keep their places to each other: scenarios name their models by relative paths.
install(DIRECTORY models scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/plancast" COMPONENT program)
install(FILES README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES results/README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME results.md
        COMPONENT program)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright COMPONENT program)

set(config_folder "${CMAKE_INSTALL_LIBDIR}/cmake/plancast")
install(EXPORT plancast FILE plancast-targets.cmake NAMESPACE plancast::
        DESTINATION "${config_folder}" COMPONENT development)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/plancast-config.cmake.in" plancast-config.cmake
                              INSTALL_DESTINATION "${config_folder}")
# Below 1.0 a new minor version may change anything.
write_basic_package_version_file(plancast-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/plancast-config.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/plancast-config-version.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/Findutf8proc.cmake"
        DESTINATION "${config_folder}" COMPONENT development)

# A package is for other machines: what is built for this one's processor cannot be packed.
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
if(NOT "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}" MATCHES "-march=native")
    set(CPACK_GENERATOR DEB)
    set(CPACK_PACKAGE_VENDOR plancast)
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_STRIP_FILES ON)
    set(CPACK_COMPONENTS_ALL program development)
    set(CPACK_DEB_COMPONENT_INSTALL ON)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_MAINTAINER "plancast maintainers <maintainers@plancast.invalid>"
        CACHE STRING "Who answers for the Debian packages")
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME plancast)
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
    set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libplancast-dev)
    set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
    string(JOIN ", " CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
           libeigen3-dev libfmt-dev libhdf5-dev libssl-dev libtomlplusplus-dev libutf8proc-dev)
    set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
        "Simulates the years of a plan many times and counts how often each target is met")
    set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
        "Headers, static libraries and CMake configuration of plancast")
    include(CPack)
endif()
