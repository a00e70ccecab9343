//! The types of the form and what stands behind them.

use crate::sdk::vocabulary::Vocabulary;

/// The types with the questions that list them, in the order of the form.
pub(super) const TYPES: &[(&str, &str)] = &[
    ("PSL_DATA_TYPES_PERSONAL", "PSL_NAME"),
    ("PSL_DATA_TYPES_PERSONAL", "PSL_EMAIL"),
    ("PSL_DATA_TYPES_PERSONAL", "PSL_USER_ACCOUNT"),
    ("PSL_DATA_TYPES_PERSONAL", "PSL_ADDRESS"),
    ("PSL_DATA_TYPES_PERSONAL", "PSL_PHONE"),
    ("PSL_DATA_TYPES_PERSONAL", "PSL_OTHER_PERSONAL"),
    ("PSL_DATA_TYPES_FINANCIAL", "PSL_CREDIT_DEBIT_BANK_ACCOUNT_NUMBER"),
    ("PSL_DATA_TYPES_FINANCIAL", "PSL_PURCHASE_HISTORY"),
    ("PSL_DATA_TYPES_FINANCIAL", "PSL_CREDIT_SCORE"),
    ("PSL_DATA_TYPES_LOCATION", "PSL_APPROX_LOCATION"),
    ("PSL_DATA_TYPES_LOCATION", "PSL_PRECISE_LOCATION"),
    ("PSL_DATA_TYPES_SEARCH_AND_BROWSING", "PSL_WEB_BROWSING_HISTORY"),
    ("PSL_DATA_TYPES_EMAIL_AND_TEXT", "PSL_SMS_CALL_LOG"),
    ("PSL_DATA_TYPES_EMAIL_AND_TEXT", "PSL_OTHER_MESSAGES"),
    ("PSL_DATA_TYPES_PHOTOS_AND_VIDEOS", "PSL_PHOTOS"),
    ("PSL_DATA_TYPES_PHOTOS_AND_VIDEOS", "PSL_VIDEOS"),
    ("PSL_DATA_TYPES_AUDIO", "PSL_AUDIO"),
    ("PSL_DATA_TYPES_AUDIO", "PSL_MUSIC"),
    ("PSL_DATA_TYPES_HEALTH_AND_FITNESS", "PSL_HEALTH"),
    ("PSL_DATA_TYPES_HEALTH_AND_FITNESS", "PSL_FITNESS"),
    ("PSL_DATA_TYPES_CONTACTS", "PSL_CONTACTS"),
    ("PSL_DATA_TYPES_CALENDAR", "PSL_CALENDAR"),
    ("PSL_DATA_TYPES_APP_PERFORMANCE", "PSL_CRASH_LOGS"),
    ("PSL_DATA_TYPES_APP_PERFORMANCE", "PSL_PERFORMANCE_DIAGNOSTICS"),
    ("PSL_DATA_TYPES_FILES_AND_DOCS", "PSL_FILES_AND_DOCS"),
    ("PSL_DATA_TYPES_APP_ACTIVITY", "PSL_USER_INTERACTION"),
    ("PSL_DATA_TYPES_APP_ACTIVITY", "PSL_APPS_ON_DEVICE"),
    ("PSL_DATA_TYPES_APP_ACTIVITY", "PSL_USER_GENERATED_CONTENT"),
    ("PSL_DATA_TYPES_APP_ACTIVITY", "PSL_OTHER_APP_ACTIVITY"),
    ("PSL_DATA_TYPES_IDENTIFIERS", "PSL_DEVICE_ID"),
];

/// Data types of the vocabulary with the type of the form that they fall under. What is not here, and has no parent
/// here, is none of the form's types: hardware, system and network state.
const BEHIND: &[(&str, &str)] = &[
    ("real-name", "PSL_NAME"),
    ("nickname", "PSL_NAME"),
    ("email", "PSL_EMAIL"),
    ("account-info", "PSL_USER_ACCOUNT"),
    ("postal-address", "PSL_ADDRESS"),
    ("phone-number", "PSL_PHONE"),
    ("basic-profile", "PSL_OTHER_PERSONAL"),
    ("id-document", "PSL_OTHER_PERSONAL"),
    ("biometric", "PSL_OTHER_PERSONAL"),
    ("avatar", "PSL_PHOTOS"),
    ("bank-account", "PSL_CREDIT_DEBIT_BANK_ACCOUNT_NUMBER"),
    ("order-info", "PSL_PURCHASE_HISTORY"),
    ("payment-info", "PSL_PURCHASE_HISTORY"),
    ("credit-info", "PSL_CREDIT_SCORE"),
    ("location", "PSL_APPROX_LOCATION"),
    ("precise-location", "PSL_PRECISE_LOCATION"),
    ("background-location", "PSL_PRECISE_LOCATION"),
    ("location-track", "PSL_PRECISE_LOCATION"),
    ("gnss-info", "PSL_PRECISE_LOCATION"),
    ("browsing-history", "PSL_WEB_BROWSING_HISTORY"),
    ("sms", "PSL_SMS_CALL_LOG"),
    ("call-log", "PSL_SMS_CALL_LOG"),
    ("chat-content", "PSL_OTHER_MESSAGES"),
    ("photos-media", "PSL_PHOTOS"),
    ("camera", "PSL_PHOTOS"),
    ("audio", "PSL_AUDIO"),
    ("health", "PSL_HEALTH"),
    ("step-count", "PSL_FITNESS"),
    ("contacts", "PSL_CONTACTS"),
    ("calendar", "PSL_CALENDAR"),
    ("crash-log", "PSL_CRASH_LOGS"),
    ("performance-data", "PSL_PERFORMANCE_DIAGNOSTICS"),
    ("files", "PSL_FILES_AND_DOCS"),
    ("usage-log", "PSL_USER_INTERACTION"),
    ("app-usage", "PSL_OTHER_APP_ACTIVITY"),
    ("installed-apps", "PSL_APPS_ON_DEVICE"),
    ("user-content", "PSL_USER_GENERATED_CONTENT"),
    ("device-identifier", "PSL_DEVICE_ID"),
];

/// The place in [`TYPES`] of the type that a data type falls under: its own, or that of its nearest parent.
pub(super) fn position(vocabulary: &Vocabulary, data: &str) -> Option<usize> {
    let mut id = data;
    loop {
        if let Some((_, response)) = BEHIND.iter().find(|(known, _)| *known == id) {
            return place(response);
        }
        id = &vocabulary.parent(id)?.id;
    }
}

fn place(response: &str) -> Option<usize> {
    TYPES.iter().position(|(_, known)| *known == response)
}

/// The place in [`TYPES`] of the type that a permission is about: that of its data, or of the kind of
/// media, which the form tells apart and the vocabulary does not.
pub(super) fn position_of_permission(vocabulary: &Vocabulary, permission: &str, data: &str) -> Option<usize> {
    match permission {
        "android.permission.READ_MEDIA_VIDEO" => place("PSL_VIDEOS"),
        "android.permission.READ_MEDIA_AUDIO" => place("PSL_MUSIC"),
        _ => position(vocabulary, data),
    }
}

/// The purpose of the form that an SDK of a category serves.
pub(super) fn purpose(category: &str) -> &'static str {
    match category {
        "ads" | "attribution" => "PSL_ADVERTISING",
        "analytics" | "apm" | "crash" => "PSL_ANALYTICS",
        "security" => "PSL_FRAUD_PREVENTION_SECURITY",
        "auth" | "social" => "PSL_ACCOUNT_MANAGEMENT",
        _ => "PSL_APP_FUNCTIONALITY",
    }
}
