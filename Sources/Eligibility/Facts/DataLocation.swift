/// Where Microsoft 365 keeps a mailbox: a geography code, a country, or both.
///
/// <https://learn.microsoft.com/microsoft-365/enterprise/multi-geo-user-testing> names the codes.
package struct DataLocation: Hashable, Sendable {
    /// Three upper-case letters such as `EUR`; the first three of an Exchange Online database's name.
    package let code: String?
    /// ISO 3166-1 alpha-2 in upper case, such as `NL`.
    package let country: String?

    package init(code: String?, country: String?) {
        self.code = code
        self.country = country
    }
}
