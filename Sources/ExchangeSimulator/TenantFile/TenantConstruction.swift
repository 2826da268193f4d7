/// A tenant that is being made of a file.
struct TenantConstruction {
    var state: TenantState
    var truth = GroundTruth()
    /// By lower-case primary address, also of those whom the address book cannot find.
    private let users: [String: DirectoryUser]
    /// What a path of the file means in each mailbox.
    private var places: [TenantState.MailboxNumber: [String: FolderNumber]] = [:]
    /// By `uid`; what meeting mails are about.
    var meetings: [String: SimulatedMessage.Meeting] = [:]

    init(_ file: TenantFile) throws {
        let now = try Self.instant(file.now, "now")
        state = TenantState(id: "5a11f11e-0000-4000-8000-000000000000", domains: file.domains, now: now)
        if file.domains.isEmpty { throw TenantFileError("domains", "needs one at least") }
        var users: [String: DirectoryUser] = [:]
        for (index, entry) in file.users.enumerated() {
            let user = try Self.user(entry.value, "users[\(index)]")
            guard users.updateValue(user, forKey: user.address.lowercased()) == nil else {
                throw TenantFileError("users[\(index)].address", "stands for two users")
            }
            state.add(
                user,
                names: FolderNames.names(in: entry.value.language ?? "en"),
                hasArchive: entry.value.archive ?? false
            )
        }
        self.users = users
        for (index, mailbox) in state.mailboxes.enumerated() {
            var known: [String: FolderNumber] = [:]
            for folder in DistinguishedFolder.allCases { known[folder.rawValue] = mailbox.number(of: folder) }
            places[TenantState.MailboxNumber(value: index)] = known
        }
    }

    mutating func addFolders(_ folders: [Strict<TenantFile.Folder>]) throws {
        for (index, entry) in folders.enumerated() {
            let folder = entry.value
            let mailbox = try mailbox(folder.mailbox, "folders[\(index)].mailbox")
            guard let cut = folder.path.lastIndex(of: "/") else {
                throw TenantFileError("folders[\(index)].path", "needs a parent")
            }
            let parent = try self.folder(String(folder.path[..<cut]), of: mailbox, "folders[\(index)].path")
            places[mailbox, default: [:]][folder.path] = state.addFolder(
                String(folder.path[cut...].dropFirst()),
                folderClass: folder.class ?? "IPF.Note",
                isSearch: folder.isSearch ?? false,
                below: parent,
                in: mailbox
            )
        }
    }

    // MARK: Looking up

    func mailbox(_ address: String, _ path: String) throws -> TenantState.MailboxNumber {
        guard let mailbox = state.mailbox(of: address) else { throw TenantFileError(path, "nobody has this mailbox") }
        return mailbox
    }

    func folder(_ name: String, of mailbox: TenantState.MailboxNumber, _ path: String) throws -> FolderNumber {
        guard let folder = places[mailbox]?[name] else { throw TenantFileError(path, "there is no such folder") }
        return folder
    }

    /// `address` or `Name <address>`; a user of the file whatever the name says.
    mutating func party(_ text: String, _ path: String) throws -> PartyNumber {
        var name = ""
        var address = Substring(text)
        if let open = text.lastIndex(of: "<"), text.last == ">" {
            name = String(text[..<open])
            while name.last == " " { name.removeLast() }
            address = text[text.index(after: open)...].dropLast()
        }
        guard address.contains("@"), !address.contains(" ") else { throw TenantFileError(path, "is not an address") }
        if let user = users[address.lowercased()] { return state.number(of: Party(user)) }
        return state.number(of: Party(name: name, address: String(address)))
    }

    mutating func parties(_ texts: [String]?, _ path: String) throws -> [PartyNumber] {
        var numbers: [PartyNumber] = []
        for (index, text) in (texts ?? []).enumerated() { numbers.append(try party(text, "\(path)[\(index)]")) }
        return numbers
    }

    static func sensitivity(_ text: String?, _ path: String) throws -> SimulatedMessage.Sensitivity {
        switch text {
        case nil: .normal
        case "personal": .personal
        case "private": .personalPrivate
        case "confidential": .confidential
        default: throw TenantFileError(path, "is none of personal, private, confidential")
        }
    }

    private static func user(_ user: TenantFile.User, _ path: String) throws -> DirectoryUser {
        let zone = user.timeZone ?? "Etc/UTC"
        guard ZoneRules(identifier: zone) != nil else { throw TenantFileError(path + ".timeZone", "is not known") }
        return DirectoryUser(
            kind: user.kind ?? .user,
            address: user.address,
            aliases: user.aliases ?? [],
            displayName: user.name,
            timeZone: zone,
            password: user.password,
            mayImpersonate: user.mayImpersonate ?? false,
            members: user.members ?? []
        )
    }

    // MARK: Times

    /// Seconds since 1970 of `2026-11-23T09:00:00Z`.
    static func instant(_ text: String, _ path: String) throws -> Int {
        guard text.last == "Z", let local = local(text.dropLast()) else {
            throw TenantFileError(path, "is not an instant like 2026-11-23T09:00:00Z")
        }
        return local.day.number * 86_400 + local.secondOfDay
    }

    /// The instant at which a clock in `zone` shows `2026-11-23T10:00` or, for a day alone, midnight.
    static func instant(_ text: String, in zone: ZoneRules, _ path: String) throws -> Int {
        guard let local = local(text[...]) else {
            throw TenantFileError(path, "is not a local time like 2026-11-23T10:00")
        }
        return zone.instant(of: local.day, secondOfDay: local.secondOfDay)
    }

    private static func local(_ text: Substring) -> (day: CivilDay, secondOfDay: Int)? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = CivilDay(String(parts[0])) else { return nil }
        guard parts.count == 2 else { return (day, 0) }
        let fields = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        let numbers = fields.compactMap { $0.utf8.count == 2 ? Int($0) : nil }
        guard numbers.count == fields.count, (2...3).contains(numbers.count), (0..<24).contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
        else { return nil }
        return (day, numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
    }
}
