//! In-house client crates, as the configuration describes them.

use super::{CatalogueError, Client, Cloned, Constructor, Handle, Interface, Role, client_interface};
use crate::config::HandleKind;

/// The interface of a `[[client]]` of the configuration.
///
/// Only paths are known. What a constructor returns is taken to be its type, behind whatever wrapper (`Result`, future) the
/// code unwraps: see `Opened` in the declarations made here.
///
/// # Errors
/// A path is no Rust path.
pub fn custom(client: &crate::config::Client) -> Result<Interface, CatalogueError> {
    let lib = client.package.value.replace('-', "_");
    let relative = |path: &str| path.strip_prefix(&format!("{lib}::")).unwrap_or(path).to_owned();
    let handle: Vec<Handle> =
        client.handles.iter().map(|handle| bare(relative(&handle.path.value), handle.kind)).collect();
    let mut api = String::from(OPENED);
    for row in &handle {
        declare(&mut api, &row.path, |name| format!("struct {name};"));
    }
    let mut constructor = Vec::new();
    for path in &client.constructors {
        let path = relative(&path.value);
        let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
        let opened = handle.iter().find(|row| row.path == owner);
        match opened {
            Some(row) => {
                let name = path.rsplit("::").next().unwrap_or_default();
                let ty = format!("crate::{}", row.path);
                declare(&mut api, owner, |of| format!("impl {of} {{ fn {name}() -> crate::Opened<{ty}>; }}"));
            }
            None => declare(&mut api, &path, |name| format!("fn {name}() -> _;")),
        }
        let opens = opened.map_or(HandleKind::Client, |row| row.kind);
        constructor.push(opening(path, opens));
    }
    client_interface(Client {
        package: client.package.value.clone(),
        lib,
        role: Role::Client,
        summary: "An in-house client crate, described by the configuration.".to_owned(),
        api,
        handle,
        constructor,
        ..Client::default()
    })
}

/// A handle of which nothing more is known.
fn bare(path: String, kind: HandleKind) -> Handle {
    Handle {
        path,
        kind,
        sync: false,
        multiplexed: false,
        reconnects: false,
        clone: Cloned::None,
        since: None,
        until: None,
    }
}

fn opening(path: String, opens: HandleKind) -> Constructor {
    Constructor {
        path,
        opens,
        sync: false,
        generic: false,
        connects: true,
        lazy: false,
        detaches: false,
        since: None,
        until: None,
        deprecated_since: None,
        note: None,
    }
}

const OPENED: &str = "
struct Opened<T>;
impl<T> std::ops::Deref for Opened<T> { type Target = T; }
impl<T> std::future::Future for Opened<T> { type Output = Opened<T>; }
impl<T> Opened<T> { fn unwrap(self) -> T; fn expect(self, message: _) -> T; fn ok(self) -> Option<T>; }
";

/// Adds a declaration inside the modules of a path.
fn declare(api: &mut String, path: &str, item: impl FnOnce(&str) -> String) {
    let parts: Vec<&str> = path.split("::").collect();
    let Some((name, modules)) = parts.split_last() else { return };
    for module in modules {
        api.push_str(&format!("mod {module} {{ "));
    }
    api.push_str(&item(name));
    api.push_str(&"}".repeat(modules.len()));
    api.push('\n');
}
