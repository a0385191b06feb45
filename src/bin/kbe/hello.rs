//! `kbe hello`: is a KBEngine server there, and which?

use std::time::Duration;

use kbe::layers::event::Server;
use kbe::session::Config;
use serde_json::json;

use super::Address;
use super::probe::probe;
use super::way::Way;

/// Says hello and prints the answer.
///
/// # Errors
/// A sentence when no KBEngine server answers.
pub(crate) fn run(
    address: &Address,
    baseapp: bool,
    as_json: bool,
    timeout: Duration,
    way: &Way,
) -> Result<(), String> {
    let config = Config {
        host: address.host.clone(),
        port: address.port,
        connect_timeout: timeout,
        hello_timeout: timeout,
        encryption: way.encryption(),
        ..Config::default()
    };
    let (server, name) = match baseapp {
        true => (Server::Baseapp, "baseapp"),
        false => (Server::Loginapp, "loginapp"),
    };
    let outcome = probe(config, &way.roads()?, None, server, false)?;
    if let Some((_, why)) = outcome.failure {
        return Err(why);
    }
    let hello = outcome.hello.unwrap_or_default();
    if as_json {
        let told = json!({
            "address": address.to_string(), "server": name, "version": hello.version,
            "script_version": hello.script_version, "protocol_digest": hello.protocol_digest,
            "entitydef_digest": hello.entitydef_digest, "round_trip_us": outcome.round_trip_us,
        });
        return super::output(&format!("{told}\n"));
    }
    let ms = outcome.round_trip_us as f64 / 1000.0;
    super::output(&format!(
        "{address} is a KBEngine {name}\n\
         version             {}\n\
         script version      {}\n\
         protocol digest     {}\n\
         entity definitions  {}\n\
         round trip          {ms:.2} ms\n",
        hello.version, hello.script_version, hello.protocol_digest, hello.entitydef_digest,
    ))
}
