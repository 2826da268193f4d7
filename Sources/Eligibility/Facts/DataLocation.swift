/// Where a mailbox is kept: in Microsoft 365 by a geography code, a country, or both; or on the organisation's own
/// server.
///
/// <https://learn.microsoft.com/microsoft-365/enterprise/multi-geo-user-testing> names the codes.
package struct DataLocation: Hashable, Sendable {
    /// Three upper-case letters such as `EUR`; the first three of an Exchange Online database's name.
    package let code: String?
    /// ISO 3166-1 alpha-2 in upper case, such as `NL`.
    package let country: String?
    /// Whether the mailbox lies on a server of the organisation's own, outside of Microsoft's clouds.
    package let isOnPremises: Bool

    package init(code: String?, country: String?) {
        self.code = code
        self.country = country
        isOnPremises = false
    }

    /// A place on the organisation's own server.
    package init(onPremisesIn country: String?) {
        code = nil
        self.country = country
        isOnPremises = true
    }
}
