import GRDB
import Interactions

/// Who must not be stored any more, known by hashes only.
struct ErasedPeople {
    private let hashing: PersonHashing?
    private var hashes: Set<PersonHash>
    var plusAddressing = PlusAddressing.none

    /// Nil if there are hashes and no way to tell whose they are.
    init?(_ hashes: Set<PersonHash>, hash: PersonHashing?) {
        guard hashes.isEmpty || hash != nil else { return nil }
        hashing = hash
        self.hashes = hashes
    }

    /// Another identity beside one, the same for ever for this sender; nil without the key.
    func identity(beside id: InteractionID, of sender: Participant.Address) -> InteractionID? {
        // No name in a directory begins like this, so that it is nobody's hash.
        hash(of: .directory("\(id) \(sender.text)")).map { InteractionID($0.hash) }
    }

    /// The hashes of everybody who was erased, or is being erased.
    static func stored(_ db: Database) throws -> Set<PersonHash> {
        let select = try RawStatement(db, "SELECT hash FROM erased")
        return Set(try select.all({ _ in }, { KeyedHash(bytes: $0.blob(0)) }).compactMap { $0.map(PersonHash.init) })
    }

    var isEmpty: Bool { hashes.isEmpty }

    func contains(_ address: Participant.Address) -> Bool {
        guard let hash = hash(of: address) else { return false }
        if hashes.contains(hash) { return true }
        guard case .smtp(let address) = address, let base = plusAddressing.base(of: address) else { return false }
        return self.hash(of: .smtp(base)).map { hashes.contains($0) } ?? false
    }

    func contains(_ hash: PersonHash) -> Bool { hashes.contains(hash) }

    /// Nil if nobody can be erased, because no key is given.
    func hash(of address: Participant.Address) -> PersonHash? { hashing?(address) }

    mutating func insert(_ hash: PersonHash) { hashes.insert(hash) }
}
