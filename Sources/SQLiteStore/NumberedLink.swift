/// A `PartyLink` in the store's numbers.
struct NumberedLink: Hashable, Comparable {
    let address: Int64
    /// The number of the row's name as an address, `CRM:contact/…`.
    let record: Int64

    static func < (left: Self, right: Self) -> Bool { (left.address, left.record) < (right.address, right.record) }

    /// Each once, in one order, so that the same links are the same bytes.
    static func encode(_ links: some Sequence<NumberedLink>) -> [UInt8] {
        var bytes: [UInt8] = []
        for link in Set(links).sorted() {
            Base128.append(link.address, to: &bytes)
            Base128.append(link.record, to: &bytes)
        }
        return bytes
    }

    static func decode(_ bytes: [UInt8]) -> [NumberedLink] {
        var links: [NumberedLink] = []
        var index = 0
        while index < bytes.count {
            let address = Base128.read(bytes, at: &index)
            links.append(NumberedLink(address: address, record: Base128.read(bytes, at: &index)))
        }
        return links
    }
}
