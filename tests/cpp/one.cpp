// The header in two C++ translation units of one program.
#include <kbe.h>

kbe_value from_two(const char *text);

int main() {
    kbe_config config = KBE_CONFIG_INIT;
    config.host = KBE_STR("127.0.0.1");
    kbe_client client = 0;
    if (kbe_check_abi() != KBE_OK || kbe_client_create(&config, &client) != KBE_OK) return 1;

    kbe_callbacks on = KBE_CALLBACKS_INIT;
    int entered = 0;
    on.entity_enter_world = [](const kbe_entity_event *e, void *user) {
        *static_cast<int *>(user) += e->entity.id;
    };
    if (kbe_client_set_callbacks(client, &on, &entered) != KBE_OK) return 2;

    const kbe_value args[] = {kbe_int32(1), from_two("text"), kbe_vector3(1.0f, 2.0f, 3.0f)};
    if (kbe_entity_call_cell(client, 0, KBE_STR("jump"), args, 3) != KBE_E_OFFLINE) return 3;
    if (kbe_sync_layers(0) != 0 || kbe_client_destroy(client) != KBE_OK) return 4;
    return kbe_shutdown_all(5000) == KBE_OK ? 0 : 5;
}
