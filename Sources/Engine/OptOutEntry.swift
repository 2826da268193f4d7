/// `optOut`: somebody does not want to be scored or named, or does again.
struct OptOutEntry: Codable {
    static let kind = "optOut"

    /// Keyed hashes of everything by which the person is known.
    let of: [String]
    let isOut: Bool
}
