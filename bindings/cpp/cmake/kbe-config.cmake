# find_package(kbe CONFIG): the imported targets kbe::kbe (shared library) and kbe::kbe_static.
#
# COMPONENTS shared and static ask for one of them; without the word, whatever is installed is imported, and one of
# them must be. Nothing here names a directory: a prefix may be moved, or be an unpacked archive. The version is that
# of kbe.h, and the system's libraries behind the static library are those of kbe.pc.
cmake_policy(VERSION 3.15...3.31)

# Through links, so that a /lib that leads to /usr/lib finds /usr/include.
get_filename_component(_kbe_dir "${CMAKE_CURRENT_LIST_DIR}" REALPATH)
include("${CMAKE_CURRENT_LIST_DIR}/kbe-layout.cmake")

set(kbe_FOUND TRUE)
macro(_kbe_missing _reason)
    set(kbe_FOUND FALSE)
    string(APPEND kbe_NOT_FOUND_MESSAGE "${_reason}\n")
endmacro()

foreach(_component IN LISTS kbe_FIND_COMPONENTS)
    if(NOT _component MATCHES "^(shared|static)$" AND kbe_FIND_REQUIRED_${_component})
        _kbe_missing("kbe has the components shared and static, not \"${_component}\".")
    endif()
endforeach()
if(NOT _kbe_include)
    _kbe_missing("No include/kbe.h belongs to ${_kbe_dir}.")
endif()

# The first file of these names in the directories that belong to the prefix.
function(_kbe_file _out)
    foreach(_name IN LISTS ARGN)
        foreach(_place IN LISTS _kbe_library_dirs)
            if(EXISTS "${_place}/${_name}")
                set(${_out} "${_place}/${_name}" PARENT_SCOPE)
                return()
            endif()
        endforeach()
    endforeach()
    set(${_out} "" PARENT_SCOPE)
endfunction()

# The shared library, and on Windows what the linker takes for it.
set(_kbe_implib "")
if(WIN32)
    _kbe_file(_kbe_shared kbe.dll)
    if(MSVC)
        _kbe_file(_kbe_implib kbe.dll.lib)
        _kbe_file(_kbe_static kbe.lib)
    else()
        _kbe_file(_kbe_implib libkbe.dll.a kbe.dll.lib)
        _kbe_file(_kbe_static libkbe.a)
    endif()
    if(NOT _kbe_implib)
        set(_kbe_shared "")
    endif()
elseif(APPLE)
    _kbe_file(_kbe_shared libkbe.dylib)
    _kbe_file(_kbe_static libkbe.a)
else()
    _kbe_file(_kbe_shared libkbe.so)
    _kbe_file(_kbe_static libkbe.a)
endif()

if(_kbe_include AND _kbe_shared AND NOT TARGET kbe::kbe)
    add_library(kbe::kbe SHARED IMPORTED)
    set_target_properties(kbe::kbe PROPERTIES
        IMPORTED_LOCATION "${_kbe_shared}"
        INTERFACE_INCLUDE_DIRECTORIES "${_kbe_include}")
    if(_kbe_implib)
        set_target_properties(kbe::kbe PROPERTIES IMPORTED_IMPLIB "${_kbe_implib}")
    endif()
endif()

if(_kbe_include AND _kbe_static AND NOT TARGET kbe::kbe_static)
    # The words behind "Libs.private:", with -framework and its name kept together.
    set(_kbe_system "")
    _kbe_file(_kbe_pc pkgconfig/kbe.pc)
    if(_kbe_pc)
        file(STRINGS "${_kbe_pc}" _kbe_system REGEX "^Libs[.]private:")
        string(REGEX REPLACE "^Libs[.]private: *" "" _kbe_system "${_kbe_system}")
        string(REGEX REPLACE "-framework +" "-framework=" _kbe_system "${_kbe_system}")
        string(REGEX REPLACE " +" ";" _kbe_system "${_kbe_system}")
        string(REPLACE "-framework=" "-framework " _kbe_system "${_kbe_system}")
        add_library(kbe::kbe_static STATIC IMPORTED)
        set_target_properties(kbe::kbe_static PROPERTIES
            IMPORTED_LOCATION "${_kbe_static}"
            IMPORTED_LINK_INTERFACE_LANGUAGES C
            INTERFACE_INCLUDE_DIRECTORIES "${_kbe_include}"
            INTERFACE_COMPILE_DEFINITIONS KBE_STATIC
            INTERFACE_LINK_LIBRARIES "${_kbe_system}")
    endif()
endif()

set(kbe_shared_FOUND FALSE)
set(kbe_static_FOUND FALSE)
if(TARGET kbe::kbe)
    set(kbe_shared_FOUND TRUE)
endif()
if(TARGET kbe::kbe_static)
    set(kbe_static_FOUND TRUE)
endif()
foreach(_component IN ITEMS shared static)
    if(kbe_FIND_REQUIRED_${_component} AND NOT kbe_${_component}_FOUND)
        _kbe_missing("The ${_component} library of kbe is not installed beside ${_kbe_dir}.")
    endif()
endforeach()
if(NOT kbe_shared_FOUND AND NOT kbe_static_FOUND)
    _kbe_missing("No library of kbe is installed beside ${_kbe_dir}.")
endif()
set(kbe_VERSION "${_kbe_version}")
