import FoundationEssentials
package import Interactions

extension UserDirectory {
    /// Reads `{"users": [{"email": …}, …]}`; a key that is missing or null was not told.
    ///
    /// - Throws: `DirectoryError` if the file as a whole makes no sense.
    package init(json text: String, path: String, observedAt: Timestamp) throws(DirectoryError) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        } catch {
            throw DirectoryError(path, "is not a JSON object with a list of objects under 'users'.")
        }
        var rows: [DirectoryRow] = []
        var unreadable: [(problem: DirectoryProblem, address: EmailAddress?)] = []
        for (index, user) in document.users.enumerated() {
            do throws(DirectoryProblem) {
                rows.append(DirectoryRow(number: index + 1, cells: try user.cells(row: index + 1)))
            } catch {
                unreadable.append((error, user.address))
            }
        }
        self.init(rows, unreadable: unreadable, observedAt: observedAt)
    }

    private struct Document: Decodable {
        let users: [User]
    }

    /// Whatever an object holds; judged later, so that one bad user does not spoil the others.
    private struct User: Decodable {
        private let values: [String: Value]

        init(from decoder: any Decoder) throws {
            values = try decoder.singleValueContainer().decode([String: Value].self)
        }

        /// Whose object it is, as far as it can be seen.
        var address: EmailAddress? {
            if case .cell(.text(let text)) = values[DirectoryColumn.email.rawValue] { EmailAddress(text) } else { nil }
        }

        func cells(row: Int) throws(DirectoryProblem) -> [DirectoryColumn: DirectoryRow.Cell] {
            var cells: [DirectoryColumn: DirectoryRow.Cell] = [:]
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                guard let column = DirectoryColumn(rawValue: key) else {
                    throw DirectoryProblem(row: row, column: nil, expected: "keys out of \(DirectoryColumn.list)")
                }
                switch value {
                case .null: break
                case .cell(.text("")): break
                case .cell(let cell): cells[column] = cell
                case .other: throw DirectoryProblem(row: row, column: column, expected: "a text, true, false or a list")
                }
            }
            return cells
        }
    }

    private enum Value: Decodable {
        case null
        case cell(DirectoryRow.Cell)
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let flag = try? container.decode(Bool.self) {
                self = .cell(.flag(flag))
            } else if let text = try? container.decode(String.self) {
                self = .cell(.text(text))
            } else if let texts = try? container.decode([String].self) {
                self = .cell(.list(texts.map { .text($0) }))
            } else if let objects = try? container.decode([[String: String]].self) {
                self = .cell(.list(objects.map { .object($0) }))
            } else {
                self = .other
            }
        }
    }
}
