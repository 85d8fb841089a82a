//! Parts of the codebase that hold findings: the folders below `src`, those with the most first.

use std::collections::BTreeMap;

use super::FoundArea;

/// How many are worth a name.
const MOST: usize = 8;

/// The areas of files with findings, given as paths from the root, each as often as it has findings.
///
/// Folders of the same name in several packages are one area: `websocket` means the same in each.
#[must_use]
pub fn areas_of<'p>(files: impl Iterator<Item = &'p str>) -> Vec<FoundArea> {
    let mut areas: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for (name, pattern) in files.filter_map(folder) {
        let (count, patterns) = areas.entry(name).or_default();
        *count += 1;
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    let mut ranked: Vec<(&str, (usize, Vec<String>))> = areas.into_iter().collect();
    ranked.sort_by_key(|(name, (count, _))| (std::cmp::Reverse(*count), *name));
    let area = |(priority, (name, (_, mut paths))): (u32, (&str, (usize, Vec<String>)))| {
        paths.sort();
        FoundArea { name: name.to_owned(), paths, priority }
    };
    (1..).zip(ranked).take(MOST).map(area).collect()
}

/// The folder right below a package's `src`, and the pattern of all within.
fn folder(file: &str) -> Option<(&str, String)> {
    let at = if file.starts_with("src/") { 0 } else { file.find("/src/")? + 1 };
    let (name, _) = file[at + "src/".len()..].split_once('/')?;
    let end = at + "src/".len() + name.len();
    (name != "bin").then(|| (name, format!("{}/**", &file[..end])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_with_findings_become_areas_in_order_of_their_number() {
        let files = [
            "app/src/ws/a.rs",
            "src/cache/x.rs",
            "lib/src/ws/deep/b.rs",
            "src/main.rs",
            "src/bin/probe/main.rs",
            "build.rs",
        ];
        let areas = areas_of(files.into_iter());
        let shown: Vec<_> =
            areas.iter().map(|area| (area.name.as_str(), area.paths.join(" "), area.priority)).collect();
        assert_eq!(
            shown,
            [("ws", "app/src/ws/** lib/src/ws/**".to_owned(), 1), ("cache", "src/cache/**".to_owned(), 2)]
        );
    }
}
