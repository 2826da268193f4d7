package import Interactions

/// What the administrator can set about the gates.
package struct EligibilityRules: Hashable, Sendable {
    /// SwitchState numbers of Dynamics 365 Sales Premium; `*` stands for any characters.
    package var licenses = EligibilityRules.salesPremium
    /// Codes of local datacenters that are admitted all the same.
    package var locationExceptions: Set<String> = []
    package var accountKinds: Set<Account.Kind> = [.user]
    package var excludedGroups: Set<String> = []
    /// Nil lists everybody.
    package var listed: Set<EmailAddress>?

    package init() {}

    /// As `GET /subscribedSkus` of Microsoft Graph names it in `skuPartNumber`; trials and other offers carry a suffix. <https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference>
    package static let salesPremium = ["DYN365_SALES_PREMIUM*"]

    /// Whether one of the patterns fits, in any case of ASCII letters.
    func isSalesPremium(_ partNumber: String) -> Bool {
        licenses.contains { Self.matches(Array(partNumber.foldingASCII.utf8)[...], Array($0.foldingASCII.utf8)[...]) }
    }

    private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == UInt8(ascii: "*") {
            return (text.startIndex...text.endIndex).contains { matches(text[$0...], pattern.dropFirst()) }
        }
        return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
    }
}

extension String {
    /// The text with ASCII letters in lower case, and nothing else touched.
    var foldingASCII: String {
        String(String.UnicodeScalarView(unicodeScalars.map { ("A"..."Z").contains($0) ? $0.lowered : $0 }))
    }
}

extension Unicode.Scalar {
    /// Of a capital ASCII letter.
    fileprivate var lowered: Unicode.Scalar { Unicode.Scalar(UInt8(value & 0x7F | 0x20)) }
}
