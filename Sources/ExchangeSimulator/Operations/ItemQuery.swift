import XMLStream

/// What a FindItem request filters and sorts by.
struct ItemQuery: Hashable, Sendable {
    let restriction: Restriction?
    /// Newest first if the request does not say; then by item.
    let order: [Order]
    let isAssociated: Bool

    struct Order: Hashable, Sendable {
        let field: QueryField
        let isDescending: Bool
    }

    init(_ request: XMLElement) throws(Refusal) {
        isAssociated = request.attribute(.Traversal) == "Associated"
        restriction = try request.first(.Restriction)?.children.first { _ in true }.map(Restriction.init)
        var order: [Order] = []
        for element in request.first(.SortOrder)?.children.map({ $0 }) ?? [] {
            guard let field = element.children.first(where: { _ in true }).flatMap(QueryField.init) else {
                throw Refusal("ErrorUnsupportedPathForSortGroup", "The field is not supported for sort and group.")
            }
            order.append(Order(field: field, isDescending: element.attribute(.Order) == "Descending"))
        }
        self.order = order.isEmpty ? [Order(field: .received, isDescending: true)] : order
    }

    func run(on folder: FolderNumber, of mailbox: SimulatedMailbox, in state: TenantState) -> [ItemNumber] {
        var found = mailbox.items(in: folder)
        let reader = QueryReader(state: state, mailbox: mailbox)
        found.removeAll { number in
            let item = mailbox.items[Int(number.value)]
            return item.flags.contains(.hidden) != isAssociated || restriction?.matches(number, reader) == false
        }
        if order == [Order(field: .received, isDescending: true)] {
            // The usual case, without a value for each comparison.
            let items = mailbox.items
            found.sort { left, right in
                let (a, b) = (items[Int(left.value)].received, items[Int(right.value)].received)
                return a == b ? left.value > right.value : a > b
            }
            return found
        }
        let keyed = found.map { number in
            (number, order.map { reader.value(of: $0.field, number) })
        }
        return keyed.sorted { left, right in
            for (index, order) in order.enumerated() where left.1[index] != right.1[index] {
                return (left.1[index] < right.1[index]) != order.isDescending
            }
            return left.0.value < right.0.value
        }.map(\.0)
    }
}
