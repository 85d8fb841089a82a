//! Which libraries' interfaces a codebase needs: those of its dependencies, and those that these refer to in turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::catalogue::{self, CatalogueError, Entry, Interface};
use crate::config::Config;
use crate::workspace::Codebase;

/// The interfaces of one analysis.
#[derive(Debug, Default)]
pub struct Interfaces {
    /// By package, in order; each with its place in the order.
    pub(super) list: BTreeMap<String, (usize, Arc<Interface>)>,
    /// Their places by the names that interfaces call them.
    pub(super) by_lib: FxHashMap<String, usize>,
}

impl Interfaces {
    /// Reads them, in parallel.
    ///
    /// # Errors
    /// A `[[client]]` of the configuration cannot be declared.
    pub fn read(codebase: &Codebase, config: &Config) -> Result<Self, CatalogueError> {
        let mut wanted = Wanted::default();
        let mut list: BTreeMap<String, (usize, Arc<Interface>)> = BTreeMap::new();
        for client in &config.clients {
            let interface = catalogue::custom(client)?;
            wanted.packages.push(interface.package.clone());
            wanted.libs.entry(interface.lib.clone()).or_insert_with(|| interface.package.clone());
            list.entry(interface.package.clone()).or_insert((0, Arc::new(interface)));
        }
        wanted.close(codebase, list.values().flat_map(|(_, interface)| interface.mentions.clone()).collect());
        let read: Result<Vec<Arc<Interface>>, CatalogueError> =
            wanted.entries.par_iter().map(|entry| entry.read()).collect();
        list.extend(read?.into_iter().map(|interface| (interface.package.clone(), (0, interface))));
        for (at, slot) in list.values_mut().enumerate() {
            slot.0 = at;
        }
        let place = |(lib, package): (String, String)| Some((lib, list.get(&package)?.0));
        let by_lib = wanted.libs.into_iter().filter_map(place).collect();
        Ok(Self { list, by_lib })
    }

    /// The interface of a package a manifest names.
    pub(super) fn of_package(&self, package: &str) -> Option<&(usize, Arc<Interface>)> {
        self.list.get(package).or_else(|| self.list.get(&package.replace('-', "_")))
    }
}

/// Entries of the catalogue to be read.
#[derive(Debug, Default)]
struct Wanted {
    entries: Vec<Entry>,
    /// Packages of the configuration and of the entries.
    packages: Vec<String>,
    /// Packages of libraries that interfaces refer to; the first that takes a name has it.
    libs: FxHashMap<String, String>,
}

impl Wanted {
    fn close(&mut self, codebase: &Codebase, mentioned: Vec<String>) {
        self.lib("std");
        let dependencies = codebase.packages.iter().flat_map(|package| &package.dependencies);
        for dependency in dependencies {
            self.add(Entry::of_package(&dependency.package));
        }
        mentioned.iter().for_each(|lib| self.lib(lib));
        let mut done = 0;
        while let Some(entry) = self.entries.get(done) {
            done += 1;
            entry.mentions().into_iter().for_each(|lib| self.lib(lib));
        }
    }

    /// An interface by the name other interfaces give it.
    fn lib(&mut self, lib: &str) {
        if !self.libs.contains_key(lib) {
            self.add(Entry::of_lib(lib));
        }
    }

    fn add(&mut self, entry: Option<Entry>) {
        let Some(entry) = entry.filter(|entry| !self.packages.iter().any(|known| known == entry.package())) else {
            return;
        };
        self.packages.push(entry.package().to_owned());
        self.libs.entry(entry.lib()).or_insert_with(|| entry.package().to_owned());
        self.entries.push(entry);
    }
}
