package import Interactions

/// What the administrator can set about the gates.
package struct EligibilityRules: Hashable, Sendable {
    package var profile = EligibilityProfile.dynamics365
    /// Part numbers of Dynamics 365 Sales Premium; `*` stands for any characters.
    package var licenses = EligibilityRules.salesPremium
    /// Codes of local datacenters that are admitted all the same.
    package var locationExceptions: Set<String> = []
    /// Whether mailboxes whose location is `onPremises` are read from a host outside of Microsoft's clouds.
    package var readsOwnServer = false
    package var accountKinds: Set<Account.Kind> = [.user]
    package var excludedGroups: Set<String> = []
    /// The mailboxes that may be read; nil lists everybody.
    package var listed: Set<EmailAddress>?
    /// When the configuration stated all this; nil for the instant of the decision.
    package var statedAt: Timestamp?

    package init() {}

    /// The offers that hold relationship intelligence, as `GET /subscribedSkus` of Microsoft Graph names them in
    /// `skuPartNumber`; trials and other offers carry a suffix.
    ///
    /// <https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference>
    package static let salesPremium = ["DYN365_SALES_PREMIUM*"]

    /// Whether one of the patterns fits, in any case of ASCII letters.
    package func isSalesPremium(_ partNumber: String) -> Bool {
        licenses.contains { Self.matches(Self.lowercased(partNumber)[...], Self.lowercased($0)[...]) }
    }

    /// The pattern, without its stars, that somebody probably meant who wrote this by hand; nil where one fits, or none
    /// is near.
    ///
    /// A slip in a list would refuse the whole tenant, and what was read would be removed.
    package func salesPremium(nearly partNumber: String) -> String? {
        guard !isSalesPremium(partNumber) else { return nil }
        let written = String(decoding: Self.lowercased(partNumber), as: UTF8.self).unicodeScalars
        return licenses.map { $0.replacing("*", with: "") }.first { meant in
            let wanted = String(decoding: Self.lowercased(meant), as: UTF8.self)
            let length = wanted.unicodeScalars.count
            // Two wrong letters of a short name make any other.
            guard length >= 8 else { return false }
            return (length - 2...length + 2).contains { length in
                String(String.UnicodeScalarView(written.prefix(length))).distance(to: wanted) <= 2
            }
        }
    }

    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }

    private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == UInt8(ascii: "*") {
            return (text.startIndex...text.endIndex).contains { matches(text[$0...], pattern.dropFirst()) }
        }
        return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
    }
}
