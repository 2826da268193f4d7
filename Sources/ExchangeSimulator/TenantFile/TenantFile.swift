import FoundationEssentials

/// A tenant as a person writes it down in JSON: who there is, which mails and which meetings.
///
/// People are `someone@contoso.example` or `Name <someone@adatum.example>`; whoever is listed under `users` is that
/// user. Folders are a name of EWS (`inbox`, `sentitems`, `archivemsgfolderroot`, ...) and display names below it, with
/// `/` between them. Instants are `2026-11-23T09:00:00Z`, times of meetings `2026-11-23T10:00` in the meeting's zone,
/// days of all-day events `2026-11-23`. A key that is not known is an error.
package struct TenantFile: Decodable, Sendable {
    /// What the file is for and where it came from; for readers only.
    let about: String?
    let domains: [String]
    /// What the tenant's clock shows at the start.
    let now: String
    let users: [Strict<User>]
    let folders: [Strict<Folder>]?
    let messages: [Strict<Message>]?
    let meetings: [Strict<Meeting>]?

    /// - Throws: `TenantFileError` with the place in the file.
    package init(json: [UInt8]) throws {
        do {
            self = try JSONDecoder().decode(Strict<TenantFile>.self, from: Data(json)).value
        } catch let error as DecodingError {
            throw TenantFileError(error)
        }
    }

    /// - Throws: `TenantFileError`, or what the file system says.
    package init(path: String) throws {
        try self.init(json: Array(Data(contentsOf: URL(filePath: path))))
    }

    struct User: Sendable {
        /// `user` if absent.
        let kind: DirectoryUser.Kind?
        let address: String
        let aliases: [String]?
        let name: String
        let timeZone: String?
        /// Of the folders' names: `de`, `fr`, `pt`, `ja`; English if absent.
        let language: String?
        /// Absent for those who cannot sign in.
        let password: String?
        let mayImpersonate: Bool?
        let archive: Bool?
        /// Of a list.
        let members: [String]?
    }

    struct Folder: Sendable {
        let mailbox: String
        /// Every folder above it exists or stands before it.
        let path: String
        /// `IPF.Note` if absent.
        let `class`: String?
        let isSearch: Bool?
    }
}

extension TenantFile: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case about, domains, now, users, folders, messages, meetings
    }
}

extension TenantFile.User: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, address, aliases, name, timeZone, language, password, mayImpersonate, archive, members
    }
}

extension TenantFile.Folder: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case mailbox, path, `class`, isSearch
    }
}

extension DirectoryUser.Kind: Decodable {}
