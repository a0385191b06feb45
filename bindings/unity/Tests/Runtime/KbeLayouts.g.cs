// Generated from include/kbe.h by tests/unity_bindings.rs; run that test with KBE_UPDATE=1 to make it anew.
using Kbe.Native;

namespace Kbe.Tests
{
    /// <summary>Where the fields of every struct stand in C, and where they stand here.</summary>
    internal static unsafe class KbeLayouts
    {
        /// <summary>A place: what it is, where it is here, where C has it with pointers of 8 and of 4 bytes.</summary>
        internal delegate void Check(string what, long here, int wide, int narrow);

        internal static void All(Check check)
        {
            {
                kbe_str s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_str)", sizeof(kbe_str), 16, 8);
                check("kbe_str.ptr", (byte*)&s.ptr - at, 0, 0);
                check("kbe_str.len", (byte*)&s.len - at, 8, 4);
            }
            {
                kbe_bytes s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_bytes)", sizeof(kbe_bytes), 16, 8);
                check("kbe_bytes.ptr", (byte*)&s.ptr - at, 0, 0);
                check("kbe_bytes.len", (byte*)&s.len - at, 8, 4);
            }
            {
                kbe_config s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_config)", sizeof(kbe_config), 296, 212);
                check("kbe_config.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_config.abi_version", (byte*)&s.abi_version - at, 4, 4);
                check("kbe_config.host", (byte*)&s.host - at, 8, 8);
                check("kbe_config.port", (byte*)&s.port - at, 24, 16);
                check("kbe_config.flags", (byte*)&s.flags - at, 28, 20);
                check("kbe_config.version", (byte*)&s.version - at, 32, 24);
                check("kbe_config.script_version", (byte*)&s.script_version - at, 48, 32);
                check("kbe_config.entitydef_digest", (byte*)&s.entitydef_digest - at, 64, 40);
                check("kbe_config.cache_dir", (byte*)&s.cache_dir - at, 80, 48);
                check("kbe_config.client_type", (byte*)&s.client_type - at, 96, 56);
                check("kbe_config.baseapp_port", (byte*)&s.baseapp_port - at, 100, 60);
                check("kbe_config.baseapp_host", (byte*)&s.baseapp_host - at, 104, 64);
                check("kbe_config.queue_limit", (byte*)&s.queue_limit - at, 120, 72);
                check("kbe_config.connect_timeout_ms", (byte*)&s.connect_timeout_ms - at, 124, 76);
                check("kbe_config.hello_timeout_ms", (byte*)&s.hello_timeout_ms - at, 128, 80);
                check("kbe_config.import_timeout_ms", (byte*)&s.import_timeout_ms - at, 132, 84);
                check("kbe_config.login_timeout_ms", (byte*)&s.login_timeout_ms - at, 136, 88);
                check("kbe_config.baseapp_login_timeout_ms", (byte*)&s.baseapp_login_timeout_ms - at, 140, 92);
                check("kbe_config.heartbeat_interval_ms", (byte*)&s.heartbeat_interval_ms - at, 144, 96);
                check("kbe_config.heartbeat_tolerance", (byte*)&s.heartbeat_tolerance - at, 148, 100);
                check("kbe_config.upload_interval_ms", (byte*)&s.upload_interval_ms - at, 152, 104);
                check("kbe_config.upload_distance", (byte*)&s.upload_distance - at, 156, 108);
                check("kbe_config.upload_angle", (byte*)&s.upload_angle - at, 160, 112);
                check("kbe_config.pacing_bytes", (byte*)&s.pacing_bytes - at, 164, 116);
                check("kbe_config.pacing_packets", (byte*)&s.pacing_packets - at, 168, 120);
                check("kbe_config.pacing_window_ms", (byte*)&s.pacing_window_ms - at, 172, 124);
                check("kbe_config.send_queue_bytes", (byte*)&s.send_queue_bytes - at, 176, 128);
                check("kbe_config.max_message", (byte*)&s.max_message - at, 180, 132);
                check("kbe_config.relogin_attempts", (byte*)&s.relogin_attempts - at, 184, 136);
                check("kbe_config.relogin_delay_ms", (byte*)&s.relogin_delay_ms - at, 188, 140);
                check("kbe_config.relogin_max_delay_ms", (byte*)&s.relogin_max_delay_ms - at, 192, 144);
                check("kbe_config.transport", (byte*)&s.transport - at, 196, 148);
                check("kbe_config.baseapp_udp_port", (byte*)&s.baseapp_udp_port - at, 200, 152);
                check("kbe_config.udp_timeout_ms", (byte*)&s.udp_timeout_ms - at, 204, 156);
                check("kbe_config.websocket_path", (byte*)&s.websocket_path - at, 208, 160);
                check("kbe_config.tls_roots", (byte*)&s.tls_roots - at, 224, 168);
                check("kbe_config.tls_name", (byte*)&s.tls_name - at, 240, 176);
                check("kbe_config.tls_pins", (byte*)&s.tls_pins - at, 256, 184);
                check("kbe_config.encryption", (byte*)&s.encryption - at, 272, 192);
                check("kbe_config.backlog_limit", (byte*)&s.backlog_limit - at, 276, 196);
                check("kbe_config.backlog_bytes", (byte*)&s.backlog_bytes - at, 280, 200);
                check("kbe_config.log_level", (byte*)&s.log_level - at, 284, 204);
                check("kbe_config.reserved", (byte*)&s.reserved - at, 288, 208);
            }
            {
                kbe_pump_params s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_pump_params)", sizeof(kbe_pump_params), 16, 16);
                check("kbe_pump_params.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_pump_params.wait_ms", (byte*)&s.wait_ms - at, 4, 4);
                check("kbe_pump_params.budget_us", (byte*)&s.budget_us - at, 8, 8);
                check("kbe_pump_params.max_events", (byte*)&s.max_events - at, 12, 12);
            }
            {
                kbe_pump_stats s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_pump_stats)", sizeof(kbe_pump_stats), 16, 16);
                check("kbe_pump_stats.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_pump_stats.dispatched", (byte*)&s.dispatched - at, 4, 4);
                check("kbe_pump_stats.remaining", (byte*)&s.remaining - at, 8, 8);
                check("kbe_pump_stats.spent_us", (byte*)&s.spent_us - at, 12, 12);
            }
            {
                kbe_value_dict s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_value_dict)", sizeof(kbe_value_dict), 16, 8);
                check("kbe_value_dict.items", (byte*)&s.items - at, 0, 0);
                check("kbe_value_dict.keys", (byte*)&s.keys - at, 8, 4);
            }
            {
                kbe_value_entity_call s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_value_entity_call)", sizeof(kbe_value_entity_call), 16, 16);
                check("kbe_value_entity_call.id", (byte*)&s.id - at, 0, 0);
                check("kbe_value_entity_call.kind", (byte*)&s.kind - at, 4, 4);
                check("kbe_value_entity_call.utype", (byte*)&s.utype - at, 6, 6);
                check("kbe_value_entity_call.cid", (byte*)&s.cid - at, 8, 8);
            }
            {
                kbe_value_as s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_value_as)", sizeof(kbe_value_as), 16, 16);
                check("kbe_value_as.i64", (byte*)&s.i64 - at, 0, 0);
                check("kbe_value_as.u64", (byte*)&s.u64 - at, 0, 0);
                check("kbe_value_as.f64", (byte*)&s.f64 - at, 0, 0);
                check("kbe_value_as.vec", (byte*)s.vec - at, 0, 0);
                check("kbe_value_as.text", (byte*)&s.text - at, 0, 0);
                check("kbe_value_as.bytes", (byte*)&s.bytes - at, 0, 0);
                check("kbe_value_as.items", (byte*)&s.items - at, 0, 0);
                check("kbe_value_as.dict", (byte*)&s.dict - at, 0, 0);
                check("kbe_value_as.entity_call", (byte*)&s.entity_call - at, 0, 0);
            }
            {
                kbe_value s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_value)", sizeof(kbe_value), 24, 24);
                check("kbe_value.type", (byte*)&s.type - at, 0, 0);
                check("kbe_value.count", (byte*)&s.count - at, 4, 4);
                check("kbe_value.as", (byte*)&s.@as - at, 8, 8);
            }
            {
                kbe_entity_view s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_entity_view)", sizeof(kbe_entity_view), 72, 60);
                check("kbe_entity_view.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_entity_view.flags", (byte*)&s.flags - at, 4, 4);
                check("kbe_entity_view.id", (byte*)&s.id - at, 8, 8);
                check("kbe_entity_view.class_id", (byte*)&s.class_id - at, 12, 12);
                check("kbe_entity_view.space_id", (byte*)&s.space_id - at, 16, 16);
                check("kbe_entity_view.component_count", (byte*)&s.component_count - at, 20, 20);
                check("kbe_entity_view.position", (byte*)s.position - at, 24, 24);
                check("kbe_entity_view.direction", (byte*)s.direction - at, 36, 36);
                check("kbe_entity_view.class_name", (byte*)&s.class_name - at, 48, 48);
                check("kbe_entity_view.user_data", (byte*)&s.user_data - at, 64, 56);
            }
            {
                kbe_component_view s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_component_view)", sizeof(kbe_component_view), 48, 32);
                check("kbe_component_view.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_component_view.component_id", (byte*)&s.component_id - at, 4, 4);
                check("kbe_component_view.class_id", (byte*)&s.class_id - at, 8, 8);
                check("kbe_component_view.attached", (byte*)&s.attached - at, 12, 12);
                check("kbe_component_view.name", (byte*)&s.name - at, 16, 16);
                check("kbe_component_view.class_name", (byte*)&s.class_name - at, 32, 24);
            }
            {
                kbe_transform s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_transform)", sizeof(kbe_transform), 32, 32);
                check("kbe_transform.entity_id", (byte*)&s.entity_id - at, 0, 0);
                check("kbe_transform.flags", (byte*)&s.flags - at, 4, 4);
                check("kbe_transform.position", (byte*)s.position - at, 8, 8);
                check("kbe_transform.direction", (byte*)s.direction - at, 20, 20);
            }
            {
                kbe_ending s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_ending)", sizeof(kbe_ending), 48, 32);
                check("kbe_ending.origin", (byte*)&s.origin - at, 0, 0);
                check("kbe_ending.reason", (byte*)&s.reason - at, 4, 4);
                check("kbe_ending.server", (byte*)&s.server - at, 8, 8);
                check("kbe_ending.code", (byte*)&s.code - at, 12, 12);
                check("kbe_ending.code_name", (byte*)&s.code_name - at, 16, 16);
                check("kbe_ending.text", (byte*)&s.text - at, 32, 24);
            }
            {
                kbe_connection_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_connection_event)", sizeof(kbe_connection_event), 56, 40);
                check("kbe_connection_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_connection_event.server", (byte*)&s.server - at, 8, 8);
                check("kbe_connection_event.success", (byte*)&s.success - at, 12, 12);
                check("kbe_connection_event.port", (byte*)&s.port - at, 16, 16);
                check("kbe_connection_event.transport", (byte*)&s.transport - at, 20, 20);
                check("kbe_connection_event.host", (byte*)&s.host - at, 24, 24);
                check("kbe_connection_event.text", (byte*)&s.text - at, 40, 32);
            }
            {
                kbe_hello_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_hello_event)", sizeof(kbe_hello_event), 80, 48);
                check("kbe_hello_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_hello_event.server", (byte*)&s.server - at, 8, 8);
                check("kbe_hello_event.encryption", (byte*)&s.encryption - at, 12, 12);
                check("kbe_hello_event.version", (byte*)&s.version - at, 16, 16);
                check("kbe_hello_event.script_version", (byte*)&s.script_version - at, 32, 24);
                check("kbe_hello_event.protocol_digest", (byte*)&s.protocol_digest - at, 48, 32);
                check("kbe_hello_event.entitydef_digest", (byte*)&s.entitydef_digest - at, 64, 40);
            }
            {
                kbe_version_mismatch_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_version_mismatch_event)", sizeof(kbe_version_mismatch_event), 48, 32);
                check("kbe_version_mismatch_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_version_mismatch_event.kind", (byte*)&s.kind - at, 8, 8);
                check("kbe_version_mismatch_event.reserved", (byte*)&s.reserved - at, 12, 12);
                check("kbe_version_mismatch_event.client_says", (byte*)&s.client_says - at, 16, 16);
                check("kbe_version_mismatch_event.server_says", (byte*)&s.server_says - at, 32, 24);
            }
            {
                kbe_definitions_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_definitions_event)", sizeof(kbe_definitions_event), 16, 16);
                check("kbe_definitions_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_definitions_event.class_count", (byte*)&s.class_count - at, 8, 8);
                check("kbe_definitions_event.type_count", (byte*)&s.type_count - at, 12, 12);
            }
            {
                kbe_login_accepted_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_login_accepted_event)", sizeof(kbe_login_accepted_event), 64, 40);
                check("kbe_login_accepted_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_login_accepted_event.tcp_port", (byte*)&s.tcp_port - at, 8, 8);
                check("kbe_login_accepted_event.udp_port", (byte*)&s.udp_port - at, 12, 12);
                check("kbe_login_accepted_event.host", (byte*)&s.host - at, 16, 16);
                check("kbe_login_accepted_event.account", (byte*)&s.account - at, 32, 24);
                check("kbe_login_accepted_event.datas", (byte*)&s.datas - at, 48, 32);
            }
            {
                kbe_login_result_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_login_result_event)", sizeof(kbe_login_result_event), 88, 64);
                check("kbe_login_result_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_login_result_event.success", (byte*)&s.success - at, 8, 8);
                check("kbe_login_result_event.entity_id", (byte*)&s.entity_id - at, 12, 12);
                check("kbe_login_result_event.uuid", (byte*)&s.uuid - at, 16, 16);
                check("kbe_login_result_event.ending", (byte*)&s.ending - at, 24, 24);
                check("kbe_login_result_event.datas", (byte*)&s.datas - at, 72, 56);
            }
            {
                kbe_account_result_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_account_result_event)", sizeof(kbe_account_result_event), 80, 56);
                check("kbe_account_result_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_account_result_event.request", (byte*)&s.request - at, 8, 8);
                check("kbe_account_result_event.success", (byte*)&s.success - at, 12, 12);
                check("kbe_account_result_event.ending", (byte*)&s.ending - at, 16, 16);
                check("kbe_account_result_event.datas", (byte*)&s.datas - at, 64, 48);
            }
            {
                kbe_disconnected_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_disconnected_event)", sizeof(kbe_disconnected_event), 64, 48);
                check("kbe_disconnected_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_disconnected_event.ending", (byte*)&s.ending - at, 8, 8);
                check("kbe_disconnected_event.resumable", (byte*)&s.resumable - at, 56, 40);
                check("kbe_disconnected_event.reserved", (byte*)&s.reserved - at, 60, 44);
            }
            {
                kbe_session_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_session_event)", sizeof(kbe_session_event), 88, 72);
                check("kbe_session_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_session_event.state", (byte*)&s.state - at, 8, 8);
                check("kbe_session_event.attempt", (byte*)&s.attempt - at, 12, 12);
                check("kbe_session_event.attempts", (byte*)&s.attempts - at, 16, 16);
                check("kbe_session_event.delay_ms", (byte*)&s.delay_ms - at, 20, 20);
                check("kbe_session_event.flags", (byte*)&s.flags - at, 24, 24);
                check("kbe_session_event.reserved", (byte*)&s.reserved - at, 28, 28);
                check("kbe_session_event.uuid", (byte*)&s.uuid - at, 32, 32);
                check("kbe_session_event.ending", (byte*)&s.ending - at, 40, 40);
            }
            {
                kbe_entity_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_entity_event)", sizeof(kbe_entity_event), 80, 72);
                check("kbe_entity_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_entity_event.entity", (byte*)&s.entity - at, 8, 8);
            }
            {
                kbe_property_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_property_event)", sizeof(kbe_property_event), 120, 104);
                check("kbe_property_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_property_event.entity_id", (byte*)&s.entity_id - at, 8, 8);
                check("kbe_property_event.flags", (byte*)&s.flags - at, 12, 12);
                check("kbe_property_event.class_id", (byte*)&s.class_id - at, 16, 16);
                check("kbe_property_event.component_id", (byte*)&s.component_id - at, 20, 20);
                check("kbe_property_event.property_id", (byte*)&s.property_id - at, 24, 24);
                check("kbe_property_event.reserved", (byte*)&s.reserved - at, 28, 28);
                check("kbe_property_event.component_name", (byte*)&s.component_name - at, 32, 32);
                check("kbe_property_event.property_name", (byte*)&s.property_name - at, 48, 40);
                check("kbe_property_event.value", (byte*)&s.value - at, 64, 48);
                check("kbe_property_event.old_value", (byte*)&s.old_value - at, 88, 72);
                check("kbe_property_event.entity_user_data", (byte*)&s.entity_user_data - at, 112, 96);
            }
            {
                kbe_method_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_method_event)", sizeof(kbe_method_event), 80, 56);
                check("kbe_method_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_method_event.entity_id", (byte*)&s.entity_id - at, 8, 8);
                check("kbe_method_event.flags", (byte*)&s.flags - at, 12, 12);
                check("kbe_method_event.class_id", (byte*)&s.class_id - at, 16, 16);
                check("kbe_method_event.component_id", (byte*)&s.component_id - at, 20, 20);
                check("kbe_method_event.method_id", (byte*)&s.method_id - at, 24, 24);
                check("kbe_method_event.argc", (byte*)&s.argc - at, 28, 28);
                check("kbe_method_event.args", (byte*)&s.args - at, 32, 32);
                check("kbe_method_event.component_name", (byte*)&s.component_name - at, 40, 36);
                check("kbe_method_event.method_name", (byte*)&s.method_name - at, 56, 44);
                check("kbe_method_event.entity_user_data", (byte*)&s.entity_user_data - at, 72, 52);
            }
            {
                kbe_moved_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_moved_event)", sizeof(kbe_moved_event), 48, 48);
                check("kbe_moved_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_moved_event.transform", (byte*)&s.transform - at, 8, 8);
                check("kbe_moved_event.entity_user_data", (byte*)&s.entity_user_data - at, 40, 40);
            }
            {
                kbe_transforms_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_transforms_event)", sizeof(kbe_transforms_event), 24, 24);
                check("kbe_transforms_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_transforms_event.transforms", (byte*)&s.transforms - at, 8, 8);
                check("kbe_transforms_event.count", (byte*)&s.count - at, 16, 12);
                check("kbe_transforms_event.reserved", (byte*)&s.reserved - at, 20, 16);
            }
            {
                kbe_pose_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_pose_event)", sizeof(kbe_pose_event), 56, 56);
                check("kbe_pose_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_pose_event.transform", (byte*)&s.transform - at, 8, 8);
                check("kbe_pose_event.cause", (byte*)&s.cause - at, 40, 40);
                check("kbe_pose_event.flags", (byte*)&s.flags - at, 44, 44);
                check("kbe_pose_event.entity_user_data", (byte*)&s.entity_user_data - at, 48, 48);
            }
            {
                kbe_control_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_control_event)", sizeof(kbe_control_event), 32, 32);
                check("kbe_control_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_control_event.entity_id", (byte*)&s.entity_id - at, 8, 8);
                check("kbe_control_event.flags", (byte*)&s.flags - at, 12, 12);
                check("kbe_control_event.controlled", (byte*)&s.controlled - at, 16, 16);
                check("kbe_control_event.reserved", (byte*)&s.reserved - at, 20, 20);
                check("kbe_control_event.entity_user_data", (byte*)&s.entity_user_data - at, 24, 24);
            }
            {
                kbe_component_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_component_event)", sizeof(kbe_component_event), 64, 48);
                check("kbe_component_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_component_event.entity_id", (byte*)&s.entity_id - at, 8, 8);
                check("kbe_component_event.flags", (byte*)&s.flags - at, 12, 12);
                check("kbe_component_event.component_id", (byte*)&s.component_id - at, 16, 16);
                check("kbe_component_event.class_id", (byte*)&s.class_id - at, 20, 20);
                check("kbe_component_event.component_name", (byte*)&s.component_name - at, 24, 24);
                check("kbe_component_event.class_name", (byte*)&s.class_name - at, 40, 32);
                check("kbe_component_event.entity_user_data", (byte*)&s.entity_user_data - at, 56, 40);
            }
            {
                kbe_space_geometry_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_space_geometry_event)", sizeof(kbe_space_geometry_event), 32, 24);
                check("kbe_space_geometry_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_space_geometry_event.space_id", (byte*)&s.space_id - at, 8, 8);
                check("kbe_space_geometry_event.flags", (byte*)&s.flags - at, 12, 12);
                check("kbe_space_geometry_event.path", (byte*)&s.path - at, 16, 16);
            }
            {
                kbe_space_data_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_space_data_event)", sizeof(kbe_space_data_event), 48, 32);
                check("kbe_space_data_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_space_data_event.space_id", (byte*)&s.space_id - at, 8, 8);
                check("kbe_space_data_event.flags", (byte*)&s.flags - at, 12, 12);
                check("kbe_space_data_event.key", (byte*)&s.key - at, 16, 16);
                check("kbe_space_data_event.value", (byte*)&s.value - at, 32, 24);
            }
            {
                kbe_stream_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_stream_event)", sizeof(kbe_stream_event), 56, 40);
                check("kbe_stream_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_stream_event.stream_id", (byte*)&s.stream_id - at, 8, 8);
                check("kbe_stream_event.kind", (byte*)&s.kind - at, 12, 12);
                check("kbe_stream_event.size", (byte*)&s.size - at, 16, 16);
                check("kbe_stream_event.received", (byte*)&s.received - at, 20, 20);
                check("kbe_stream_event.description", (byte*)&s.description - at, 24, 24);
                check("kbe_stream_event.data", (byte*)&s.data - at, 40, 32);
            }
            {
                kbe_protocol_error_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_protocol_error_event)", sizeof(kbe_protocol_error_event), 56, 40);
                check("kbe_protocol_error_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_protocol_error_event.message_id", (byte*)&s.message_id - at, 8, 8);
                check("kbe_protocol_error_event.offset", (byte*)&s.offset - at, 12, 12);
                check("kbe_protocol_error_event.entity_id", (byte*)&s.entity_id - at, 16, 16);
                check("kbe_protocol_error_event.reserved", (byte*)&s.reserved - at, 20, 20);
                check("kbe_protocol_error_event.message_name", (byte*)&s.message_name - at, 24, 24);
                check("kbe_protocol_error_event.text", (byte*)&s.text - at, 40, 32);
            }
            {
                kbe_queue_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_queue_event)", sizeof(kbe_queue_event), 16, 16);
                check("kbe_queue_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_queue_event.queued", (byte*)&s.queued - at, 8, 8);
                check("kbe_queue_event.limit", (byte*)&s.limit - at, 12, 12);
            }
            {
                kbe_log_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_log_event)", sizeof(kbe_log_event), 56, 40);
                check("kbe_log_event.client", (byte*)&s.client - at, 0, 0);
                check("kbe_log_event.level", (byte*)&s.level - at, 8, 8);
                check("kbe_log_event.reserved", (byte*)&s.reserved - at, 12, 12);
                check("kbe_log_event.time_us", (byte*)&s.time_us - at, 16, 16);
                check("kbe_log_event.source", (byte*)&s.source - at, 24, 24);
                check("kbe_log_event.text", (byte*)&s.text - at, 40, 32);
            }
            {
                kbe_callbacks s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_callbacks)", sizeof(kbe_callbacks), 312, 160);
                check("kbe_callbacks.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_callbacks.reserved", (byte*)&s.reserved - at, 4, 4);
                check("kbe_callbacks.connection", (byte*)&s.connection - at, 8, 8);
                check("kbe_callbacks.hello", (byte*)&s.hello - at, 16, 12);
                check("kbe_callbacks.version_mismatch", (byte*)&s.version_mismatch - at, 24, 16);
                check("kbe_callbacks.definitions", (byte*)&s.definitions - at, 32, 20);
                check("kbe_callbacks.login_accepted", (byte*)&s.login_accepted - at, 40, 24);
                check("kbe_callbacks.login_result", (byte*)&s.login_result - at, 48, 28);
                check("kbe_callbacks.account_result", (byte*)&s.account_result - at, 56, 32);
                check("kbe_callbacks.disconnected", (byte*)&s.disconnected - at, 64, 36);
                check("kbe_callbacks.entity_created", (byte*)&s.entity_created - at, 72, 40);
                check("kbe_callbacks.entity_destroyed", (byte*)&s.entity_destroyed - at, 80, 44);
                check("kbe_callbacks.entity_enter_world", (byte*)&s.entity_enter_world - at, 88, 48);
                check("kbe_callbacks.entity_leave_world", (byte*)&s.entity_leave_world - at, 96, 52);
                check("kbe_callbacks.entity_enter_space", (byte*)&s.entity_enter_space - at, 104, 56);
                check("kbe_callbacks.entity_leave_space", (byte*)&s.entity_leave_space - at, 112, 60);
                check("kbe_callbacks.property_changed", (byte*)&s.property_changed - at, 120, 64);
                check("kbe_callbacks.method_called", (byte*)&s.method_called - at, 128, 68);
                check("kbe_callbacks.entity_moved", (byte*)&s.entity_moved - at, 136, 72);
                check("kbe_callbacks.transforms", (byte*)&s.transforms - at, 144, 76);
                check("kbe_callbacks.pose_set", (byte*)&s.pose_set - at, 152, 80);
                check("kbe_callbacks.control_changed", (byte*)&s.control_changed - at, 160, 84);
                check("kbe_callbacks.control_lost", (byte*)&s.control_lost - at, 168, 88);
                check("kbe_callbacks.component_attached", (byte*)&s.component_attached - at, 176, 92);
                check("kbe_callbacks.component_detached", (byte*)&s.component_detached - at, 184, 96);
                check("kbe_callbacks.base_ready", (byte*)&s.base_ready - at, 192, 100);
                check("kbe_callbacks.cell_ready", (byte*)&s.cell_ready - at, 200, 104);
                check("kbe_callbacks.cell_lost", (byte*)&s.cell_lost - at, 208, 108);
                check("kbe_callbacks.space_geometry", (byte*)&s.space_geometry - at, 216, 112);
                check("kbe_callbacks.space_data_set", (byte*)&s.space_data_set - at, 224, 116);
                check("kbe_callbacks.space_data_deleted", (byte*)&s.space_data_deleted - at, 232, 120);
                check("kbe_callbacks.stream_started", (byte*)&s.stream_started - at, 240, 124);
                check("kbe_callbacks.stream_data", (byte*)&s.stream_data - at, 248, 128);
                check("kbe_callbacks.stream_completed", (byte*)&s.stream_completed - at, 256, 132);
                check("kbe_callbacks.protocol_error", (byte*)&s.protocol_error - at, 264, 136);
                check("kbe_callbacks.queue_high", (byte*)&s.queue_high - at, 272, 140);
                check("kbe_callbacks.session_changed", (byte*)&s.session_changed - at, 280, 144);
                check("kbe_callbacks.log", (byte*)&s.log - at, 288, 148);
                check("kbe_callbacks.component_enter_world", (byte*)&s.component_enter_world - at, 296, 152);
                check("kbe_callbacks.component_leave_world", (byte*)&s.component_leave_world - at, 304, 156);
            }
            {
                kbe_event_data s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_event_data)", sizeof(kbe_event_data), 120, 104);
                check("kbe_event_data.client", (byte*)&s.client - at, 0, 0);
                check("kbe_event_data.connection", (byte*)&s.connection - at, 0, 0);
                check("kbe_event_data.hello", (byte*)&s.hello - at, 0, 0);
                check("kbe_event_data.version_mismatch", (byte*)&s.version_mismatch - at, 0, 0);
                check("kbe_event_data.definitions", (byte*)&s.definitions - at, 0, 0);
                check("kbe_event_data.login_accepted", (byte*)&s.login_accepted - at, 0, 0);
                check("kbe_event_data.login_result", (byte*)&s.login_result - at, 0, 0);
                check("kbe_event_data.account_result", (byte*)&s.account_result - at, 0, 0);
                check("kbe_event_data.disconnected", (byte*)&s.disconnected - at, 0, 0);
                check("kbe_event_data.entity", (byte*)&s.entity - at, 0, 0);
                check("kbe_event_data.property", (byte*)&s.property - at, 0, 0);
                check("kbe_event_data.method", (byte*)&s.method - at, 0, 0);
                check("kbe_event_data.moved", (byte*)&s.moved - at, 0, 0);
                check("kbe_event_data.transforms", (byte*)&s.transforms - at, 0, 0);
                check("kbe_event_data.pose", (byte*)&s.pose - at, 0, 0);
                check("kbe_event_data.control", (byte*)&s.control - at, 0, 0);
                check("kbe_event_data.component", (byte*)&s.component - at, 0, 0);
                check("kbe_event_data.space_geometry", (byte*)&s.space_geometry - at, 0, 0);
                check("kbe_event_data.space_data", (byte*)&s.space_data - at, 0, 0);
                check("kbe_event_data.stream", (byte*)&s.stream - at, 0, 0);
                check("kbe_event_data.protocol_error", (byte*)&s.protocol_error - at, 0, 0);
                check("kbe_event_data.queue", (byte*)&s.queue - at, 0, 0);
                check("kbe_event_data.session", (byte*)&s.session - at, 0, 0);
                check("kbe_event_data.log", (byte*)&s.log - at, 0, 0);
            }
            {
                kbe_event s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_event)", sizeof(kbe_event), 128, 112);
                check("kbe_event.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_event.type", (byte*)&s.type - at, 4, 4);
                check("kbe_event.data", (byte*)&s.data - at, 8, 8);
            }
            {
                kbe_pose s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_pose)", sizeof(kbe_pose), 32, 32);
                check("kbe_pose.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_pose.on_ground", (byte*)&s.on_ground - at, 4, 4);
                check("kbe_pose.position", (byte*)s.position - at, 8, 8);
                check("kbe_pose.direction", (byte*)s.direction - at, 20, 20);
            }
            {
                kbe_call s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_call)", sizeof(kbe_call), 32, 28);
                check("kbe_call.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_call.side", (byte*)&s.side - at, 4, 4);
                check("kbe_call.entity_id", (byte*)&s.entity_id - at, 8, 8);
                check("kbe_call.component_id", (byte*)&s.component_id - at, 12, 12);
                check("kbe_call.method_id", (byte*)&s.method_id - at, 16, 16);
                check("kbe_call.argc", (byte*)&s.argc - at, 20, 20);
                check("kbe_call.args", (byte*)&s.args - at, 24, 24);
            }
            {
                kbe_class_info s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_class_info)", sizeof(kbe_class_info), 40, 32);
                check("kbe_class_info.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_class_info.id", (byte*)&s.id - at, 4, 4);
                check("kbe_class_info.property_count", (byte*)&s.property_count - at, 8, 8);
                check("kbe_class_info.client_method_count", (byte*)&s.client_method_count - at, 12, 12);
                check("kbe_class_info.base_method_count", (byte*)&s.base_method_count - at, 16, 16);
                check("kbe_class_info.cell_method_count", (byte*)&s.cell_method_count - at, 20, 20);
                check("kbe_class_info.name", (byte*)&s.name - at, 24, 24);
            }
            {
                kbe_property_info s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_property_info)", sizeof(kbe_property_info), 64, 44);
                check("kbe_property_info.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_property_info.id", (byte*)&s.id - at, 4, 4);
                check("kbe_property_info.flags", (byte*)&s.flags - at, 8, 8);
                check("kbe_property_info.alias", (byte*)&s.alias - at, 12, 12);
                check("kbe_property_info.type_index", (byte*)&s.type_index - at, 16, 16);
                check("kbe_property_info.value_type", (byte*)&s.value_type - at, 20, 20);
                check("kbe_property_info.name", (byte*)&s.name - at, 24, 24);
                check("kbe_property_info.default_text", (byte*)&s.default_text - at, 40, 32);
                check("kbe_property_info.default_value", (byte*)&s.default_value - at, 56, 40);
            }
            {
                kbe_method_info s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_method_info)", sizeof(kbe_method_info), 96, 88);
                check("kbe_method_info.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_method_info.id", (byte*)&s.id - at, 4, 4);
                check("kbe_method_info.alias", (byte*)&s.alias - at, 8, 8);
                check("kbe_method_info.arg_count", (byte*)&s.arg_count - at, 12, 12);
                check("kbe_method_info.arg_types", (byte*)s.arg_types - at, 16, 16);
                check("kbe_method_info.name", (byte*)&s.name - at, 80, 80);
            }
            {
                kbe_type_info s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_type_info)", sizeof(kbe_type_info), 88, 56);
                check("kbe_type_info.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_type_info.value_type", (byte*)&s.value_type - at, 4, 4);
                check("kbe_type_info.wire_id", (byte*)&s.wire_id - at, 8, 8);
                check("kbe_type_info.item_type", (byte*)&s.item_type - at, 12, 12);
                check("kbe_type_info.key_count", (byte*)&s.key_count - at, 16, 16);
                check("kbe_type_info.reserved", (byte*)&s.reserved - at, 20, 20);
                check("kbe_type_info.base_name", (byte*)&s.base_name - at, 24, 24);
                check("kbe_type_info.alias", (byte*)&s.alias - at, 40, 32);
                check("kbe_type_info.display_name", (byte*)&s.display_name - at, 56, 40);
                check("kbe_type_info.implemented_by", (byte*)&s.implemented_by - at, 72, 48);
            }
            {
                kbe_client_info s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_client_info)", sizeof(kbe_client_info), 168, 112);
                check("kbe_client_info.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_client_info.state", (byte*)&s.state - at, 4, 4);
                check("kbe_client_info.player_id", (byte*)&s.player_id - at, 8, 8);
                check("kbe_client_info.space_id", (byte*)&s.space_id - at, 12, 12);
                check("kbe_client_info.uuid", (byte*)&s.uuid - at, 16, 16);
                check("kbe_client_info.entity_count", (byte*)&s.entity_count - at, 24, 24);
                check("kbe_client_info.baseapp_tcp_port", (byte*)&s.baseapp_tcp_port - at, 28, 28);
                check("kbe_client_info.baseapp_udp_port", (byte*)&s.baseapp_udp_port - at, 32, 32);
                check("kbe_client_info.flags", (byte*)&s.flags - at, 36, 36);
                check("kbe_client_info.baseapp_host", (byte*)&s.baseapp_host - at, 40, 40);
                check("kbe_client_info.account", (byte*)&s.account - at, 56, 48);
                check("kbe_client_info.datas", (byte*)&s.datas - at, 72, 56);
                check("kbe_client_info.server_version", (byte*)&s.server_version - at, 88, 64);
                check("kbe_client_info.server_script_version", (byte*)&s.server_script_version - at, 104, 72);
                check("kbe_client_info.protocol_digest", (byte*)&s.protocol_digest - at, 120, 80);
                check("kbe_client_info.entitydef_digest", (byte*)&s.entitydef_digest - at, 136, 88);
                check("kbe_client_info.server_position", (byte*)s.server_position - at, 152, 96);
                check("kbe_client_info.encryption", (byte*)&s.encryption - at, 164, 108);
            }
            {
                kbe_client_stats s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_client_stats)", sizeof(kbe_client_stats), 112, 112);
                check("kbe_client_stats.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_client_stats.queued_events", (byte*)&s.queued_events - at, 4, 4);
                check("kbe_client_stats.queued_commands", (byte*)&s.queued_commands - at, 8, 8);
                check("kbe_client_stats.round_trip_us", (byte*)&s.round_trip_us - at, 12, 12);
                check("kbe_client_stats.bytes_in", (byte*)&s.bytes_in - at, 16, 16);
                check("kbe_client_stats.bytes_out", (byte*)&s.bytes_out - at, 24, 24);
                check("kbe_client_stats.messages_in", (byte*)&s.messages_in - at, 32, 32);
                check("kbe_client_stats.messages_out", (byte*)&s.messages_out - at, 40, 40);
                check("kbe_client_stats.faults", (byte*)&s.faults - at, 48, 48);
                check("kbe_client_stats.events", (byte*)&s.events - at, 56, 56);
                check("kbe_client_stats.moves_folded", (byte*)&s.moves_folded - at, 64, 64);
                check("kbe_client_stats.commands_dropped", (byte*)&s.commands_dropped - at, 72, 72);
                check("kbe_client_stats.lines_dropped", (byte*)&s.lines_dropped - at, 80, 80);
                check("kbe_client_stats.oldest_event_us", (byte*)&s.oldest_event_us - at, 88, 88);
                check("kbe_client_stats.pump_us", (byte*)&s.pump_us - at, 96, 96);
                check("kbe_client_stats.longest_pump_us", (byte*)&s.longest_pump_us - at, 104, 104);
            }
            {
                kbe_net_sim s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_net_sim)", sizeof(kbe_net_sim), 80, 80);
                check("kbe_net_sim.struct_size", (byte*)&s.struct_size - at, 0, 0);
                check("kbe_net_sim.servers", (byte*)&s.servers - at, 4, 4);
                check("kbe_net_sim.flags", (byte*)&s.flags - at, 8, 8);
                check("kbe_net_sim.latency_ms", (byte*)&s.latency_ms - at, 12, 12);
                check("kbe_net_sim.jitter_ms", (byte*)&s.jitter_ms - at, 16, 16);
                check("kbe_net_sim.loss_permille", (byte*)&s.loss_permille - at, 20, 20);
                check("kbe_net_sim.reorder_permille", (byte*)&s.reorder_permille - at, 24, 24);
                check("kbe_net_sim.reorder_ms", (byte*)&s.reorder_ms - at, 28, 28);
                check("kbe_net_sim.duplicate_permille", (byte*)&s.duplicate_permille - at, 32, 32);
                check("kbe_net_sim.bandwidth_out", (byte*)&s.bandwidth_out - at, 36, 36);
                check("kbe_net_sim.bandwidth_in", (byte*)&s.bandwidth_in - at, 40, 40);
                check("kbe_net_sim.stall_ms", (byte*)&s.stall_ms - at, 44, 44);
                check("kbe_net_sim.stall_after_in", (byte*)&s.stall_after_in - at, 48, 48);
                check("kbe_net_sim.disconnect_after_out", (byte*)&s.disconnect_after_out - at, 56, 56);
                check("kbe_net_sim.disconnect_after_in", (byte*)&s.disconnect_after_in - at, 64, 64);
                check("kbe_net_sim.seed", (byte*)&s.seed - at, 72, 72);
            }
            {
                kbe_message_stats s;
                byte* at = (byte*)&s;
                check("sizeof(kbe_message_stats)", sizeof(kbe_message_stats), 40, 32);
                check("kbe_message_stats.name", (byte*)&s.name - at, 0, 0);
                check("kbe_message_stats.id", (byte*)&s.id - at, 16, 8);
                check("kbe_message_stats.direction", (byte*)&s.direction - at, 20, 12);
                check("kbe_message_stats.messages", (byte*)&s.messages - at, 24, 16);
                check("kbe_message_stats.bytes", (byte*)&s.bytes - at, 32, 24);
            }
        }
    }
}
