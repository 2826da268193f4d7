import Interactions

/// Rows of numbers as CSV under a row of names: NULL is nothing, each row ends with a line feed.
package struct NumberRows {
    private var bytes: [UInt8] = []

    /// - Parameter names: of the columns.
    package init(_ names: [String]) {
        bytes = Array((names.joined(separator: ",") + "\n").utf8)
    }

    package mutating func add(_ row: [Int64?]) {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if let value { bytes.append(decimal: Int(value)) }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Hands on what came together, if that is at least `limit` bytes.
    package mutating func flush(above limit: Int = 0, _ write: ([UInt8]) throws -> Void) rethrows {
        guard bytes.count >= limit, !bytes.isEmpty else { return }
        try write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
