import GRDB
import Interactions

/// The columns of `crm_row` with what a row of the CRM says, in the order in which they are read and bound.
enum CRMRowColumns {
    private static let all = [
        "name", "parent", "contact", "customer", "origin", "owner", "is_active", "merged_into", "job_title",
        "sale_state", "stage", "estimated_value", "currency", "close_day", "first_name",
    ]
    static let names = all.joined(separator: ", ")
    /// As many question marks.
    static let marks = all.map { _ in "?" }.joined(separator: ", ")
    /// The new values of a row that is there already.
    static let excluded = all.map { "excluded.\($0)" }.joined(separator: ", ")
    /// Those that name another row.
    static let references = ["parent", "contact", "customer", "origin", "owner"]

    static func bind(_ row: CRMRow, to statement: inout Binding) {
        statement.add(optional: row.name)
        for other in [row.parent, row.contact, row.customer, row.origin, row.owner] {
            statement.add(optional: other?.text)
        }
        statement.add(row.isActive ? 1 : 0)
        statement.add(optional: row.mergedInto?.text)
        statement.add(optional: row.jobTitle)
        statement.add(optional: row.sale.map { Int64($0.state.rawValue) })
        statement.add(optional: row.sale?.stage)
        statement.add(optional: row.sale?.estimatedValue)
        statement.add(optional: row.sale?.currency)
        statement.add(optional: row.sale?.closeDate.map { Int64($0.dayNumber) })
        statement.add(optional: row.firstName)
    }

    /// Reads the columns of a row, `names` from position `first` on; nothing of its addresses and connections.
    static func read(_ reference: CRMReference, _ row: borrowing RowCursor, first: Int32) -> CRMRow {
        var record = CRMRow(reference)
        record.name = row.text(first)
        record.parent = row.reference(first + 1)
        record.contact = row.reference(first + 2)
        record.customer = row.reference(first + 3)
        record.origin = row.reference(first + 4)
        record.owner = row.reference(first + 5)
        record.isActive = row.integer(first + 6) == 1
        record.mergedInto = row.reference(first + 7)
        record.jobTitle = row.text(first + 8)
        record.firstName = row.text(first + 14)
        guard let state = row.optionalInteger(first + 9).flatMap({ Sale.State(rawValue: Int($0)) }) else {
            return record
        }
        var sale = Sale()
        sale.state = state
        sale.stage = row.text(first + 10)
        sale.estimatedValue = row.optionalInteger(first + 11)
        sale.currency = row.text(first + 12)
        sale.closeDate = row.optionalInteger(first + 13).map { CivilDate(dayNumber: Int($0)) }
        record.sale = sale
        return record
    }
}
