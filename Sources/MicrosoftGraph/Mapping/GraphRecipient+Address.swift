import Connector

extension GraphRecipient {
    /// Nil for people and private lists that have no address at all.
    var recordAddress: SourceAddress? {
        guard let address = emailAddress?.address else { return nil }
        // Old items name people of the own organization by their legacyExchangeDN.
        let start = address.utf8.prefix(3).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if start.elementsEqual("/o=".utf8) { return .directory(address.lowercased()) }
        return address.utf8.contains(UInt8(ascii: "@")) ? .smtp(address) : nil
    }
}
