//! Manifests: what an app asks for is its *merged* manifest.
//!
//! [`read()`] turns one `AndroidManifest.xml` into a tree whose every element and attribute knows its place.
//! [`merge()`] does with these trees what the Android build does for one variant of an application: it puts the
//! source sets of the application over one another, then adds the library modules and the manifests inside aar
//! files. The outcome, [`Merged`], holds the permissions, components, meta-data and queries that end up in the
//! package, each with the lines that it came from, the deciding one first.
//!
//! The rooms: `read` parses; `markers` understands the `tools:` attributes; `model` knows which elements are
//! told apart by which attributes; `order` says which libraries a variant has, and which of them comes first;
//! `overlay` merges two trees; `merge` finds the files and puts them together; `collect` turns the merged tree into facts; `difference` compares two outcomes.
//!
//! # What it departs from
//!
//! `tests/oracle/manifest.py` compares this merge with that of the build tools 25.2.2. Where they differ on
//! purpose, Android's documentation or the build tools of today decide:
//!
//! - A removal (`remove`, `removeAll`) in a library, or in a source set below another one, holds for manifests of
//!   lower priority alone. 25.2.2 carries it over to the element that it meets and then removes that one.
//! - `removeAll` acts only as the first element of its type, in 25.2.2 as today, although the documentation
//!   does not say so: what ships decides.
//! - A removal with `tools:selector` leaves the element itself in place, in 25.2.2 as today.
//! - `merge-only-attributes`, as the documentation spells it, is the same as `mergeOnlyAttributes`.
//! - `uses-permission-sdk-23`, `queries`, `property` and others are newer than 25.2.2; they are merged as today.
//!   Providers inside `queries` are told apart by their authorities, which the build tools forget to do.
//! - Permissions are implied also where an overlay without `uses-sdk` stands on top: the versions come from the
//!   build files before libraries are merged. One that the library requests itself is not implied beside.
//! - `tools:ignore` hides the attributes after it from 25.2.2; here it means nothing.
//! - `tools:selector` may name any package, since libraries from repositories are not known.
//! - A faulty marker and two values that contradict each other are problems, and the merge goes on with the
//!   value of higher priority where the build would stop. Contradictions are reported where they matter here:
//!   in permissions, meta-data, and the permission, export and authorities of components.
//! - A library whose versions are set where they cannot be seen is taken for one that targets a modern Android;
//!   so is the application. Only versions that are surely missing count as 1.

mod collect;
mod difference;
mod markers;
mod merge;
mod model;
mod order;
mod overlay;
mod read;

use std::sync::Arc;

pub use difference::{Difference, difference};
pub use markers::{Markers, Operation};
pub use merge::{Manifests, merge, read_merged};
pub use read::{Document, read};

use super::Unresolved;
use crate::source::{Problem, Span, Text};

/// An element of a manifest. In a merged tree, one element stands for all declarations that went into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The local name: `uses-permission`.
    pub name: String,
    /// The attributes in the order of the file, but for those of the `tools` namespace.
    pub attributes: Vec<Attribute>,
    /// What the attributes of the `tools` namespace ask the merge to do.
    pub markers: Markers,
    /// The elements inside.
    pub children: Vec<Element>,
    /// The start tags that the element was read from, the deciding one first. Never empty in a tree that was
    /// read from a file.
    pub evidence: Vec<Span>,
    /// Set when the merge added the element by itself: why.
    pub implied: Option<Text>,
}

impl Element {
    /// The value of an attribute of the `android` namespace.
    pub fn android(&self, name: &str) -> Option<&str> {
        self.attribute(&Namespace::Android, name).map(|attribute| attribute.value.as_str())
    }

    /// The value of an attribute without a namespace.
    pub fn plain(&self, name: &str) -> Option<&str> {
        self.attribute(&Namespace::None, name).map(|attribute| attribute.value.as_str())
    }

    /// The attribute of that namespace and name.
    pub fn attribute(&self, namespace: &Namespace, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.is(namespace, name))
    }

    /// The first element of that name directly inside.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// An attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The namespace, whatever the prefix.
    pub namespace: Namespace,
    /// The local name: `maxSdkVersion`.
    pub name: String,
    /// The value with its character references resolved.
    pub value: String,
    /// Name, equals sign and value.
    pub at: Span,
}

impl Attribute {
    fn is(&self, namespace: &Namespace, name: &str) -> bool {
        self.namespace == *namespace && self.name == name
    }
}

/// The namespace of a name, by its URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// A name without a prefix.
    None,
    /// `http://schemas.android.com/apk/res/android`
    Android,
    /// `http://schemas.android.com/tools`
    Tools,
    /// Any other; an undeclared prefix stands for itself.
    Other(Arc<str>),
}

/// What ends up in the package of one variant.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The package, as class names without one are completed with it: the Gradle `namespace`, or the
    /// `package` of the main manifest.
    pub namespace: Option<String>,
    /// The application id with its suffixes.
    pub application_id: Option<String>,
    /// Permissions that the app requests, sorted by name.
    pub permissions: Vec<Permission>,
    /// `<permission>` elements: permissions that the app itself defines.
    pub definitions: Vec<Definition>,
    /// Activities, services, receivers, providers and initialisers.
    pub components: Vec<Component>,
    /// `<meta-data>` of the application and of its components.
    pub meta_data: Vec<MetaData>,
    /// The entries of `<queries>`.
    pub queries: Vec<Query>,
    /// Components that only the system may call and to which the user grants far-reaching access.
    pub special_access: Vec<SpecialAccess>,
    /// The manifests that were read, in the order of their priority; paths relative to the root.
    pub manifests_read: Vec<String>,
    /// Values that the merge needs and that could not be worked out: placeholders in names.
    pub unresolved: Vec<Unresolved>,
    /// Manifests that are broken or missing, and markers and values that the build would refuse.
    pub problems: Vec<Problem>,
}

/// Where a merged fact comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The start tags that it was read from, the deciding one first.
    pub evidence: Vec<Span>,
    /// The modules of these lines by their Gradle path, in the same order, each once.
    pub modules: Vec<String>,
}

/// A permission that the app requests. `uses-permission` and `uses-permission-sdk-23` of one name are two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `android.permission.CAMERA`
    pub name: String,
    /// The last API level on which it is requested (`maxSdkVersion`).
    pub max_sdk: Option<u32>,
    /// The first API level on which it is requested: 23 for `uses-permission-sdk-23`.
    pub min_sdk: Option<u32>,
    /// `usesPermissionFlags`, such as `neverForLocation`.
    pub flags: Vec<String>,
    /// Set when no manifest requests it and the merge adds it: why.
    pub implied: Option<Text>,
    /// Where it comes from.
    pub from: Provenance,
}

/// A permission that the app defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name of the permission.
    pub name: String,
    /// `protectionLevel`, where one is written.
    pub protection: Option<String>,
    /// Where it comes from.
    pub from: Provenance,
}

/// A component of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// What it is.
    pub kind: ComponentKind,
    /// The class, with its package.
    pub name: String,
    /// The permission that a caller must hold.
    pub permission: Option<String>,
    /// `exported`, where it is written as `true` or `false`.
    pub exported: Option<bool>,
    /// `authorities` of a provider, one by one.
    pub authorities: Vec<String>,
    /// The actions of its intent filters, sorted, each once.
    pub actions: Vec<String>,
    /// Where it comes from.
    pub from: Provenance,
}

/// The kinds of components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComponentKind {
    /// `activity`
    Activity,
    /// `activity-alias`
    ActivityAlias,
    /// `service`
    Service,
    /// `receiver`
    Receiver,
    /// `provider`
    Provider,
    /// A class that `androidx.startup.InitializationProvider` runs when the app starts.
    Initializer,
}

impl ComponentKind {
    /// The name of the element, or `initializer`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::ActivityAlias => "activity-alias",
            Self::Service => "service",
            Self::Receiver => "receiver",
            Self::Provider => "provider",
            Self::Initializer => "initializer",
        }
    }
}

/// A `<meta-data>` element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaData {
    /// The key.
    pub name: String,
    /// `value`.
    pub value: Option<String>,
    /// `resource`.
    pub resource: Option<String>,
    /// The class of the component that it stands in; nothing for the application's own.
    pub component: Option<String>,
    /// Where it comes from.
    pub from: Provenance,
}

/// An entry of `<queries>`: an app, or kind of app, that this app may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What the entry names.
    pub kind: QueryKind,
    /// The package, the authorities or the actions of the intent, parted by `+`.
    pub value: String,
    /// Where it comes from.
    pub from: Provenance,
}

/// The kinds of entries of `<queries>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryKind {
    /// One app, by its package.
    Package,
    /// Apps that answer an intent.
    Intent,
    /// Apps with a content provider, by its authority.
    Provider,
}

/// A component that the system binds to and that sees what its permission opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialAccess {
    /// `android.permission.BIND_ACCESSIBILITY_SERVICE` and the like.
    pub permission: String,
    /// The class of the component.
    pub component: String,
    /// Where it comes from.
    pub from: Provenance,
}
