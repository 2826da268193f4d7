import XMLStream

/// A question to Exchange, in the vendor's names, and how its answer is read.
protocol EWSOperation: Sendable {
    associatedtype Response: Sendable

    /// The body's child in the answer.
    static var responseName: EWSName { get }

    /// Writes the body's child, with the prefixes `m` and `t` declared and the elements in the order of the schema.
    func write(to writer: inout XMLWriter)

    /// - Throws: `EWSError`.
    func response(from messages: [ResponseMessage]) throws(EWSError) -> Response
}

extension EWSOperation {
    /// The message of an operation that asks for one thing.
    func single(_ messages: [ResponseMessage]) throws(EWSError) -> ResponseMessage {
        guard messages.count == 1 else { throw .answer(.incomplete) }
        return messages[0]
    }
}
