/* Calls every exported function with arguments that are wrong, and looks at what it answers. The test that
 * builds it names the list of exports in KBE_EXPORTS: a function of the list that is not called here fails. */
#include <kbe.h>
#include <stdio.h>
#include <string.h>

typedef void (*function)(void);
struct export_row {
    const char *name;
    function address;
};

#ifdef KBE_EXPORTS
#include KBE_EXPORTS
#else
static const struct export_row exports[] = {{"kbe_version", (function)kbe_version}};
#endif
#define COUNT (sizeof exports / sizeof exports[0])

static int failures = 0;
static char called[1024];

static void note(const char *name, function address, int fits, int line)
{
    size_t i;
    for (i = 0; i < COUNT; i++) {
        if (strcmp(exports[i].name, name) == 0 && exports[i].address == address)
            called[i] = 1;
    }
    if (!fits) {
        printf("line %d: %s answers something else\n", line, name);
        failures++;
    }
}

/* CALL(function, what it must answer, arguments...) */
#define CALL(f, expected, ...) note(#f, (function)f, f(__VA_ARGS__) == (expected), __LINE__)
#define CALL_NONE(f, expected) note(#f, (function)f, f() == (expected), __LINE__)
/* What stays as it was when a call fails. */
#define KEEPS(condition) note("", NULL, condition, __LINE__)

static const kbe_str text = {"x", 1};
static const kbe_bytes bytes = {(const uint8_t *)"x", 1};

/* A handle that is not, no longer or never was a client's. */
static void with_handle(kbe_client c)
{
    const kbe_result bad = KBE_E_BAD_HANDLE;
    uint32_t number = 77;
    int32_t id = 77;
    kbe_str a = {NULL, 77}, b = {NULL, 77};
    const kbe_value *value = NULL;
    kbe_value argument = kbe_int32(1);
    kbe_callbacks on = KBE_CALLBACKS_INIT;
    kbe_event event = KBE_EVENT_INIT;
    kbe_pump_params params = KBE_PUMP_PARAMS_INIT;
    kbe_pump_stats pumped = KBE_PUMP_STATS_INIT;
    kbe_entity_view entity = KBE_ENTITY_VIEW_INIT;
    kbe_component_view component = KBE_COMPONENT_VIEW_INIT;
    kbe_pose pose = KBE_POSE_INIT;
    kbe_call call = KBE_CALL_INIT;
    kbe_class_info class_info = KBE_CLASS_INFO_INIT;
    kbe_property_info property = KBE_PROPERTY_INFO_INIT;
    kbe_method_info method = KBE_METHOD_INFO_INIT;
    kbe_type_info type = KBE_TYPE_INFO_INIT;
    kbe_client_info info = KBE_CLIENT_INFO_INIT;
    kbe_client_stats stats = KBE_CLIENT_STATS_INIT;

    CALL(kbe_client_set_callbacks, bad, c, &on, NULL);
    CALL(kbe_client_set_interest, bad, c, 0, KBE_INTEREST_ALL);
    CALL(kbe_client_destroy, bad, c);
    CALL(kbe_client_rebind_thread, bad, c);

    CALL(kbe_client_login, bad, c, text, text);
    CALL(kbe_client_login_with_datas, bad, c, text, text, bytes);
    CALL(kbe_client_relogin, bad, c);
    CALL(kbe_client_create_account, bad, c, text, text, bytes, 0);
    CALL(kbe_client_reset_password, bad, c, text);
    CALL(kbe_client_bind_email, bad, c, text);
    CALL(kbe_client_new_password, bad, c, text, text);
    CALL(kbe_client_logout, bad, c);
    CALL(kbe_client_disconnect, bad, c);

    CALL(kbe_client_pump, bad, c, &params, &pumped);
    CALL(kbe_client_wakeup, bad, c);
    CALL(kbe_client_stop_pump, KBE_E_NOT_IN_CALLBACK, c);
    CALL(kbe_client_pause_events, bad, c);
    CALL(kbe_client_resume_events, bad, c);
    CALL(kbe_client_set_log_level, bad, c, KBE_LOG_INFO);
    CALL(kbe_client_next_event, bad, c, 0, 0, &event);
    KEEPS(event.type == KBE_EVENT_NONE && pumped.dispatched == 0);

    CALL(kbe_player_id, 0, c);
    CALL(kbe_client_entities, bad, c, &id, 1, &number);
    CALL(kbe_entity_get, bad, c, 1, &entity);
    CALL(kbe_entity_property, bad, c, 1, text, &value);
    CALL(kbe_entity_property_by_id, bad, c, 1, 1, &value);
    CALL(kbe_component_at, bad, c, 1, 0, &component);
    CALL(kbe_component_get, bad, c, 1, text, &component);
    CALL(kbe_component_of_class, bad, c, 1, text, 0, &component);
    CALL(kbe_component_property, bad, c, 1, text, text, &value);
    CALL(kbe_component_property_by_id, bad, c, 1, 1, 1, &value);
    CALL(kbe_entity_set_user_data, bad, c, 1, &number);
    CALL(kbe_entity_user_data, NULL, c, 1);
    CALL(kbe_player_set_pose, bad, c, &pose);
    CALL(kbe_entity_set_pose, bad, c, 1, &pose);
    KEEPS(id == 77 && value == NULL && entity.id == 0 && component.component_id == 0);

    CALL(kbe_entity_call_base, bad, c, 1, text, &argument, 1);
    CALL(kbe_entity_call_cell, bad, c, 1, text, &argument, 1);
    CALL(kbe_component_call_base, bad, c, 1, text, text, &argument, 1);
    CALL(kbe_component_call_cell, bad, c, 1, text, text, &argument, 1);
    CALL(kbe_entity_call, bad, c, &call);

    CALL(kbe_space_geometry, bad, c, &a);
    CALL(kbe_space_data, bad, c, text, &a);
    CALL(kbe_space_data_count, 0, c);
    CALL(kbe_space_data_at, bad, c, 0, &a, &b);

    CALL(kbe_class_count, 0, c);
    CALL(kbe_class_at, bad, c, 0, &class_info);
    CALL(kbe_class_id, bad, c, text, &number);
    CALL(kbe_class_name, bad, c, 1, &a);
    CALL(kbe_class_property_id, bad, c, text, text, &number);
    CALL(kbe_class_property_at, bad, c, 1, 0, &property);
    CALL(kbe_class_method_id, bad, c, text, KBE_SIDE_BASE, text, &number);
    CALL(kbe_class_method_at, bad, c, 1, KBE_SIDE_BASE, 0, &method);
    CALL(kbe_type_count, 0, c);
    CALL(kbe_type_at, bad, c, 0, &type);
    CALL(kbe_type_key_at, bad, c, 0, 0, &a, &number);

    CALL(kbe_client_state, bad, c);
    CALL(kbe_client_get_info, bad, c, &info);
    CALL(kbe_client_get_stats, bad, c, &stats);
    CALL(kbe_client_server_error, bad, c, 4, &a, &b);
    CALL(kbe_client_record, bad, c, text);
    CALL(kbe_client_message_stats, bad, c, NULL, 0, &number);
    CALL(kbe_client_set_net_sim, bad, c, NULL);
    CALL(kbe_client_set_definitions, bad, c, bytes);
    CALL(kbe_client_get_definitions, bad, c, NULL, 0, &number);
    KEEPS(number == 77 && a.len == 77 && b.len == 77);
}

static void without_handle(void)
{
    kbe_client client = 77;
    kbe_config config = KBE_CONFIG_INIT;
    uint32_t number = 77;
    char small[1];

    CALL(kbe_client_create, KBE_E_INVALID_ARGUMENT, NULL, &client);
    CALL(kbe_client_create, KBE_E_INVALID_ARGUMENT, &config, NULL);
    config.struct_size = 3;
    CALL(kbe_client_create, KBE_E_BAD_STRUCT_SIZE, &config, &client);
    CALL(kbe_config_init, KBE_E_INVALID_ARGUMENT, NULL, (uint32_t)sizeof config);
    CALL(kbe_config_init, KBE_E_BAD_STRUCT_SIZE, &config, 7);
    KEEPS(client == 77);

    CALL(kbe_last_error_message, KBE_E_BUFFER_TOO_SMALL, small, 1, &number);
    CALL(kbe_last_error_message, KBE_OK, NULL, 0, NULL);
    /* Somebody's home directory may not be known. */
    note("kbe_default_cache_dir", (function)kbe_default_cache_dir,
         kbe_default_cache_dir(small, 1, &number) < KBE_OK && number == 77, __LINE__);
    note("kbe_result_name", (function)kbe_result_name,
         strcmp(kbe_result_name(KBE_E_BAD_HANDLE), "KBE_E_BAD_HANDLE") == 0 && kbe_result_name(12345) != NULL,
         __LINE__);

    CALL_NONE(kbe_version, KBE_API_VERSION);
    CALL_NONE(kbe_abi_version, (uint32_t)KBE_ABI_VERSION);
    note("kbe_version_string", (function)kbe_version_string,
         kbe_version_string()[0] == (char)(48 + KBE_API_VERSION_MAJOR), __LINE__);
    CALL(kbe_sync_layers, 0, 0);
}

int main(void)
{
    kbe_config config = KBE_CONFIG_INIT;
    kbe_client stale;
    size_t i;
    KEEPS(kbe_client_create(&config, &stale) == KBE_OK && kbe_client_destroy(stale) == KBE_OK);
    with_handle(0);
    with_handle(stale);
    with_handle(~(kbe_client)0);
    without_handle();
    CALL(kbe_shutdown_all, KBE_OK, 10000);
    CALL(kbe_shutdown_all, KBE_OK, 0);
    for (i = 0; i < COUNT; i++) {
        if (exports[i].address == NULL || !called[i]) {
            printf("%s is never called\n", exports[i].name);
            failures++;
        }
    }
    printf("%u functions, %d failures\n", (unsigned)COUNT, failures);
    return failures != 0;
}
