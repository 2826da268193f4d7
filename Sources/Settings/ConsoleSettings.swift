/// How the console is reached, and who may embed its widgets: the settings under `console`.
package struct ConsoleSettings: Sendable {
    /// A CRM's server that may ask for widgets' tokens.
    package struct Client: Hashable, Sendable {
        package let id: String
        package let secret: String
        /// Where the widgets may be embedded, for example `https://contoso.crm4.dynamics.com`.
        package let origins: Set<String>

        package init(id: String, secret: String, origins: Set<String>) {
            self.id = id
            self.secret = secret
            self.origins = origins
        }
    }

    /// Who decides which records of the CRM a seller sees.
    package enum SightRule: String, Hashable, Sendable, CaseIterable {
        /// Those that belong to the seller, or to a team of the seller's.
        case owner
        /// The CRM, asked in the seller's name.
        case dataverse
    }

    private static let shortestSecret = 24

    /// Where people reach the console, for example `https://rapport.contoso.com`; nil for loopback alone.
    package var origin: String?
    /// How many requests of one visitor are answered in a minute.
    package var requestsPerMinute = 600
    package var sight = SightRule.owner
    private var clientsFile: SettingPath?

    package init() {}

    /// - Parameter settings: those under `console`.
    init(_ settings: SettingsReader) {
        clientsFile = settings.path("clientsFile")
        requestsPerMinute = settings.number("requestsPerMinute")
        sight = settings.choice("sight")
        guard let text = settings.text("origin") else { return }
        guard Self.isOrigin(text) else {
            settings.refuse("origin")
            return
        }
        origin = text
    }

    /// The clients that the file names: a line each, of an id, a secret and the origins, with blanks between them.
    ///
    /// - Throws: `SettingsError` that names the line, never what is in it.
    package func clients() throws -> [Client] {
        guard let clientsFile else { return [] }
        let text = try SecretFile.read(clientsFile, lines: .many)
        var clients: [Client] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
            guard let first = words.first, first.first != "#" else { continue }
            guard words.count >= 3, words[1].utf8.count >= Self.shortestSecret,
                words.dropFirst(2).allSatisfy(Self.isOrigin)
            else {
                let form =
                    "an id, a secret of at least \(Self.shortestSecret) characters, and one or more origins, in a line"
                throw SettingsError([
                    .unusable(clientsFile, form, "line \(number + 1) of '\(clientsFile.path)' must be \(form).")
                ])
            }
            clients.append(Client(id: first, secret: words[1], origins: Set(words.dropFirst(2))))
        }
        return clients
    }

    /// Whether nobody between a browser and the console reads a cookie: TLS, or the same machine.
    var protectsCookies: Bool {
        guard let origin else { return false }
        let loopback = ["http://localhost", "http://127.0.0.1"]
        return origin.utf8.starts(with: "https://".utf8)
            || loopback.contains { origin == $0 || origin.utf8.starts(with: "\($0):".utf8) }
    }

    /// Whether it is a scheme, a host in lower case and perhaps a port, and nothing else.
    private static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: { text.utf8.starts(with: $0.utf8) }) else {
            return false
        }
        let authority = text.utf8.dropFirst(scheme.utf8.count)
        return !authority.isEmpty
            && authority.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x3A).contains(byte) || byte == 0x2D || byte == 0x2E
            }
    }
}
