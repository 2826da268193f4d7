/// Who may ask for something.
enum Audience: String, Sendable, CaseIterable {
    case everybody
    /// Any enabled user of the directory: what of it is shown depends on who it is.
    case signedIn
    case administrator
    /// As `signedIn`; and who embeds a widget for the one record that the path names.
    case record
    /// A widget's token in the query, for the one record of the path.
    case widget
    /// A CRM's server, with its credential.
    case client
}
