# The library with its public headers, found by find_package(minivm) and by pkg-config minivm, and the command.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(shared "")
if(MINIVM_SHARED)
    set(shared minivm_shared)
endif()

# The free-threaded build adds its command, and its shared library for those who load that, to an installation of the
# ordinary one.
if(MINIVM_FREE_THREADED)
    install(TARGETS minivm_cli ${shared})
    return()
endif()

install(TARGETS minivm ${shared} minivm_cli EXPORT minivmTargets FILE_SET HEADERS)
# What `minivm scorecard` runs.
install(DIRECTORY samples/ DESTINATION ${CMAKE_INSTALL_DATADIR}/minivm/samples FILES_MATCHING PATTERN "*.mini")
install(EXPORT minivmTargets NAMESPACE minivm:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/minivm)

write_basic_package_version_file(${PROJECT_BINARY_DIR}/minivmConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/minivmConfig.cmake ${PROJECT_BINARY_DIR}/minivmConfigVersion.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/minivm)

get_target_property(MINIVM_LINK_OPTIONS minivm INTERFACE_LINK_OPTIONS)
if(NOT MINIVM_LINK_OPTIONS)
    set(MINIVM_LINK_OPTIONS "")
endif()
list(JOIN MINIVM_LINK_OPTIONS " " MINIVM_LINK_OPTIONS)
file(RELATIVE_PATH MINIVM_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/minivm.pc.in ${PROJECT_BINARY_DIR}/minivm.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/minivm.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
