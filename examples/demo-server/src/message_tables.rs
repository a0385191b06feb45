//! The message tables a client can import, and the bodies of `onImportClientMessages` made from them
//! (`spec/01 §4.11`). They are those of a stock 2.5.10 server, row for row.

use crate::wire::Writer;

/// One exposed message: id, fixed length or -1, name with `_` for `::`, kind of arguments, argument type codes.
#[derive(Clone, Copy, Debug)]
struct Row {
    id: u16,
    length: i16,
    name: &'static str,
    args_type: i8,
    args: &'static [u8],
}

const fn row(id: u16, length: i16, name: &'static str, args_type: i8, args: &'static [u8]) -> Row {
    Row { id, length, name, args_type, args }
}

/// Body of the Loginapp's answer: all Client messages, then its own (`spec/01 §4.11`).
pub(crate) fn login_import() -> Vec<u8> {
    body(CLIENT.iter().chain(LOGINAPP))
}

/// Body of the Baseapp's answer: only its own messages (`spec/01 §4.11`).
pub(crate) fn base_import() -> Vec<u8> {
    body(BASEAPP.iter())
}

fn body<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Vec<u8> {
    let mut w = Writer::new().u16(rows.clone().count() as u16);
    for r in rows {
        w = w.u16(r.id).i16(r.length).cstr(r.name).u8(r.args_type as u8);
        w = w.u8(r.args.len() as u8).raw(r.args);
    }
    w.into_bytes()
}

#[rustfmt::skip]
const CLIENT: &[Row] = &[
    row(8, 2, "Client_onReloginBaseappFailed", 0, &[3]),
    row(9, -1, "Client_onEntityLeaveWorldOptimized", -1, &[]),
    row(10, -1, "Client_onRemoteMethodCallOptimized", -1, &[]),
    row(11, -1, "Client_onUpdatePropertysOptimized", -1, &[]),
    row(12, -1, "Client_onSetEntityPosAndDir", -1, &[]),
    row(13, 12, "Client_onUpdateBasePos", 0, &[13, 13, 13]),
    row(14, -1, "Client_onUpdateBaseDir", -1, &[]),
    row(15, 8, "Client_onUpdateBasePosXZ", 0, &[13, 13]),
    row(16, -1, "Client_onUpdateData", -1, &[]),
    row(17, -1, "Client_onUpdateData_ypr", -1, &[]),
    row(18, -1, "Client_onUpdateData_yp", -1, &[]),
    row(19, -1, "Client_onUpdateData_yr", -1, &[]),
    row(20, -1, "Client_onUpdateData_pr", -1, &[]),
    row(21, -1, "Client_onUpdateData_y", -1, &[]),
    row(22, -1, "Client_onUpdateData_p", -1, &[]),
    row(23, -1, "Client_onUpdateData_r", -1, &[]),
    row(24, -1, "Client_onUpdateData_xz", -1, &[]),
    row(25, -1, "Client_onUpdateData_xz_ypr", -1, &[]),
    row(26, -1, "Client_onUpdateData_xz_yp", -1, &[]),
    row(27, -1, "Client_onUpdateData_xz_yr", -1, &[]),
    row(28, -1, "Client_onUpdateData_xz_pr", -1, &[]),
    row(29, -1, "Client_onUpdateData_xz_y", -1, &[]),
    row(30, -1, "Client_onUpdateData_xz_p", -1, &[]),
    row(31, -1, "Client_onUpdateData_xz_r", -1, &[]),
    row(32, -1, "Client_onUpdateData_xyz", -1, &[]),
    row(33, -1, "Client_onUpdateData_xyz_ypr", -1, &[]),
    row(34, -1, "Client_onUpdateData_xyz_yp", -1, &[]),
    row(35, -1, "Client_onUpdateData_xyz_yr", -1, &[]),
    row(36, -1, "Client_onUpdateData_xyz_pr", -1, &[]),
    row(37, -1, "Client_onUpdateData_xyz_y", -1, &[]),
    row(38, -1, "Client_onUpdateData_xyz_p", -1, &[]),
    row(39, -1, "Client_onUpdateData_xyz_r", -1, &[]),
    row(40, -1, "Client_onUpdateData_ypr_optimized", -1, &[]),
    row(41, -1, "Client_onUpdateData_yp_optimized", -1, &[]),
    row(42, -1, "Client_onUpdateData_yr_optimized", -1, &[]),
    row(43, -1, "Client_onUpdateData_pr_optimized", -1, &[]),
    row(44, -1, "Client_onUpdateData_y_optimized", -1, &[]),
    row(45, -1, "Client_onUpdateData_p_optimized", -1, &[]),
    row(46, -1, "Client_onUpdateData_r_optimized", -1, &[]),
    row(47, -1, "Client_onUpdateData_xz_optimized", -1, &[]),
    row(48, -1, "Client_onUpdateData_xz_ypr_optimized", -1, &[]),
    row(49, -1, "Client_onUpdateData_xz_yp_optimized", -1, &[]),
    row(50, -1, "Client_onUpdateData_xz_yr_optimized", -1, &[]),
    row(51, -1, "Client_onUpdateData_xz_pr_optimized", -1, &[]),
    row(52, -1, "Client_onUpdateData_xz_y_optimized", -1, &[]),
    row(53, -1, "Client_onUpdateData_xz_p_optimized", -1, &[]),
    row(54, -1, "Client_onUpdateData_xz_r_optimized", -1, &[]),
    row(55, -1, "Client_onUpdateData_xyz_optimized", -1, &[]),
    row(56, -1, "Client_onUpdateData_xyz_ypr_optimized", -1, &[]),
    row(57, -1, "Client_onUpdateData_xyz_yp_optimized", -1, &[]),
    row(58, -1, "Client_onUpdateData_xyz_yr_optimized", -1, &[]),
    row(59, -1, "Client_onUpdateData_xyz_pr_optimized", -1, &[]),
    row(60, -1, "Client_onUpdateData_xyz_y_optimized", -1, &[]),
    row(61, -1, "Client_onUpdateData_xyz_p_optimized", -1, &[]),
    row(62, -1, "Client_onUpdateData_xyz_r_optimized", -1, &[]),
    row(63, -1, "Client_onImportServerErrorsDescr", -1, &[]),
    row(64, -1, "Client_onImportClientSDK", -1, &[]),
    row(65, -1, "Client_initSpaceData", -1, &[]),
    row(66, -1, "Client_setSpaceData", 0, &[4, 1, 1]),
    row(67, -1, "Client_delSpaceData", 0, &[4, 1]),
    row(68, 2, "Client_onReqAccountResetPasswordCB", 0, &[3]),
    row(69, 2, "Client_onReqAccountBindEmailCB", 0, &[3]),
    row(70, 2, "Client_onReqAccountNewPasswordCB", 0, &[3]),
    row(71, -1, "Client_onReloginBaseappSuccessfully", -1, &[]),
    row(72, 0, "Client_onAppActiveTickCB", 0, &[]),
    row(501, -1, "Client_onCreateAccountResult", -1, &[]),
    row(502, -1, "Client_onLoginSuccessfully", -1, &[]),
    row(503, -1, "Client_onLoginFailed", -1, &[]),
    row(504, -1, "Client_onCreatedProxies", 0, &[5, 8, 1]),
    row(505, 2, "Client_onLoginBaseappFailed", 0, &[3]),
    row(506, -1, "Client_onRemoteMethodCall", -1, &[]),
    row(507, -1, "Client_onEntityEnterWorld", -1, &[]),
    row(508, 4, "Client_onEntityLeaveWorld", 0, &[8]),
    row(509, -1, "Client_onEntityEnterSpace", -1, &[]),
    row(510, 4, "Client_onEntityLeaveSpace", 0, &[8]),
    row(511, -1, "Client_onUpdatePropertys", -1, &[]),
    row(512, 4, "Client_onEntityDestroyed", 0, &[8]),
    row(514, -1, "Client_onStreamDataStarted", 0, &[7, 4, 1]),
    row(515, -1, "Client_onStreamDataRecv", -1, &[]),
    row(516, 2, "Client_onStreamDataCompleted", 0, &[7]),
    row(517, 2, "Client_onKicked", 0, &[3]),
    row(518, -1, "Client_onImportClientMessages", -1, &[]),
    row(519, -1, "Client_onImportClientEntityDef", -1, &[]),
    row(521, -1, "Client_onHelloCB", -1, &[]),
    row(522, -1, "Client_onScriptVersionNotMatch", -1, &[]),
    row(523, -1, "Client_onVersionNotMatch", -1, &[]),
    row(524, 5, "Client_onControlEntity", 0, &[8, 6]),
];

#[rustfmt::skip]
const LOGINAPP: &[Row] = &[
    row(2, -1, "Loginapp_reqCreateAccount", 0, &[]),
    row(3, -1, "Loginapp_login", 0, &[]),
    row(4, -1, "Loginapp_hello", 0, &[]),
    row(5, 0, "Loginapp_importClientMessages", 0, &[]),
    row(6, -1, "Loginapp_reqCreateMailAccount", 0, &[]),
    row(7, -1, "Loginapp_importClientSDK", 0, &[]),
    row(8, 0, "Loginapp_importServerErrorsDescr", 0, &[]),
    row(11, 0, "Loginapp_onClientActiveTick", 0, &[]),
    row(12, -1, "Loginapp_reqAccountResetPassword", 0, &[1]),
];

#[rustfmt::skip]
const BASEAPP: &[Row] = &[
    row(24, 12, "Baseapp_logoutBaseapp", 0, &[5, 8]),
    row(27, -1, "Baseapp_onUpdateDataFromClient", -1, &[]),
    row(28, -1, "Baseapp_onUpdateDataFromClientForControlledEntity", -1, &[]),
    row(51, -1, "Baseapp_reqAccountBindEmail", 0, &[8, 1, 1]),
    row(54, -1, "Baseapp_reqAccountNewPassword", 0, &[8, 1, 1]),
    row(58, -1, "Entity_forwardEntityMessageToCellappFromClient", -1, &[]),
    row(200, -1, "Baseapp_hello", -1, &[]),
    row(202, -1, "Baseapp_loginBaseapp", 0, &[1, 1]),
    row(204, -1, "Baseapp_reloginBaseapp", 0, &[1, 1, 5, 8]),
    row(205, -1, "Baseapp_onRemoteCallCellMethodFromClient", -1, &[]),
    row(206, 0, "Baseapp_onClientActiveTick", 0, &[]),
    row(207, 0, "Baseapp_importClientMessages", 0, &[]),
    row(208, 0, "Baseapp_importClientEntityDef", 0, &[]),
    row(302, -1, "Entity_onRemoteMethodCall", -1, &[]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testdata;

    #[test]
    fn loginapp_import_equals_the_recording() {
        assert_eq!(login_import(), testdata::hex("login_518.hex"));
    }

    #[test]
    fn baseapp_import_equals_the_recording() {
        assert_eq!(base_import(), testdata::hex("base_518.hex"));
    }
}
