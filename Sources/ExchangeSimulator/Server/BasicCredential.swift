/// A user name and password of an `Authorization` header (RFC 7617).
struct BasicCredential: Hashable, Sendable {
    let user: String
    let password: String

    /// Nil for another scheme and for what is not well formed.
    init?(authorization: String?) {
        guard let authorization, authorization.lowercased().hasPrefix("basic ") else { return nil }
        let encoded = authorization.utf8.dropFirst(6).filter { $0 != UInt8(ascii: " ") }
        guard let decoded = Base64.decode(encoded),
            let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        user = String(decoding: decoded[..<colon], as: UTF8.self)
        password = String(decoding: decoded[(colon + 1)...], as: UTF8.self)
    }

    /// The entry that signs in with this credential: by address or, as `DOMAIN\name`, by the part before the `@`.
    func entry(in directory: Directory) -> Directory.Entry? {
        let entry: Directory.Entry?
        if let backslash = user.lastIndex(of: "\\") {
            let name = user[user.index(after: backslash)...].lowercased()
            entry = directory.entries.first { $0.user.address.lowercased().prefix { $0 != "@" } == name }
        } else {
            entry = directory.entry(for: user)
        }
        guard let entry, let expected = entry.user.password, expected == password, entry.user.kind != .deleted else {
            return nil
        }
        return entry
    }
}
