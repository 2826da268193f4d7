import Connector
import Interactions

/// Which question to ask next, and what to believe.
struct AutodiscoverSearch {
    private static let mostRedirects = 10

    private let domain: HostName
    /// Hosts that get the credential unasked.
    private var confirmedHosts: Set<HostName> = []
    /// Hosts that the mailbox's address names.
    private var ownHosts: Set<HostName> = []
    private let confirmation: @Sendable (String) async -> Bool
    private var waiting: [AutodiscoverQuestion] = []
    private var asked: Set<AutodiscoverQuestion> = []
    private var redirects = 0
    private var failures: [AutodiscoverFailure] = []

    /// - Throws: if the configured server is no host, or the address has a domain that nothing can be asked in.
    init(
        address: EmailAddress,
        server: String?,
        confirmedHosts: Set<String>,
        confirm: @escaping @Sendable (String) async -> Bool
    ) throws(SourceError) {
        confirmation = confirm
        let confirmed = confirmedHosts.map { HostName($0) } + (server.map { [HostName($0)] } ?? [])
        guard !confirmed.contains(nil), let domain = HostName(address.domain) else {
            throw Self.setting("A host for Autodiscover is not a host name in ASCII.")
        }
        self.domain = domain
        self.confirmedHosts = Set(confirmed.compactMap { $0 })
        ownHosts = Set(Self.hosts(of: address))
        let hosts = (server.flatMap { HostName($0) }.map { [$0] } ?? []) + Self.hosts(of: address)
        guard !hosts.isEmpty else {
            throw Self.setting("Autodiscover is not asked in a top-level domain: configure its host.")
        }
        waiting = Self.questions(address, hosts)
    }

    mutating func next() -> AutodiscoverQuestion? {
        while !waiting.isEmpty {
            let question = waiting.removeFirst()
            if asked.insert(question).inserted { return question }
        }
        return nil
    }

    func isConfirmed(_ authority: String) -> Bool {
        HostName(authority).map { confirmedHosts.contains($0) } ?? false
    }

    /// Follows a redirect, or returns the endpoint if it is one to believe.
    mutating func take(
        _ answer: AutodiscoverAnswer,
        to question: AutodiscoverQuestion
    ) async throws(AutodiscoverFailure) -> EWSEndpoint? {
        switch answer {
        case .endpoint(let endpoint):
            guard let host = HostName(endpoint.authority) else { throw .notAutodiscover }
            let isOwn = host == HostName(question.url.authority) || (host.isIn(domain) && domain.isBelowRegistry)
            let isBelieved = if isOwn { true } else { await isTrusted(host) }
            guard isBelieved else { throw .unconfirmed }
            return endpoint
        case .redirectURL(let url):
            guard let host = HostName(url.authority) else { throw .notAutodiscover }
            try countRedirect()
            guard await isTrusted(host) else { throw .unconfirmed }
            let next = AutodiscoverQuestion(url: url, address: question.address)
            guard !asked.contains(next) else { throw .endless }
            waiting.insert(next, at: 0)
        case .redirectAddress(let address):
            try countRedirect()
            var hosts: [HostName] = []
            for host in Self.hosts(of: address) where await isTrusted(host) { hosts.append(host) }
            guard !hosts.isEmpty else { throw .unconfirmed }
            let next = Self.questions(address, hosts).filter { !asked.contains($0) }
            guard !next.isEmpty else { throw .endless }
            waiting.insert(contentsOf: next, at: 0)
        }
        return nil
    }

    mutating func note(_ failure: AutodiscoverFailure, of question: AutodiscoverQuestion) {
        failures.append(failure)
        guard failure == .unauthenticated else { return }
        if isConfirmed(question.url.authority) {
            // Where the credential belongs it is wrong: more attempts lock the account.
            waiting = []
        } else {
            waiting.removeAll { $0.url.authority == question.url.authority }
        }
    }

    var mostTellingError: SourceError {
        (failures.max { $0.rank < $1.rank } ?? .absent).sourceError
    }

    private mutating func countRedirect() throws(AutodiscoverFailure) {
        redirects += 1
        if redirects > Self.mostRedirects {
            waiting = []
            throw .endless
        }
    }

    private mutating func isTrusted(_ host: HostName) async -> Bool {
        if confirmedHosts.contains(host) || ownHosts.contains(host) { return true }
        guard host.isBelowRegistry, await confirmation(host.text) else { return false }
        confirmedHosts.insert(host)
        return true
    }

    private static func hosts(of address: EmailAddress) -> [HostName] {
        [HostName(address.domain), HostName("autodiscover." + address.domain)].compactMap { $0 }
            .filter(\.isBelowRegistry)
    }

    private static func questions(_ address: EmailAddress, _ hosts: [HostName]) -> [AutodiscoverQuestion] {
        hosts.flatMap { host in
            ["svc", "xml"].compactMap { service in
                EWSEndpoint(url: "https://\(host.text)/autodiscover/autodiscover.\(service)")
                    .map { AutodiscoverQuestion(url: $0, address: address) }
            }
        }
    }

    private static func setting(_ message: String) -> SourceError {
        SourceError(.refusedRequest, scope: .mailbox, retry: .never, message: message)
    }
}
