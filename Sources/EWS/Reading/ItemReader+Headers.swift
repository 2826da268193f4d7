import Connector
import Interactions

extension ItemReader {
    /// What the headers say that tell machines and lists from people, from their whole text; of which mail the server
    /// does not tell, nothing.
    ///
    /// Asked for once: what it refuses here is no loss for the mails themselves.
    ///
    /// - Throws: `SourceError` if the server asks for a pause or no answer to this question came, or
    ///   `CancellationError`.
    func transportHeaders(of ids: [String]) async throws -> [String: InternetHeaders] {
        var found: [String: InternetHeaders] = [:]
        let shape = ItemShape(properties: [InternetHeaders.transport])
        let size = max(1, await pace.size(for: mailbox.id))
        for begin in stride(from: 0, to: ids.count, by: size) {
            let part = Array(ids[begin..<min(begin + size, ids.count)])
            do {
                let messages = try await client.send(GetItem(itemShape: shape, itemIDs: part), about: mailbox)
                let answer = try await BatchAnswer(messages, of: part, reader: self)
                for (id, result) in zip(part, answer.results) {
                    if case .success(.message(let message)) = result { found[id] = message.headers }
                }
            } catch let error as EWSError {
                guard error.isRefusal else { throw SourceError(error, concerning: .stream) }
            }
        }
        return found
    }
}

extension EWSError {
    /// Whether the server heard the question and answers that it will not tell.
    fileprivate var isRefusal: Bool {
        switch self {
        case .response(let failure): failure.code.meaning != .throttled
        case .http(let failure): failure.status == 500
        case .transport, .answer: false
        }
    }
}
