import Interactions

/// What a widget's token says: one record, one viewer, one place, five minutes.
struct WidgetClaims: Hashable, Sendable {
    let record: CRMReference
    let viewer: EmailAddress
    /// The only page's origin that may embed it, for example `https://contoso.crm4.dynamics.com`.
    let origin: String
}
