/*
 * The least that crashes Godot 4.6 when a headless import meets an extension for the first time: one class, without a
 * method. Nothing of libkbe is in it. With no class, or one that is not exposed, or with .godot/extension_list.cfg there
 * already, it ends well: Godot makes the documentation of new classes a few frames later, and `--import` has freed what
 * it goes into by then. With `--quit-after 400` it has the time.
 *
 *     mkdir least && cd least && godot --headless --dump-gdextension-interface --quit
 *     cc -shared -fPIC -I. ../first_import.c -o least.so
 *     printf 'config_version=5\n' >project.godot
 *     printf '[configuration]\nentry_symbol="least_init"\ncompatibility_minimum="4.3"\n[libraries]\nlinux="least.so"\n' >least.gdextension
 *     godot --headless --import                         # FATAL: Index p_index = 1 is out of bounds (size() = 0).
 *     rm -r .godot && godot --headless --import --quit-after 400
 */
#include <gdextension_interface.h>
#include <string.h>

static GDExtensionInterfaceGetProcAddress get;
static GDExtensionClassLibraryPtr library;

static void *name(const char *text) {
    void *made = NULL;
    ((GDExtensionInterfaceStringNameNewWithUtf8Chars)get("string_name_new_with_utf8_chars"))(&made, text);
    return made;
}

static GDExtensionObjectPtr create(void *data) {
    (void)data;
    return NULL;
}

static void destroy(void *data, GDExtensionClassInstancePtr instance) {
    (void)data;
    (void)instance;
}

static void initialize(void *data, GDExtensionInitializationLevel level) {
    void *own = name("Least"), *parent = name("RefCounted");
    GDExtensionClassCreationInfo3 info;
    (void)data;
    if (level != GDEXTENSION_INITIALIZATION_SCENE)
        return;
    memset(&info, 0, sizeof info);
    info.is_exposed = 1;
    info.create_instance_func = create;
    info.free_instance_func = destroy;
    ((GDExtensionInterfaceClassdbRegisterExtensionClass3)get("classdb_register_extension_class3"))(library, &own, &parent, &info);
}

static void deinitialize(void *data, GDExtensionInitializationLevel level) {
    void *own = name("Least");
    (void)data;
    if (level == GDEXTENSION_INITIALIZATION_SCENE)
        ((GDExtensionInterfaceClassdbUnregisterExtensionClass)get("classdb_unregister_extension_class"))(library, &own);
}

GDExtensionBool least_init(GDExtensionInterfaceGetProcAddress address, GDExtensionClassLibraryPtr of, GDExtensionInitialization *init) {
    get = address;
    library = of;
    init->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
    init->userdata = NULL;
    init->initialize = initialize;
    init->deinitialize = deinitialize;
    return 1;
}
