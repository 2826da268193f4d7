/// Lists of items by group, one after the other in one array.
struct Adjacency<Item: BitwiseCopyable & Sendable>: Sendable {
    private let starts: [UInt32]
    private let items: [Item]

    /// - Parameter pairs: hands out every (group, item), twice in the same order. Items keep their order in a group.
    init(groups: Int, pairs: (_ emit: (_ group: Int, _ item: Item) -> Void) -> Void) {
        var starts = [UInt32](repeating: 0, count: groups + 1)
        pairs { group, _ in starts[group + 1] += 1 }
        for group in 0..<groups { starts[group + 1] += starts[group] }
        var next = starts
        items = [Item](unsafeUninitializedCapacity: Int(starts[groups])) { buffer, count in
            pairs { group, item in
                buffer[Int(next[group])] = item
                next[group] += 1
            }
            count = Int(starts[groups])
        }
        self.starts = starts
    }

    var groupCount: Int { starts.count - 1 }

    /// Empty for a group that is not there.
    subscript(group: Int) -> ArraySlice<Item> {
        group < groupCount ? items[Int(starts[group])..<Int(starts[group + 1])] : []
    }
}
