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
    /// Where the package makes room, and whom the unit runs as: `Deploy/debian`.
    private static let installed = (folder: "/etc/rapport/", data: "/var/lib/rapport", user: "rapport")

    private var folder: String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    }

    private var isInstalled: Bool { folder == Self.installed.folder }

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
            new.set("dataDirectory", isInstalled ? Self.installed.data : "rapport-data")
            new.set("eligibility.profile", "ownServer")
            new.set("ews.url", url)
            new.set("ews.authentication", authentication)
            new.set("ews.user", user)
            new.set(authentication == "bearer" ? "ews.tokenFile" : "ews.passwordFile", passwordFile)
            new.set("ews.caFile", caFile)
        case .graph(let tenantID, let clientID, let authentication, let proofFile, _):
            new.set("source", "graph")
            new.set("directory", Self.users)
            new.set("dataDirectory", isInstalled ? Self.installed.data : "rapport-data")
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
    /// - Returns: the files that were made, and the file of users that was there and is used.
    /// - Throws: `SettingsError` if the configuration could not be used, `EngineError` of code `cannotCreate` if there
    ///   is one already, or it cannot be written.
    package func write() throws -> (made: [String], kept: String?) {
        let new = configuration
        let problems = new.problems(path: path)
        guard problems.isEmpty else { throw SettingsError(problems) }
        try NewFile.write(new.text, to: path)
        let users = folder + Self.users
        guard !NewFile.exists(users) else { return ([path], users) }
        try NewFile.write(userRows, to: users)
        return ([path, users], nil)
    }

    /// The commands to type next, with a word on each that needs one.
    package var nextSteps: [String] {
        let option = path == "rapport.json" ? "" : " --config '\(path)'"
        let responsible = " --as \(administrator.text)\(option)"
        var commands = ["config check\(option)", "check\(option)"]
        if case .graph = mail { commands.append("premium install\(responsible)") }
        commands += [
            "enable\(responsible)", "roles select '\(Self.role)'\(responsible)", "consent grant\(responsible)",
            "eligibility\(option)", "sync\(option)",
        ]
        let hasCRM = dataverse != nil || records != nil
        if hasCRM { commands.append("scores\(option)") }
        // The service's user has the data, and reads what root wrote.
        let program = isInstalled ? "sudo -u \(Self.installed.user) rapport" : "rapport"
        var steps = proofStep.map { [$0] } ?? []
        if isInstalled {
            let files = "'\(path)' '\(folder)\(Self.users)'"
            steps.append("chgrp \(Self.installed.user) \(files); chmod 640 \(files)")
        }
        steps += commands.map { "\(program) \($0)" }
        if !hasCRM { steps.append("# for scores, name a CRM, or a file of records: Documentation/records.md") }
        return steps
    }

    /// How the secret or the certificate gets where the configuration says that it is; nil if something is there, which
    /// is never written over, or where a platform puts it.
    private var proofStep: String? {
        let (file, isCertificate): (String?, Bool) =
            switch mail {
            case .ews(_, _, _, let file, _): (file, false)
            case .graph(_, _, "federated", _, _): (nil, false)
            case .graph(_, _, let authentication, let file, _): (file, authentication == "certificate")
            }
        guard let file else { return nil }
        let place = file.utf8.first == UInt8(ascii: "/") ? file : folder + file
        guard !NewFile.exists(place) else { return nil }
        if isCertificate { return "# put the certificate and its key into '\(place)', for its owner alone (mode 0600)" }
        let owner = isInstalled ? "-o \(Self.installed.user) " : ""
        return "install \(owner)-m 600 /dev/stdin '\(place)'    # paste the secret, then Ctrl-D"
    }
}
