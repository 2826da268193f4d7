import Interactions

/// What somebody typed or pasted to name a record, in the forms in which it may be meant.
struct TypedName {
    /// For names and parts of them.
    let text: SearchText
    /// In lower case and without braces: `contact/GUID`, or a GUID.
    let reference: String
    /// In any form that programs write, `Name <address>` among them.
    let address: EmailAddress?

    init(_ original: String) {
        let trimmed = original.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        text = SearchText(trimmed)
        reference = String(trimmed.lowercased().filter { $0 != "{" && $0 != "}" })
        address = EmailAddress(trimmed)
    }
}
