# Which wishes of find_package(kbe VERSION) this installation fulfils: the same major version, before 1.0 the same
# minor version too, and nothing older than what was asked for.
get_filename_component(_kbe_dir "${CMAKE_CURRENT_LIST_DIR}" REALPATH)
include("${CMAKE_CURRENT_LIST_DIR}/kbe-layout.cmake")
set(PACKAGE_VERSION "${_kbe_version}")
set(PACKAGE_VERSION_COMPATIBLE FALSE)
set(PACKAGE_VERSION_EXACT FALSE)

if(PACKAGE_FIND_VERSION_RANGE)
    # find_package(kbe 0.1...0.3): the caller says what is fine.
    if(PACKAGE_VERSION VERSION_GREATER_EQUAL PACKAGE_FIND_VERSION_MIN)
        if(PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION_MAX
                OR (PACKAGE_FIND_VERSION_RANGE_MAX STREQUAL "INCLUDE"
                    AND PACKAGE_VERSION VERSION_EQUAL PACKAGE_FIND_VERSION_MAX))
            set(PACKAGE_VERSION_COMPATIBLE TRUE)
        endif()
    endif()
elseif(PACKAGE_VERSION VERSION_EQUAL PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
    set(PACKAGE_VERSION_EXACT TRUE)
elseif(PACKAGE_VERSION VERSION_GREATER PACKAGE_FIND_VERSION)
    string(REGEX MATCH "^([0-9]+)[.]([0-9]+)" _kbe_series "${PACKAGE_VERSION}")
    if(CMAKE_MATCH_1 EQUAL PACKAGE_FIND_VERSION_MAJOR)
        if(CMAKE_MATCH_1 GREATER 0 OR PACKAGE_FIND_VERSION_COUNT LESS 2
                OR CMAKE_MATCH_2 EQUAL PACKAGE_FIND_VERSION_MINOR)
            set(PACKAGE_VERSION_COMPATIBLE TRUE)
        endif()
    endif()
endif()
