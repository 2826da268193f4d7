import Connector
package import Interactions

/// Takes the fields of rows one by one, in the order of `FeedStream.columns`, and makes bytes of a format of them.
package protocol FeedRowWriter {
    /// Says when it happened what the next rows tell, before the first of them.
    mutating func occurred(at instant: Timestamp)
    /// Says in which partition of a log the next rows stay in order, before the first of them.
    mutating func belong(to partition: KeyedHash)
    mutating func begin(_ stream: FeedStream)
    mutating func add(_ value: Int)
    mutating func add(_ value: Bool)
    mutating func add(_ value: KeyedHash)
    mutating func add(_ value: String)
    mutating func add(_ value: Timestamp)
    mutating func addNull()
    mutating func end()

    /// Hands out what is complete so far and begins anew; to be called often enough that it does not grow with the
    /// store.
    mutating func take() -> [UInt8]

    /// Hands out the rest, after which nothing can be added.
    mutating func finish() throws -> [UInt8]
}

extension FeedRowWriter {
    package mutating func occurred(at instant: Timestamp) {}
    package mutating func belong(to partition: KeyedHash) {}

    mutating func add(optional value: Int?) { if let value { add(value) } else { addNull() } }
    mutating func add(optional value: KeyedHash?) { if let value { add(value) } else { addNull() } }
    mutating func add(optional value: String?) { if let value { add(value) } else { addNull() } }

    mutating func add(optional value: CRMReference?) {
        add(optional: value?.table.rawValue)
        add(optional: value?.id)
    }

    mutating func add(nulls count: Int) { for _ in 0..<count { addNull() } }

    /// The fields before those that a stream says.
    mutating func begin(_ stream: FeedStream, _ key: KeyedHash, isDeleted: Bool, of origin: FeedOrigin) {
        begin(stream)
        add(key)
        add(isDeleted ? "delete" : "upsert")
        add(stream.schemaVersion)
        add(origin.tenant)
        add(origin.epoch.text)
    }

    mutating func end(sequence: Int64) {
        add(Int(sequence))
        end()
    }

    /// A row that is gone.
    mutating func delete(_ stream: FeedStream, _ key: KeyedHash, sequence: Int64, of origin: FeedOrigin) {
        begin(stream, key, isDeleted: true, of: origin)
        add(nulls: stream.content.count)
        end(sequence: sequence)
    }
}
