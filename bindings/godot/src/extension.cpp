// Where Godot enters and leaves.
#include "client.hpp"

namespace {

/** The class documentation for the editor's help; build.sh writes it from doc_classes/. */
const char *const documentation[] = {
#include "documentation.inc"
};

void initialize(void *, GDExtensionInitializationLevel level) {
    if (level == GDEXTENSION_INITIALIZATION_SCENE) {
        signals = new Signals;
        register_entity();
        register_client();
    } else if (level == GDEXTENSION_INITIALIZATION_EDITOR && gd::api.editor_help_load_xml_from_utf8_chars_and_len != nullptr) {
        for (const char *page : documentation)
            gd::api.editor_help_load_xml_from_utf8_chars_and_len(page, static_cast<GDExtensionInt>(std::strlen(page)));
    }
}

void deinitialize(void *, GDExtensionInitializationLevel level) {
    if (level != GDEXTENSION_INITIALIZATION_SCENE)
        return;
    // The library's threads end here, so that its code may be unloaded.
    kbe_shutdown_all(5000);
    gd::api.classdb_unregister_extension_class(gd::api.library, gd::Name("KBEClient").ptr());
    gd::api.classdb_unregister_extension_class(gd::api.library, gd::Name("KBEEntity").ptr());
    delete signals;
    signals = nullptr;
    gd::unload();
}

}  // namespace

#if defined(_WIN32)
#define KBE_GODOT_EXPORT __declspec(dllexport)
#else
#define KBE_GODOT_EXPORT __attribute__((visibility("default")))
#endif

extern "C" KBE_GODOT_EXPORT GDExtensionBool kbe_godot_init(GDExtensionInterfaceGetProcAddress get, GDExtensionClassLibraryPtr library,
                                                           GDExtensionInitialization *init) {
    if (!gd::load(get, library))
        return false;
    init->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
    init->userdata = nullptr;
    init->initialize = initialize;
    init->deinitialize = deinitialize;
    return true;
}
