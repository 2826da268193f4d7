import Interactions

/// Where an interaction is known, and what the CRM says of it.
struct Provenance: Equatable {
    let isInExchange: Bool
    let isInCRM: Bool
    /// Nil too if the CRM does not know the interaction.
    let regarding: CRMReference?
    /// Whom addresses stood for, see `NumberedLink`.
    let links: [UInt8]

    /// What is left of a removed interaction.
    static let nowhere = Provenance(isInExchange: false, isInCRM: false, regarding: nil, links: [])

    /// In the order in which they are read and bound.
    static let columns = "in_exchange, in_crm, regarding, links"
    /// As many question marks.
    static let marks = "?, ?, ?, ?"

    init(isInExchange: Bool, isInCRM: Bool, regarding: CRMReference?, links: [UInt8]) {
        self.links = links
        self.isInExchange = isInExchange
        self.isInCRM = isInCRM
        self.regarding = regarding
    }

    /// Reads the columns of a row, `columns` from position `first` on.
    init(_ row: borrowing RowCursor, first: Int32) {
        isInExchange = row.integer(first) == 1
        isInCRM = row.integer(first + 1) == 1
        regarding = row.reference(first + 2)
        links = row.blob(first + 3)
    }

    /// Binds the columns in their order.
    func bind(to statement: inout Binding) {
        statement.add(isInExchange ? 1 : 0)
        statement.add(isInCRM ? 1 : 0)
        statement.add(optional: regarding?.text)
        statement.add(blob: links)
    }
}
