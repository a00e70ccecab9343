//! What words tell of what a sentence does with the data it names; the words are in `cues.toml`.

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// Collects, reads, is given.
    Collect,
    /// Uses, shares, keeps: the data is there.
    Use,
    /// Keeps. Counts as a declaration only with an object of its own.
    Keep,
    /// Not.
    Not,
    /// Not, before a noun: no location, none of your contacts, neither your name.
    No,
    /// Makes a negation conditional or partial: without consent, unless, other than.
    Unless,
    /// The user does something with data that is already there: corrects, deletes, switches off.
    Manage,
    /// Notice is given through a channel; contact details.
    Notice,
    /// Says what a term means.
    Define,
    /// The firm speaks.
    We,
    /// SDK, integrate, third-party service: a name here is that of an SDK.
    Sdk,
    /// Permission.
    Permission,
    /// Asks for, switches on (permissions).
    Ask,
    /// Shares, provides to others.
    Share,
    /// Transfers.
    Transfer,
    /// Sells.
    Sell,
    /// Makes public.
    Publish,
    /// Others: third parties, any company.
    Others,
    /// But for consent.
    Consent,
    /// Except in the following circumstances.
    Except,
    /// See, refer to, click.
    See,
    /// What a later version may do.
    Plan,
}
