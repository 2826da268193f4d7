package import Interactions
package import Settings

/// What has to be known of an organisation before its first sync, and the files that are made of it.
package struct NewInstallation: Sendable {
    /// Where mailboxes are read.
    package enum Mail: Sendable {
        /// - Parameters:
        ///   - url: nil asks Autodiscover.
        ///   - user: nil with a Kerberos ticket.
        case ews(url: String?, authentication: String, user: String?, passwordFile: String?, caFile: String?)
        /// - Parameters:
        ///   - proofFile: of the secret or the certificate; nil for what a platform vouches for.
        ///   - location: the geography code of the tenant's mailboxes.
        case graph(tenantID: String, clientID: String, authentication: String, proofFile: String?, location: String)
    }

    package var mail: Mail
    package var domains: [String]
    /// Who enables reading, and is responsible for it.
    package var administrator: EmailAddress
    /// Whose mailboxes are read first.
    package var mailboxes: [EmailAddress]
    package var dataverse: String?
    package var records: String?
    /// Of the file to be made.
    package var path: String

    package init(
        _ mail: Mail,
        domains: [String],
        administrator: EmailAddress,
        mailboxes: [EmailAddress],
        path: String
    ) {
        self.mail = mail
        self.domains = domains
        self.administrator = administrator
        self.mailboxes = mailboxes
        self.path = path
    }

    private static let users = "users.csv"
    private static let role = "Salesperson"

    private var folder: String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    }

    /// The text of the configuration.
    package var configuration: NewConfiguration {
        var new = NewConfiguration()
        let domain = domains.first ?? ""
        new.set("tenant", domain.utf8.starts(with: "*.".utf8) ? String(domain.dropFirst(2)) : domain)
        new.set("internalDomains", domains)
        switch mail {
        case .ews(let url, let authentication, let user, let passwordFile, let caFile):
            new.set("source", "ews")
            new.set("directory", Self.users)
            new.set("dataDirectory", "rapport-data")
            new.set("eligibility.profile", "ownServer")
            new.set("ews.url", url)
            new.set("ews.authentication", authentication)
            new.set("ews.user", user)
            new.set(authentication == "bearer" ? "ews.tokenFile" : "ews.passwordFile", passwordFile)
            new.set("ews.caFile", caFile)
        case .graph(let tenantID, let clientID, let authentication, let proofFile, _):
            new.set("source", "graph")
            new.set("directory", Self.users)
            new.set("dataDirectory", "rapport-data")
            new.set("eligibility.askFor", ["licenses", "accounts"] + (dataverse == nil ? [] : ["roles"]))
            new.set("application.tenantID", tenantID)
            new.set("application.clientID", clientID)
            new.set("application.authentication", authentication)
            let key = ["secret": "secretFile", "certificate": "certificateFile", "federated": "federatedTokenFile"]
            if let key = key[authentication] { new.set("application.\(key)", proofFile) }
        }
        new.set("dataverse.url", dataverse)
        new.set("records", records)
        return new
    }

    /// The file of users: the administrator, and whose mailboxes are read first.
    private var userRows: String {
        var text = "email,aliases,enabled,guest,kind,location,roles,groups,optOut,administratorRoles\n"
        let location = if case .graph(_, _, _, _, let location) = mail { location } else { "onPremises" }
        for address in [administrator] + mailboxes.filter({ $0 != administrator }) {
            let isAdministrator = address == administrator
            let roles =
                (isAdministrator ? ["System Administrator"] : []) + (mailboxes.contains(address) ? [Self.role] : [])
            let directory = isAdministrator ? "Global Administrator" : ""
            let cells = [
                address.text, "", "yes", "no", "user", location, roles.joined(separator: ";"), "", "no", directory,
            ]
            text += CommaSeparated.row(cells.map(Harmless.guarded)) + "\n"
        }
        return text
    }

    /// Writes the configuration, and the file of users if there is none beside it.
    ///
    /// - Returns: what was written.
    /// - Throws: `SettingsError` if the configuration could not be used, `EngineError` of code `cannotCreate` if there
    ///   is one already, or it cannot be written.
    package func write() throws -> [String] {
        let new = configuration
        let problems = new.problems(path: path)
        guard problems.isEmpty else { throw SettingsError(problems) }
        try NewFile.write(new.text, to: path)
        let users = folder + Self.users
        guard !NewFile.exists(users) else { return [path] }
        try NewFile.write(userRows, to: users)
        return [path, users]
    }

    /// The commands to type next, with a word on each that needs one.
    package var nextSteps: [String] {
        let option = path == "rapport.json" ? "" : " --config '\(path)'"
        let secret: String? =
            switch mail {
            case .ews(_, _, _, let file, _): file
            case .graph(_, _, _, let file, _): file
            }
        var steps: [String] = []
        if let secret {
            let place = secret.utf8.first == UInt8(ascii: "/") ? secret : folder + secret
            steps.append("(umask 077; cat > '\(place)')    # paste the secret, then Ctrl-D")
        }
        let responsible = " --as \(administrator.text)\(option)"
        steps += ["rapport config check\(option)", "rapport check\(option)"]
        if case .graph = mail { steps.append("rapport premium install\(responsible)") }
        steps += [
            "rapport enable\(responsible)", "rapport roles select '\(Self.role)'\(responsible)",
            "rapport consent grant\(responsible)", "rapport eligibility\(option)", "rapport sync\(option)",
        ]
        let hasCRM = dataverse != nil || records != nil
        steps.append(
            hasCRM
                ? "rapport scores\(option)" : "# for scores, name a CRM, or a file of records: Documentation/records.md"
        )
        return steps
    }
}
