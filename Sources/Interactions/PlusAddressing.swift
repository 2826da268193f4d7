/// In which domains `name+anything@domain` is an address of `name@domain`, as Exchange Online delivers it.
///
/// <https://learn.microsoft.com/exchange/recipients-in-exchange-online/plus-addressing-in-exchange-online>
package struct PlusAddressing: Hashable, Sendable {
    /// Empty where it is an address like any other.
    package let domains: MailDomains?

    /// Nowhere.
    package static let none = PlusAddressing(domains: nil)

    package init(domains: MailDomains?) {
        self.domains = domains
    }

    /// The address without what stands after the first plus sign; nil if there is nothing to leave out.
    package func base(of address: EmailAddress) -> EmailAddress? {
        guard let domains, let plus = address.text.utf8.firstIndex(of: UInt8(ascii: "+")),
            plus > address.text.startIndex, address.text.utf8.first != UInt8(ascii: "\""),
            plus < address.domain.startIndex, domains.contains(address)
        else { return nil }
        return EmailAddress("\(address.text[..<plus])@\(address.domain)")
    }
}
