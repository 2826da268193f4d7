import Connector
import Interactions

extension GraphRecipient {
    /// Nil for people and private lists of which nothing but a name is known.
    var recordAddress: SourceAddress? {
        guard let address = emailAddress?.address, address.utf8.contains(where: { $0 > 0x20 }) else { return nil }
        // Old items name people of the own organization by their legacyExchangeDN.
        return DirectoryName.isName(address) ? .directory(address.lowercased()) : .smtp(address)
    }
}
