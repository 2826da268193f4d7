import Connector
import Interactions

/// The SMTP addresses behind legacy Exchange distinguished names, looked up once and remembered, also if there is none.
///
/// Two generations: what was not used for a whole generation is forgotten.
actor DirectoryNames {
    private enum Entry {
        case address(String)
        case none
    }

    private let generationSize: Int
    private var young: [String: Entry] = [:]
    private var old: [String: Entry] = [:]

    init(capacity: Int) {
        generationSize = max(1, capacity / 2)
    }

    /// Addresses by lower-case name, of those that have one.
    ///
    /// - Throws: `SourceError` if the server asks for a pause or cannot be reached; any other failure leaves the name
    ///   unresolved and is tried again next time.
    func addresses(of names: Set<String>, client: EWSClient, mailbox: Mailbox) async throws -> [String: String] {
        var addresses: [String: String] = [:]
        for name in names.sorted() {
            let key = name.lowercased()
            if let entry = remembered(key) {
                if case .address(let address) = entry { addresses[key] = address }
                continue
            }
            do {
                let address = try await DirectoryLookup(client: client, mailbox: mailbox).address(of: name)
                remember(address.map { .address($0) } ?? .none, for: key)
                addresses[key] = address
            } catch let error as EWSError {
                guard !error.concernsOneName else { continue }
                throw SourceError(error, concerning: .mailbox)
            }
        }
        return addresses
    }

    private func remembered(_ key: String) -> Entry? {
        if let entry = young[key] { return entry }
        guard let entry = old[key] else { return nil }
        remember(entry, for: key)
        return entry
    }

    private func remember(_ entry: Entry, for key: String) {
        if young.count >= generationSize {
            old = young
            young = [:]
        }
        young[key] = entry
    }
}

/// One look into the directory.
private struct DirectoryLookup {
    let client: EWSClient
    let mailbox: Mailbox

    /// Nil if nobody is found, or several are, or the entry has no address.
    func address(of name: String) async throws -> String? {
        let found = try await client.send(ResolveNames(unresolvedEntry: name), about: mailbox)
        guard found.count == 1 else { return nil }
        if let address = found[0].mailbox.smtpAddress { return address }
        let full = try await client.send(
            ResolveNames(unresolvedEntry: name, fullContactData: .include),
            about: mailbox
        )
        return full.count == 1 ? full[0].smtpAddresses.first : nil
    }
}

extension EWSError {
    /// The server says no to this name, and may say yes to the next.
    var concernsOneName: Bool {
        switch self {
        case .transport: false
        case .answer(let answer): answer != .foreign
        case .http(let failure): failure.status == 500
        case .response(let failure): failure.code.meaning != .throttled && failure.code.meaning != .passing
        }
    }
}
