import XMLStream

/// Documented at <https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation>.
enum ResolveNames {
    /// How many candidates an answer has at most.
    static let limit = 100

    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        let entry = request.text(.UnresolvedEntry) ?? ""
        let found = candidates(for: entry, in: context.state)
        let wantsContact = request.attribute(.ReturnFullContactData) == "true"
        let shown = found.prefix(limit)
        let isWhole = shown.count == found.count
        let content = { (out: inout XMLOutput) in
            out.raw("<m:ResolutionSet TotalItemsInView=\"")
            out.integer(shown.count)
            out.raw("\" IncludesLastItemInRange=\"")
            out.boolean(isWhole)
            out.raw("\">")
            for user in shown { write(user, wantsContact: wantsContact, into: &out) }
            out.raw("</m:ResolutionSet>")
        }
        switch found.count {
        case 0: Envelope.write(noResults, as: .resolveNames, into: &out)
        case 1: Envelope.writeSuccess(of: .resolveNames, into: &out, rest: content)
        default: Envelope.write(multipleResults, as: .resolveNames, class: "Warning", into: &out, rest: content)
        }
    }

    /// Exact for an address or a distinguished name, otherwise what begins with the text.
    private static func candidates(for entry: String, in state: TenantState) -> [DirectoryUser] {
        var name = entry
        for prefix in ["smtp:", "ex:"] where name.lowercased().hasPrefix(prefix) {
            name = String(name.dropFirst(prefix.utf8.count))
        }
        if let user = state.directory.entry(for: name)?.user { return [user] }
        guard !name.hasPrefix("/"), !name.isEmpty else { return [] }
        let wanted = name.lowercased()
        return state.directory.users.filter { user in
            guard user.kind != .deleted else { return false }
            let words = user.displayName.lowercased().split(separator: " ")
            return user.displayName.lowercased().hasPrefix(wanted) || words.contains { $0.hasPrefix(wanted) }
                || user.address.lowercased().hasPrefix(wanted)
        }
    }

    private static func write(_ user: DirectoryUser, wantsContact: Bool, into out: inout XMLOutput) {
        out.raw("<t:Resolution>")
        Party(user).writeMailbox(.resolved, into: &out)
        if wantsContact {
            out.raw("<t:Contact><t:DisplayName>")
            out.text(user.displayName)
            out.raw("</t:DisplayName><t:EmailAddresses>")
            // There are three places for the proxy addresses.
            let proxies = ["SMTP:" + user.address] + user.aliases.prefix(2).map { "smtp:" + $0 }
            for (place, proxy) in proxies.enumerated() {
                out.raw("<t:Entry Key=\"EmailAddress")
                out.integer(place + 1)
                out.raw("\">")
                out.text(proxy)
                out.raw("</t:Entry>")
            }
            out.raw("</t:EmailAddresses><t:ContactSource>ActiveDirectory</t:ContactSource></t:Contact>")
        }
        out.raw("</t:Resolution>")
    }

    private static let noResults = Refusal(
        "ErrorNameResolutionNoResults",
        "No results were found."
    )

    private static let multipleResults = Refusal(
        "ErrorNameResolutionMultipleResults",
        "Multiple results were found."
    )
}
