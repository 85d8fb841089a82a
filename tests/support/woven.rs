//! Workspaces woven by chance, the same for the same seed: what leads to a client passes through types, functions, statics, macros,
//! renamed imports and values, past functions that have nothing to do with it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A workspace of one package.
pub(crate) struct Woven {
    state: u64,
    modules: usize,
}

impl Woven {
    pub(crate) fn new(seed: u64) -> Self {
        let mut woven = Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, modules: 0 };
        woven.modules = 3 + woven.below(6);
        woven
    }

    /// A number below `end` (xorshift64*).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let word = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(word).unwrap() % end
    }

    /// Another module than this.
    fn other(&mut self, at: usize) -> usize {
        (at + 1 + self.below(self.modules - 1)) % self.modules
    }

    pub(crate) fn write(mut self, folder: &Path) {
        fs::create_dir_all(folder.join("src")).unwrap();
        let manifest =
            "[package]\nname = \"woven\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nredis = \"1\"\n";
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let mut root = String::new();
        for at in 0..self.modules {
            writeln!(root, "pub mod m{at};").unwrap();
            let module = self.module(at);
            fs::write(folder.join(format!("src/m{at}.rs")), module).unwrap();
        }
        fs::write(folder.join("src/lib.rs"), root).unwrap();
    }

    fn module(&mut self, at: usize) -> String {
        let mut uses = String::new();
        let mut items = String::new();
        for number in 0..2 + self.below(6) {
            let (other, next) = (self.other(at), self.below(4));
            let id = format!("{at}{number}");
            let piece = self.below(PIECES.len());
            let (using, item) = PIECES[piece];
            let fill = |text: &str| {
                let text = text.replace("{id}", &id).replace("{at}", &at.to_string());
                text.replace("{other}", &other.to_string()).replace("{next}", &next.to_string())
            };
            writeln!(uses, "{}", fill(using)).unwrap();
            writeln!(items, "{}", fill(item)).unwrap();
            if self.below(2) == 0 {
                writeln!(items, "{}", fill(UNRELATED)).unwrap();
            }
        }
        uses + &items
    }
}

/// What nobody asks for.
const UNRELATED: &str = "pub fn plain{id}(words: &[String]) -> usize {\n    let mut sum = 0;\n    for word in words {\n        \
                         if word.len() > 3 { sum += word.len(); }\n    }\n    sum\n}";

/// Imports and items; many a path leads nowhere, as in code that is being written.
const PIECES: [(&str, &str); 30] = [
    (
        "",
        "pub struct Owner{at}{next} { client: redis::Client, pub name: String }\nimpl Owner{at}{next} {\n    pub fn open(url: &str) -> Self {\n        let client = redis::Client::open(url).unwrap();\n        Self { client, name: String::new() }\n    }\n    pub fn client(&self) -> &redis::Client { &self.client }\n    pub fn title(&self) -> String { self.name.to_uppercase() }\n}",
    ),
    (
        "use redis::Client as Raw{id};",
        "pub fn raw{id}() -> usize {\n    let made = Raw{id}::open(\"redis://one{id}\").unwrap();\n    made.get_connection().map_or(0, |_| 1)\n}",
    ),
    ("", "pub fn url{at}{next}() -> String {\n    std::env::var(\"SERVER_URL\").unwrap_or_default()\n}"),
    (
        "use crate::m{other}::url{other}{next} as place{id};",
        "pub fn opened{id}() -> Result<redis::Client, redis::RedisError> {\n    redis::Client::open(place{id}())\n}",
    ),
    (
        "use crate::m{other}::Owner{other}{next} as Held{id};",
        "pub struct Keeps{id} { pub held: Held{id}, pub size: usize }\nimpl Keeps{id} {\n    pub fn size(&self) -> usize { self.size * 2 + 1 }\n    pub fn used(&self) -> bool { let held = &self.held; held.client().get_connection().is_ok() }\n}",
    ),
    (
        "use crate::m{other}::*;",
        "pub fn through{id}() -> String {\n    let owner = Owner{other}{next}::open(\"unix:///tmp/socket{id}\");\n    owner.title()\n}",
    ),
    (
        "",
        "pub static SHARED{at}{next}: std::sync::OnceLock<redis::Client> = std::sync::OnceLock::new();\npub fn shared{id}() -> bool {\n    SHARED{at}{next}.get().is_some()\n}",
    ),
    (
        "use crate::m{other}::SHARED{other}{next} as COMMON{id};",
        "pub fn common{id}() -> bool {\n    let client = COMMON{id}.get_or_init(|| redis::Client::open(\"redis://common{id}\").unwrap());\n    client.get_connection().is_ok()\n}\npub fn known{id}() -> bool {\n    let known = COMMON{id}.get();\n    known.map(|known| known.get_connection().is_ok()).unwrap_or(false)\n}",
    ),
    (
        "",
        "#[macro_export]\nmacro_rules! connect{at}{next} { ($url:expr) => { redis::Client::open($url).unwrap() }; }\npub fn by_macro{id}() -> bool {\n    let client = connect{at}{next}!(\"redis://macro{id}\");\n    client.get_connection().is_ok()\n}",
    ),
    (
        "",
        "pub fn loops{id}() {\n    for number in 0..10 {\n        let client = crate::m{other}::make{other}{next}(number);\n        drop(client);\n    }\n}",
    ),
    (
        "",
        "pub fn make{at}{next}(number: usize) -> redis::Client {\n    redis::Client::open(format!(\"redis://host{number}\")).unwrap()\n}",
    ),
    (
        "",
        "pub fn drops{at}{next}() -> bool {\n    let client = redis::Client::open(\"redis://drops\").unwrap();\n    let connection = client.get_connection();\n    connection.is_ok()\n}",
    ),
    (
        "",
        "pub fn calls{id}() -> bool {\n    let answer = crate::m{other}::drops{other}{next}();\n    while answer { crate::m{other}::drops{other}{next}(); }\n    answer\n}",
    ),
    (
        "use crate::m{other} as module{id};",
        "pub fn by_module{id}() -> String {\n    let owner = module{id}::Owner{other}{next}::open(&module{id}::url{other}{next}());\n    let owner = Box::new(owner);\n    owner.title()\n}",
    ),
    (
        "",
        "pub trait Store{at}{next} { fn store(&self) -> redis::Client; fn alive(&self) -> bool { let client = self.store(); client.get_connection().is_ok() } fn label(&self) -> String { String::from(\"label of a store\") } }",
    ),
    (
        "use crate::m{other}::Store{other}{next} as Of{id};",
        "pub fn generic{id}<S: Of{id}>(store: S) -> bool {\n    let client = store.store();\n    client.get_connection().is_ok()\n}",
    ),
    ("", "pub const PLACE{at}{next}: &str = \"redis://constant\";"),
    (
        "use crate::m{other}::PLACE{other}{next} as WHERE{id};",
        "pub fn constant{id}() -> Option<redis::Client> {\n    redis::Client::open(WHERE{id}).ok()\n}\npub fn fallback{id}() -> String {\n    std::env::var(\"SERVER_URL\").unwrap_or_else(|_| WHERE{id}.to_owned())\n}",
    ),
    (
        "",
        "pub struct Settings{at}{next} { pub url: String, pub size: usize }\nimpl Settings{at}{next} {\n    pub fn load() -> Self {\n        let url = std::env::var(\"SERVER_URL\").unwrap_or_default();\n        Self { url, size: 4 }\n    }\n}",
    ),
    (
        "use crate::m{other}::Settings{other}{next};",
        "pub fn configured{id}() -> redis::Client {\n    let settings = Settings{other}{next}::load();\n    redis::Client::open(settings.url).unwrap()\n}",
    ),
    (
        "pub use crate::m{other}::Owner{other}{next};",
        "pub fn with{id}<R>(work: impl FnOnce(&Owner{other}{next}) -> R) -> R {\n    let owner = Owner{other}{next}::open(\"redis://with{id}\");\n    work(&owner)\n}\npub fn within{id}() -> bool {\n    with{id}(|owner| owner.client().get_connection().is_ok())\n}",
    ),
    (
        "",
        "pub fn nested{id}() -> usize {\n    struct Local(usize);\n    impl Drop for Local { fn drop(&mut self) { self.0 += 1; } }\n    let local = Local(4);\n    local.0\n}",
    ),
    (
        "",
        "#[macro_export]\nmacro_rules! declare{at}{next} {\n    ($name:ident, $inner:ty) => {\n        pub struct $name { inner: $inner }\n        impl $name {\n            pub fn made(inner: $inner) -> Self { Self { inner } }\n            pub fn inner(&self) -> &$inner { &self.inner }\n        }\n    };\n}",
    ),
    (
        "",
        "crate::declare{other}{next}!(Made{at}{next}, redis::Client);\npub fn made{id}() -> bool {\n    let made = Made{at}{next}::made(redis::Client::open(\"redis://made{id}\").unwrap());\n    made.inner().get_connection().is_ok()\n}",
    ),
    (
        "use crate::m{other}::Made{other}{next} as Again{id};",
        "macro_rules! around{id} { ($($item:item)*) => { $($item)* crate::declare{other}{next}!(Around{id}, Again{id}); }; }\naround{id}! {\n    pub fn around{id}(around: &Around{id}) -> bool { let made = around.inner(); made.inner().get_connection().is_ok() }\n    pub fn beside{id}(words: &str) -> usize { words.len() }\n}",
    ),
    (
        "use crate::m{other}::Made{other}{next} as Part{id};",
        "macro_rules! getter{id} { ($name:ident: $of:ty) => { pub fn $name(&self) -> &$of { &self.$name } }; }\npub struct Holder{id} { part: Part{id}, size: usize }\nimpl Holder{id} {\n    getter{id}!(part: Part{id});\n    getter{id}!(size: usize);\n    pub fn alive(&self) -> bool { self.part().inner().get_connection().is_ok() }\n}",
    ),
    (
        "",
        "/// Carries anything.\npub struct Carrier{at}{next}<T> { inner: T, pub size: usize }\n/// What it carries.\nimpl<T> Carrier{at}{next}<T> {\n    pub const SIZE: usize = 40 + 2;\n    pub fn made(inner: T) -> Self { Self { inner, size: Self::SIZE } }\n    pub fn inner(&self) -> &T { &self.inner }\n    pub fn changed<U>(self, change: impl FnOnce(T) -> U) -> Carrier{at}{next}<U> { Carrier{at}{next} { inner: change(self.inner), size: 1 } }\n}\nimpl<T> Carrier{at}{next}<T> {\n    pub fn whole(self) -> T { let Self { inner, size: _ } = self; inner }\n}",
    ),
    (
        "use crate::m{other}::Carrier{other}{next} as Bag{id};",
        "pub type Full{id} = Bag{id}<redis::Client>;\npub fn carried{id}() -> bool {\n    let make = Full{id}::made;\n    let bag = make(redis::Client::open(\"redis://bag{id}\").unwrap());\n    <Full{id}>::inner(&bag).get_connection().is_ok()\n}",
    ),
    (
        "use crate::m{other}::Carrier{other}{next} as Sack{id};",
        "macro_rules! call{id} { ($on:expr, $method:ident($($with:expr),*)) => { $on.$method($($with),*) }; }\npub fn changed{id}(sack: Sack{id}<String>) -> bool {\n    let sack = call{id}!(sack, changed(|url| redis::Client::open(url).unwrap()));\n    let client = call{id}!(sack, inner());\n    client.get_connection().is_ok()\n}",
    ),
    (
        "",
        "pub fn held{id}() -> bool {\n    let of = crate::m{other}::Carrier{other}{next}::made(redis::Client::open(\"redis://held{id}\").unwrap());\n    let client = of . whole();\n    client.get_connection().is_ok()\n}",
    ),
];
