//! One manifest as a tree with places.
//!
//! The reader takes what it can: after a fault that leaves the rest without meaning it keeps every element
//! that it has seen and reports the line. Nothing outside the file is ever opened. A document type declaration
//! is passed over, so an entity beyond the five of XML stays as it is written and is reported.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Attribute, Element, Markers, Namespace};
use crate::source::{Problem, Source, Span, Text};

/// Elements below this depth are left out. Manifests need seven levels; the bound keeps everything that walks
/// a tree by recursion within the stack.
const MAX_DEPTH: usize = 100;

const ANDROID: &str = "http://schemas.android.com/apk/res/android";
const TOOLS: &str = "http://schemas.android.com/tools";

/// What was read from one manifest.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The `<manifest>` element; nothing when there is none.
    pub root: Option<Element>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// Reads a manifest.
pub fn read(source: &Arc<Source>) -> Document {
    let mut builder = Builder::new(source);
    let mut reader = Reader::from_str(source.text());
    reader.config_mut().allow_dangling_amp = true;
    if let Some(at) = source.text().find('\0') {
        builder
            .problem(at, Text::new("含有 NUL 字符，不是有效的 XML", "holds a NUL character, so it is not valid XML"));
    }
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => builder.open(&tag, false),
            Ok(Event::Empty(tag)) => builder.open(&tag, true),
            Ok(Event::End(_)) => builder.close(),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position() as usize;
                builder.problem(
                    at,
                    Text::new(
                        format!("XML 有误，此后的内容未读取：{error}"),
                        format!("broken XML, nothing after it was read: {error}"),
                    ),
                );
                builder.broken = true;
                break;
            }
        }
    }
    builder.finish()
}

struct Builder<'s> {
    source: &'s Arc<Source>,
    root: Option<Element>,
    open: Vec<Element>,
    /// Open elements that are too deep to be kept.
    skipped: usize,
    /// What each prefix stands for, the innermost declaration last.
    scopes: BTreeMap<&'s str, Vec<Namespace>>,
    /// The prefixes declared by open elements, with the depth of the element.
    declared: Vec<(usize, &'s str)>,
    problems: Vec<Problem>,
    too_deep: bool,
    broken: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Arc<Source>) -> Self {
        Self {
            source,
            root: None,
            open: Vec::new(),
            skipped: 0,
            scopes: BTreeMap::new(),
            declared: Vec::new(),
            problems: Vec::new(),
            too_deep: false,
            broken: false,
        }
    }

    /// The place of a slice of the source's text.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.source.text().as_ptr() as usize)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    fn problem(&mut self, at: usize, message: Text) {
        self.problems.push(Problem::at(&self.span(at, at), message));
    }

    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        if self.open.len() >= MAX_DEPTH {
            let start = self.offset(tag);
            if !self.too_deep {
                self.too_deep = true;
                self.problem(
                    start,
                    Text::new(
                        format!("元素嵌套超过 {MAX_DEPTH} 层，更深的内容未读取"),
                        format!("elements are nested deeper than {MAX_DEPTH}; what is deeper was not read"),
                    ),
                );
            }
            self.skipped += usize::from(!empty);
            return;
        }
        let element = self.element(tag, empty);
        self.open.push(element);
        if empty {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(element) = self.open.pop() else { return };
        let depth = self.open.len();
        while let Some((_, prefix)) = self.declared.pop_if(|(its_depth, _)| *its_depth >= depth) {
            if let Some(meanings) = self.scopes.get_mut(prefix) {
                meanings.pop();
            }
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.end_root(element),
        }
    }

    fn end_root(&mut self, element: Element) {
        let at = element.evidence[0].clone();
        if self.root.is_some() {
            self.problems.push(Problem::at(
                &at,
                Text::new("XML 有多个根元素，只读取第一个", "a second root element; only the first one counts"),
            ));
        } else if element.name != "manifest" {
            self.problems.push(Problem::at(
                &at,
                Text::new(
                    format!("根元素是 <{}>，不是 <manifest>", element.name),
                    format!("the root element is <{}>, not <manifest>", element.name),
                ),
            ));
        } else {
            self.root = Some(element);
        }
    }

    fn finish(mut self) -> Document {
        if let Some(innermost) = self.open.last()
            && !self.broken
        {
            self.problems.push(Problem::at(
                &innermost.evidence[0],
                Text::new(
                    format!("<{}> 没有结束标签", innermost.name),
                    format!("<{}> is never closed", innermost.name),
                ),
            ));
        }
        self.skipped = 0;
        while !self.open.is_empty() {
            self.close();
        }
        if self.root.is_none() && self.problems.is_empty() {
            self.problem(0, Text::new("文件中没有 <manifest> 元素", "the file has no <manifest> element"));
        }
        Document { root: self.root, problems: self.problems }
    }

    fn element(&mut self, tag: &BytesStart<'_>, empty: bool) -> Element {
        let content: &str = tag;
        let start = self.offset(content);
        let end = start + content.len() + if empty { 2 } else { 1 };
        let at = self.span(start.saturating_sub(1), end);
        let raw = self.attributes(tag, &at);
        let depth = self.open.len();
        for (key, value, _) in &raw {
            // A default namespace says nothing of attributes, and those of elements do not matter.
            let Some(("xmlns", prefix)) = key.split_once(':') else { continue };
            let namespace = match value.as_ref() {
                "" => Namespace::None,
                ANDROID => Namespace::Android,
                TOOLS => Namespace::Tools,
                other => Namespace::Other(other.into()),
            };
            self.scopes.entry(prefix).or_default().push(namespace);
            self.declared.push((depth, prefix));
        }
        let mut element = Element {
            name: local(tag.name().0).to_owned(),
            attributes: Vec::new(),
            markers: Markers::default(),
            children: Vec::new(),
            evidence: vec![at],
            implied: None,
        };
        for (key, value, at) in raw {
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            let namespace = self.namespace(key);
            let name = local(key);
            if namespace != Namespace::Tools || name != "node" {
                element.markers.beside_node += 1;
            }
            if namespace == Namespace::Tools {
                element.markers.note(name, &value, &at, &mut self.problems);
            } else {
                element.attributes.push(Attribute { namespace, name: name.to_owned(), value: value.into_owned(), at });
            }
        }
        element
    }

    /// The attributes of a start tag: name as written, value, place. An attribute that stands twice makes the
    /// file ill-formed; the first one counts.
    fn attributes(&mut self, tag: &BytesStart<'_>, element: &Span) -> Vec<(&'s str, Cow<'s, str>, Span)> {
        let source: &'s Arc<Source> = self.source;
        let mut attributes = Vec::new();
        let mut seen = BTreeSet::new();
        let mut iterator = tag.attributes();
        for attribute in iterator.with_checks(false) {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    self.problems.push(Problem::at(
                        element,
                        Text::new(format!("属性有误：{error}"), format!("broken attribute: {error}")),
                    ));
                    break;
                }
            };
            let start = self.offset(attribute.key.0);
            let value = self.offset(&attribute.value);
            let (Some(key), Some(raw)) = (
                source.text().get(start..start + attribute.key.0.len()),
                source.text().get(value..value + attribute.value.len()),
            ) else {
                continue;
            };
            let at = self.span(start, value + raw.len() + 1);
            if !seen.insert(key) {
                self.problems.push(Problem::at(
                    &at,
                    Text::new(format!("属性 {key} 重复"), format!("the attribute {key} stands twice")),
                ));
                continue;
            }
            attributes.push((key, self.value(raw, &at), at));
        }
        attributes
    }

    /// A value as XML gives it to the program: references resolved, line breaks and tabs as spaces.
    fn value(&mut self, raw: &'s str, at: &Span) -> Cow<'s, str> {
        if !raw.contains(['&', '\n', '\r', '\t']) {
            return Cow::Borrowed(raw);
        }
        let mut value = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(next) = rest.find(['&', '\n', '\r', '\t']) {
            value.push_str(&rest[..next]);
            rest = &rest[next..];
            if !rest.starts_with('&') {
                value.push(' ');
                rest = &rest[if rest.starts_with("\r\n") { 2 } else { 1 }..];
                continue;
            }
            // A reference that is longer than this is none.
            let reference = rest.bytes().take(16).position(|byte| byte == b';').map(|end| &rest[1..end]);
            match reference.and_then(resolve) {
                Some(character) => value.push(character),
                None => {
                    let shown = reference.map_or("&", |name| &rest[..name.len() + 2]);
                    self.problems.push(Problem::at(
                        at,
                        Text::new(
                            format!("实体引用 {shown} 不展开，按原文处理"),
                            format!("{shown} is not one of XML's own entities and was left as it is"),
                        ),
                    ));
                    value.push('&');
                    rest = &rest[1..];
                    continue;
                }
            }
            rest = &rest[reference.map_or(0, str::len) + 2..];
        }
        value.push_str(rest);
        Cow::Owned(value)
    }

    fn namespace(&self, name: &str) -> Namespace {
        let Some((prefix, _)) = name.split_once(':') else { return Namespace::None };
        match self.scopes.get(prefix).and_then(|meanings| meanings.last()) {
            Some(namespace) => namespace.clone(),
            None => Namespace::Other(prefix.into()),
        }
    }
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn resolve(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
