//! `plangraph key`: API keys made, listed and made invalid.

use serde_json::{Value, json};

use super::args::{Key, KeyCommand, KeyCreate};
use super::context::Context;
use super::{Outcome, WrongUse, messages, output};
use crate::engine::new_key;
use crate::journal::{self, Entry, Journal, JournalError};
use crate::model::{ApiKey, KeyId, KeyRole, LONGEST_NAME, UnitId, is_name};

pub(super) fn run(context: &Context, arguments: &Key) -> anyhow::Result<Outcome> {
    match &arguments.command {
        KeyCommand::Create(create) => make(context, create),
        KeyCommand::List => list(context),
        KeyCommand::Revoke { id } => revoke(context, id),
    }
}

fn make(context: &Context, create: &KeyCreate) -> anyhow::Result<Outcome> {
    let language = context.language();
    let role = KeyRole::from(create.role);
    match (role == KeyRole::Report, create.unit.is_empty()) {
        (true, true) => return Err(wrong(messages::report_key_needs_units(language))),
        (false, false) => return Err(wrong(messages::units_are_for_reports(language))),
        (true, false) | (false, true) => {}
    }
    let name = create
        .name
        .clone()
        .unwrap_or_else(|| role.word().to_owned());
    if !is_name(&name) {
        return Err(wrong(messages::key_name_unfit(language, LONGEST_NAME)));
    }
    let mut journal;
    let units = if create.unit.is_empty() {
        journal = context.journal()?;
        Vec::new()
    } else {
        // Names of units are known to the plans: they are looked up before the key is made.
        let units = units(context, &create.unit)?;
        journal = context.journal()?;
        units
    };
    let (key, secret) = new_key(name, role, units)?;
    journal.append(&[Entry::KeyCreated(key.clone())])?;
    if context.json {
        let mut made = described(&key);
        made["key"] = json!(secret.reveal());
        output::json(&made)?;
    } else {
        output::line(secret.reveal())?;
    }
    output::note(messages::key_made(language, key.id, key.role, &key.name));
    Ok(Outcome::Done)
}

fn wrong(message: String) -> anyhow::Error {
    WrongUse(message).into()
}

fn units(context: &Context, names: &[String]) -> anyhow::Result<Vec<UnitId>> {
    let view = context.engine_or_new()?.view();
    let mut units = Vec::new();
    for name in names {
        units.push(view.find_unit(name, None)?);
    }
    Ok(units)
}

fn list(context: &Context) -> anyhow::Result<Outcome> {
    let keys = valid(context)?;
    if context.json {
        let keys: Vec<_> = keys.iter().map(described).collect();
        output::json(&json!(keys))?;
        return Ok(Outcome::Done);
    }
    for key in &keys {
        let units = key.units.iter().map(UnitId::to_string);
        let units = units.collect::<Vec<_>>().join(" ");
        let row = format!("{}  {:<7} {}  {units}", key.id, key.role.word(), key.name);
        output::line(row.trim_end())?;
    }
    output::note(messages::valid_keys(context.language(), keys.len()));
    Ok(Outcome::Done)
}

fn revoke(context: &Context, id: &str) -> anyhow::Result<Outcome> {
    let language = context.language();
    let known =
        |id: KeyId| -> anyhow::Result<bool> { Ok(valid(context)?.iter().any(|key| key.id == id)) };
    let id = match id.parse() {
        Ok(id) if known(id)? => id,
        _ => anyhow::bail!(messages::no_such_key(language, id)),
    };
    let mut journal: Journal = context.journal()?;
    journal.append(&[Entry::KeyRevoked { key: id }])?;
    if context.json {
        output::json(&json!({"id": id.to_string(), "revoked": true}))?;
    }
    output::note(messages::key_revoked(language, id));
    Ok(Outcome::Done)
}

/// The keys that are valid, read beside a running server if need be.
fn valid(context: &Context) -> anyhow::Result<Vec<ApiKey>> {
    let mut keys: Vec<ApiKey> = Vec::new();
    for record in journal::read(&context.config.data_dir)? {
        match record {
            Ok(record) => match record.entry {
                Entry::KeyCreated(key) => keys.push(key),
                Entry::KeyRevoked { key } => keys.retain(|known| known.id != key),
                _ => {}
            },
            Err(JournalError::Damaged(damage)) => {
                output::note(messages::warning(context.language(), damage));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(keys)
}

/// A key without anything that is secret.
fn described(key: &ApiKey) -> Value {
    json!({
        "id": key.id.to_string(),
        "name": key.name,
        "role": key.role.word(),
        "units": key.units.iter().map(UnitId::to_string).collect::<Vec<_>>(),
    })
}
