import XMLStream

/// Looks a name up in the directory; here a legacy Exchange distinguished name, or the address of a mailbox.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation>
struct ResolveNames: EWSOperation {
    /// What one candidate is; without any display name.
    struct Resolution: Hashable, Sendable {
        let mailbox: MailboxAddress
        /// `EmailAddresses` of the directory entry, as `SMTP:user@example.com`; only with full contact data.
        var emailAddresses: [String] = []

        /// Every address of the entry that mail can be sent to, the primary one first, which upper case marks.
        var smtpAddresses: [String] {
            let entries = ["SMTP:", "smtp:"].flatMap { mark in emailAddresses.filter { $0.hasPrefix(mark) } }
            var addresses: [String] = []
            for address in [mailbox.smtpAddress].compactMap(\.self) + entries.map({ String($0.dropFirst(5)) })
            where !addresses.contains(address) { addresses.append(address) }
            return addresses
        }
    }

    enum FullContactData: Hashable, Sendable {
        case leaveOut
        /// For entries whose SMTP address is nowhere else.
        case include
    }

    static let responseName = EWSName.resolveNamesResponse

    let unresolvedEntry: String
    var fullContactData = FullContactData.leaveOut

    func write(to writer: inout XMLWriter) {
        writer.element(
            "m:ResolveNames",
            [
                "ReturnFullContactData": fullContactData == .include ? "true" : "false",
                "SearchScope": "ActiveDirectory",
            ]
        ) { $0.element("m:UnresolvedEntry", text: unresolvedEntry) }
    }

    /// Empty if nothing was found; several with `ErrorNameResolutionMultipleResults`, which is a warning.
    func response(from messages: [ResponseMessage]) throws(EWSError) -> [Resolution] {
        let message = try single(messages)
        if message.responseClass == .error, Self.emptyCodes.contains(message.code.text) { return [] }
        var resolutions: [Resolution] = []
        for element in try message.content(.resolutionSet).children {
            guard element.is(.resolution, .types), let mailbox = element.child(.mailbox, .types) else { continue }
            var resolution = Resolution(mailbox: MailboxAddress(mailbox))
            let addresses = element.child(.contact, .types)?.child(.emailAddresses, .types)
            if let addresses {
                resolution.emailAddresses = addresses.typedChildren.compactMap {
                    $0.ewsName == .entry ? $0.filledText : nil
                }
            }
            resolutions.append(resolution)
        }
        return resolutions
    }

    private static let emptyCodes: Set = [
        "ErrorNameResolutionNoResults", "ErrorNameResolutionNoMailbox", "ErrorInvalidNameForNameResolution",
    ]
}
