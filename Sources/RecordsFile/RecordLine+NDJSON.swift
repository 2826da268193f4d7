import FoundationEssentials
import Interactions
import TabularFiles

extension RecordLine {
    /// Reads an object a line, whose values are texts, numbers, true or false; `addresses` may be a list.
    static func all(ndjson text: String) -> [RecordLine] {
        var lines: [RecordLine] = []
        for (index, bytes) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            lines.append(line(Data(bytes), number: index + 1))
        }
        return lines
    }

    private static func line(_ json: Data, number: Int) -> RecordLine {
        var line = RecordLine(number: number)
        guard let values = try? JSONDecoder().decode([String: Value].self, from: json) else {
            line.problems.append(RecordProblem(row: number, column: nil, expected: "an object of JSON on one line"))
            return line
        }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let column = RecordColumn(name: key) else {
                let expected = "keys out of \(RecordColumn.list)"
                line.problems.append(RecordProblem(row: number, column: nil, expected: expected, value: key))
                continue
            }
            guard line.cells[column] == nil else {
                line.problems.append(RecordProblem(row: number, column: column, expected: "each key once"))
                continue
            }
            switch value {
            case .texts(let texts) where texts.count <= 1 || column == .addresses:
                let told = texts.map(\.trimmingSpaces).filter { !$0.isEmpty }
                if !told.isEmpty { line.cells[column] = told }
            case .texts, .other:
                let expected = column == .addresses ? "a text or a list of texts" : "a text, a number, true or false"
                line.problems.append(RecordProblem(row: number, column: column, expected: expected))
            }
        }
        return line
    }

    private enum Value: Decodable {
        case texts([String])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .texts([])
            } else if let flag = try? container.decode(Bool.self) {
                self = .texts([flag ? "true" : "false"])
            } else if let text = try? container.decode(String.self) {
                self = .texts([text])
            } else if let number = try? container.decode(Decimal.self) {
                self = .texts([number.description])
            } else if let texts = try? container.decode([String].self) {
                self = .texts(texts)
            } else {
                self = .other
            }
        }
    }
}
