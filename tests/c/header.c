/* Everything a C program can say with kbe.h, compiled with every warning as an error. */
#include <kbe.h>
#include <kbe.h>

static kbe_str at_file_scope;

static void on_enter(const kbe_entity_event *e, void *user)
{
    if (e->entity.flags & KBE_ENTITY_PLAYER)
        *(int32_t *)user = e->entity.id;
}

static void on_moved(const kbe_transform *moved, uint32_t count, void *user)
{
    uint32_t i;
    for (i = 0; i < count; i++)
        if (moved[i].flags & KBE_MOVE_ON_GROUND)
            *(float *)user += moved[i].position[0];
}

static void on_call(const kbe_method_event *call, void *user)
{
    if (call->argc > 0 && call->args[0].type == KBE_VALUE_INT32)
        *(int64_t *)user = call->args[0].as.i64;
}

static void on_property(const kbe_property_event *e, void *user)
{
    kbe_str text = kbe_value_text(&e->value);
    if ((e->flags & KBE_FLAG_INITIAL) == 0u && text.len > 0)
        *(kbe_str *)user = text;
}

int header_in_c(kbe_client client);
int header_in_c(kbe_client client)
{
    kbe_config config = KBE_CONFIG_INIT;
    kbe_callbacks on = KBE_CALLBACKS_INIT;
    kbe_pump_params params = KBE_PUMP_PARAMS_INIT;
    kbe_pump_stats stats = KBE_PUMP_STATS_INIT;
    kbe_event event = KBE_EVENT_INIT;
    kbe_entity_view entity = KBE_ENTITY_VIEW_INIT;
    kbe_component_view component = KBE_COMPONENT_VIEW_INIT;
    kbe_pose pose = KBE_POSE_INIT;
    kbe_call call = KBE_CALL_INIT;
    kbe_class_info class_info = KBE_CLASS_INFO_INIT;
    kbe_property_info property_info = KBE_PROPERTY_INFO_INIT;
    kbe_method_info method_info = KBE_METHOD_INFO_INIT;
    kbe_type_info type_info = KBE_TYPE_INFO_INIT;
    kbe_client_info info = KBE_CLIENT_INFO_INIT;
    kbe_client_stats client_stats = KBE_CLIENT_STATS_INIT;
    kbe_net_sim line = KBE_NET_SIM_INIT;
    kbe_value items[2];
    kbe_str keys[2];
    kbe_value args[16];
    const kbe_value *value = NULL;
    uint8_t raw[3] = {1, 2, 3};
    uint32_t n = 0;
    int bad = 0;

    at_file_scope = KBE_STR("literal");
    config.host = KBE_STR("localhost");
    config.flags = KBE_CONFIG_FOLD_MOVES | KBE_CONFIG_OWN_PUMP;
    config.heartbeat_interval_ms = KBE_OFF;
    on.entity_enter_world = on_enter;
    on.transforms = on_moved;
    on.method_called = on_call;
    on.property_changed = on_property;

    keys[0] = KBE_STR("id");
    keys[1] = kbe_str_make("label", 5);
    items[0] = kbe_int32(-1);
    items[1] = kbe_unicode(KBE_STR("text"));
    args[0] = kbe_none();
    args[1] = kbe_int8(-1);
    args[2] = kbe_uint8(1);
    args[3] = kbe_int16(-1);
    args[4] = kbe_uint16(1);
    args[5] = kbe_uint32(1);
    args[6] = kbe_int64(-1);
    args[7] = kbe_uint64(1);
    args[8] = kbe_float(1.5f);
    args[9] = kbe_double(1.5);
    args[10] = kbe_string(KBE_STR(NULL));
    args[11] = kbe_blob(raw, sizeof raw);
    args[12] = kbe_python(raw, sizeof raw);
    args[13] = kbe_vector3(1.0f, 2.0f, 3.0f);
    args[14] = kbe_array(items, 2);
    args[15] = kbe_dict(keys, items, 2);
    bad += args[14].as.items[0].as.i64 != -1;
    bad += args[13].as.vec[2] != 3.0f;
    bad += args[10].count != 0u;
    args[0] = kbe_vector2(1.0f, 2.0f);
    args[0] = kbe_vector4(1.0f, 2.0f, 3.0f, 4.0f);

    bad += kbe_check_abi() != KBE_OK;
    bad += kbe_version() != KBE_API_VERSION;
    bad += kbe_client_create(&config, &client) == KBE_OK;
    bad += kbe_client_set_callbacks(client, &on, &n) == KBE_OK;
    bad += kbe_client_pump(client, &params, &stats) == KBE_OK;
    bad += kbe_client_next_event(client, KBE_NEXT_BULK_MOVES, 0, &event) == KBE_OK;
    bad += kbe_entity_get(client, 1, &entity) == KBE_OK;
    bad += kbe_component_at(client, 1, 0, &component) == KBE_OK;
    bad += kbe_player_set_pose(client, &pose) == KBE_OK;
    bad += kbe_entity_call(client, &call) == KBE_OK;
    bad += kbe_entity_call_base(client, 0, KBE_STR("x"), args, 16) == KBE_OK;
    bad += kbe_entity_property(client, 0, KBE_STR("hp"), &value) == KBE_OK;
    bad += kbe_class_at(client, 0, &class_info) == KBE_OK;
    bad += kbe_class_property_at(client, 0, 0, &property_info) == KBE_OK;
    bad += kbe_class_method_at(client, 0, KBE_SIDE_CELL, 0, &method_info) == KBE_OK;
    bad += kbe_type_at(client, 0, &type_info) == KBE_OK;
    bad += kbe_client_get_info(client, &info) == KBE_OK;
    bad += kbe_client_get_stats(client, &client_stats) == KBE_OK;
    line.servers = KBE_NET_SIM_BASEAPP;
    line.latency_ms = 80;
    bad += kbe_client_set_net_sim(client, &line) == KBE_OK;
    bad += kbe_client_login_with_datas(client, KBE_STR("a"), KBE_STR("b"), kbe_bytes_make(raw, 3)) == KBE_OK;
    bad += kbe_client_create_account(client, KBE_STR("a"), KBE_STR("b"), KBE_NO_BYTES, 0) == KBE_OK;

    switch (event.type) {
    case KBE_EVENT_LOGIN_RESULT:
        bad += event.data.login_result.ending.reason == KBE_REASON_KICKED;
        break;
    case KBE_EVENT_SESSION_CHANGED:
        bad += event.data.session.state == KBE_SESSION_RESUMED;
        break;
    case KBE_EVENT_DISCONNECTED:
        bad += event.data.disconnected.ending.code_name.len == 3;
        bad += event.data.disconnected.resumable && kbe_client_relogin(client) == KBE_OK;
        break;
    default:
        break;
    }
    return bad;
}
