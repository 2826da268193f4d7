import FoundationEssentials
package import Interactions
import TabularFiles

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
        self.init(document.users.enumerated().map { $1.row($0 + 1) }, observedAt: observedAt)
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

        func row(_ number: Int) -> DirectoryRow {
            var cells: [DirectoryColumn: DirectoryRow.Cell] = [:]
            var problems: [DirectoryProblem] = []
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                let column = DirectoryColumn(rawValue: key)
                switch (column, value) {
                case (let column?, .cell(let cell)) where cell != .text(""): cells[column] = cell
                case (_?, .null), (_?, .cell): break
                case (_?, .other):
                    problems.append(
                        DirectoryProblem(row: number, column: column, expected: "a text, true, false or a list")
                    )
                case (nil, _):
                    let expected = "keys out of \(DirectoryColumn.list)"
                    problems.append(DirectoryProblem(row: number, column: nil, expected: expected, value: key))
                }
            }
            return DirectoryRow(number: number, cells: cells, problems: problems)
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
