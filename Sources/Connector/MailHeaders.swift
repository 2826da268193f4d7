/// What a mail's headers say: of each the first that says anything.
package struct MailHeaders: Hashable, Sendable {
    private var values: [MailHeader: String] = [:]

    package init() {}

    package var isEmpty: Bool { values.isEmpty }

    package subscript(_ header: MailHeader) -> String? {
        get { values[header] }
        set { values[header] = newValue }
    }

    /// Takes a value unless there is one; nothing but space says nothing.
    package mutating func add(_ header: MailHeader, _ value: String) {
        guard values[header] == nil, value.utf8.contains(where: { $0 > 0x20 }) else { return }
        values[header] = value
    }
}
