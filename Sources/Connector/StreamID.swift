package import Interactions

/// One sequence of changes with one cursor: a mail folder, a calendar, a CRM table.
package struct StreamID: Hashable, Comparable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case mail, calendar
        /// A table of the CRM's e-mails, appointments or phone calls.
        case activity
        /// A table of the CRM's companies, people or sales.
        case table
    }

    /// Short name of the service that answers, for example `ews`.
    package let source: String
    package let owner: StreamOwner
    package let kind: Kind
    /// The service's own key of the folder.
    package let folder: String

    package init(source: String, owner: StreamOwner, kind: Kind, folder: String) {
        self.source = source
        self.owner = owner
        self.kind = kind
        self.folder = folder
    }

    package static func < (left: StreamID, right: StreamID) -> Bool {
        (left.source, left.owner, left.kind.rawValue, left.folder)
            < (right.source, right.owner, right.kind.rawValue, right.folder)
    }
}
