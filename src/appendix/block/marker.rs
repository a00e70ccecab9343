//! What the marker of a block says.

use super::super::{Column, Extent, Kind, Options, Wording};

/// What a block holds.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The lists and how they are made.
    pub options: Options,
    /// Their language.
    pub wording: Wording,
}

/// The words of a marker, between its name and its end.
fn words(marker: &str) -> &str {
    marker.trim_start_matches("<!--").trim_end_matches("-->").trim().trim_start_matches(super::encoding::BEGIN)
}

/// Reads a marker; what it does not say comes from `defaults`. Fails with the word that cannot be understood.
pub(super) fn read(marker: &str, defaults: &Settings) -> Result<Settings, String> {
    let mut settings = defaults.clone();
    let mut columns = None;
    let said: Vec<&str> = words(marker).split_whitespace().collect();
    if said.iter().any(|word| word.starts_with("list=")) {
        // A marker that names its lists speaks for itself: the flags of a run are about other blocks.
        settings.options = Options::default();
    }
    for word in said {
        let wrong = || word.to_owned();
        match word.split_once('=') {
            None if word == "group" => settings.options.grouped = true,
            None if word == "all" => settings.options.extent = Extent::All,
            Some(("list", names)) => {
                settings.options.kinds = names
                    .split(',')
                    .map(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name))
                    .collect::<Option<_>>()
                    .ok_or_else(wrong)?;
            }
            Some(("lang", name)) => {
                settings.wording = [Wording::Zh, Wording::En, Wording::Both]
                    .into_iter()
                    .find(|wording| wording.name() == name)
                    .ok_or_else(wrong)?;
            }
            Some(("columns", names)) => {
                columns = Some(names.split(',').map(Column::named).collect::<Option<Vec<_>>>().ok_or_else(wrong)?);
            }
            _ => return Err(wrong()),
        }
    }
    if let Some(columns) = columns {
        settings.options.columns = columns;
    }
    Ok(settings)
}

/// The marker with all that its block needs to be written again. A marker that says it already stays as it is.
pub(super) fn write(marker: &str, settings: &Settings) -> String {
    if words(marker).contains("list=") && words(marker).contains("lang=") {
        return marker.to_owned();
    }
    let options = &settings.options;
    let kinds: Vec<&str> = options.kinds.iter().map(|kind| kind.name()).collect();
    let mut out = format!("<!-- {} list={} lang={}", super::encoding::BEGIN, kinds.join(","), settings.wording.name());
    if !options.columns.is_empty() {
        let names: Vec<&str> = options.columns.iter().map(|column| column.name()).collect();
        out.push_str(&format!(" columns={}", names.join(",")));
    }
    if options.grouped {
        out.push_str(" group");
    }
    if options.extent == Extent::All {
        out.push_str(" all");
    }
    out.push_str(" -->");
    out
}
