/* A host that unloads kbe.dll: without a client it goes, with one it stays, as threads of it may still run. */
#include <kbe.h>
#include <stdio.h>
#include <windows.h>

typedef kbe_result (*create_function)(const kbe_config *config, kbe_client *client);
typedef kbe_result (*destroy_function)(kbe_client client);

static int is_loaded(void)
{
    return GetModuleHandleA("kbe.dll") != NULL;
}

int main(void)
{
    HMODULE library = LoadLibraryA("kbe.dll");
    create_function create;
    destroy_function destroy;
    kbe_client client = 0;
    kbe_config config;
    int went, stayed;
    if (library == NULL)
        return 2;
    FreeLibrary(library);
    went = !is_loaded();

    library = LoadLibraryA("kbe.dll");
    create = (create_function)(void (*)(void))GetProcAddress(library, "kbe_client_create");
    destroy = (destroy_function)(void (*)(void))GetProcAddress(library, "kbe_client_destroy");
    memset(&config, 0, sizeof config);
    config.struct_size = (uint32_t)sizeof config;
    config.abi_version = KBE_ABI_VERSION;
    if (create(&config, &client) != KBE_OK || destroy(client) != KBE_OK)
        return 3;
    FreeLibrary(library);
    stayed = is_loaded();
    printf("unused it %s, used it %s\n", went ? "goes" : "stays", stayed ? "stays" : "goes");
    return went && stayed ? 0 : 1;
}
