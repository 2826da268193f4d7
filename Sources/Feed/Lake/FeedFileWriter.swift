package import Interactions

/// Makes files of a stream's rows, and new ones of what is left of those that it made.
package protocol FeedFileWriter: FeedRowWriter {
    /// A file with the columns that the stream has now.
    init(_ stream: FeedStream)

    /// A file with the columns that another one has.
    ///
    /// - Throws: `FeedError` for what no writer of this kind made.
    init(columnsOf file: String) throws(FeedError)

    /// Whether its columns are those of a file.
    ///
    /// - Throws: `FeedError`.
    func hasColumns(of file: String) throws -> Bool

    /// Whether a file has a row of one of some keys.
    ///
    /// - Throws: `FeedError`.
    static func has(_ keys: Set<KeyedHash>, in file: String) throws -> Bool

    /// Rows that are held back until there are enough of them.
    var heldRows: Int { get }

    /// Holds none back any more.
    mutating func release()

    /// Adds the rows of a file with the same columns, without those of some keys.
    ///
    /// - Parameter flush: gets what is complete, so that memory does not grow with the file.
    /// - Returns: how many were added.
    /// - Throws: `FeedError`, and what `flush` throws.
    mutating func add(
        rowsOf file: String,
        without keys: Set<KeyedHash>,
        _ flush: ([UInt8]) throws -> Void
    ) throws -> Int
}

extension FeedFileWriter {
    package var heldRows: Int { 0 }
    package mutating func release() {}
}
