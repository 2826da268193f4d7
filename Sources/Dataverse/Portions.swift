import Connector
import HTTPTransport
import OData

/// Asks about many rows in one request, and about ever fewer where that fails or says too little, until what cannot be
/// told stands alone.
struct Portions<Value: Sendable>: Sendable {
    /// What is said of one row, asked for by itself at the latest.
    enum Answer: Sendable {
        case told(Value)
        case nothing
        case failure(ODataError)
    }

    /// Requests at a time.
    let concurrent: Int
    /// What is wrong if nothing is said of too many in a row.
    let silence: SourceError
    /// Says something of some of those that are asked for.
    let ask: @Sendable (_ ids: [String]) async throws -> [String: Value]

    /// Rows in one request: some 1,800 bytes of filter, which every proxy lets through.
    private var batch: Int { 25 }
    /// Requests in a row that say nothing: enough for half a dozen bad rows beside each other.
    private var longest: Int { 16 }

    /// An answer for each of `ids`.
    ///
    /// - Throws: `ODataError` for what is no single row's fault, `silence`, or what the token's source throws.
    func answers(for ids: [String]) async throws -> [String: Answer] {
        try await withThrowingTaskGroup(of: [String: Answer].self) { group in
            var waiting = stride(from: 0, to: ids.count, by: batch).makeIterator()
            func begin() {
                guard let start = waiting.next() else { return }
                let some = Array(ids[start..<min(start + batch, ids.count)])
                group.addTask { try await isolated(some) }
            }
            for _ in 0..<max(1, concurrent) { begin() }
            var answers: [String: Answer] = [:]
            while let some = try await group.next() {
                answers.merge(some) { $1 }
                begin()
            }
            return answers
        }
    }

    private func isolated(_ ids: [String]) async throws -> [String: Answer] {
        var answers: [String: Answer] = [:]
        var waiting = [ids]
        var failures = 0
        while let asked = waiting.popLast() {
            var failure: ODataError?
            var rest = asked
            do {
                let told = try await ask(asked)
                for id in asked { answers[id] = told[id].map { .told($0) } }
                rest = asked.filter { told[$0] == nil }
            } catch let error as ODataError where error.mayBeOneRows {
                failure = error
            }
            failures = rest.count < asked.count ? 0 : failures + 1
            guard failures < longest else { throw failure ?? silence }
            if asked.count == 1, let id = rest.first {
                answers[id] = failure.map { .failure($0) } ?? .nothing
            } else if !rest.isEmpty {
                let middle = (rest.count + 1) / 2
                waiting += [Array(rest[middle...]), Array(rest[..<middle])].filter { !$0.isEmpty }
            }
        }
        return answers
    }
}

extension Portions.Answer {
    /// Whether it says nothing of the row.
    var isNothing: Bool {
        switch self {
        case .told: false
        case .nothing, .failure: true
        }
    }
}

extension ODataError {
    /// Whether one of the rows that were asked for may be to blame, and not the service, the link or who asks.
    var mayBeOneRows: Bool {
        switch self {
        case .failure(let failure):
            failure.retryAfter == nil && failure.status != 503
                && ((500...599).contains(failure.status) || failure.status == 422)
        case .answer(let answer):
            switch answer {
            case .foreignLink, .endless: false
            case .incomplete, .tooLarge, .notJSON, .malformed, .noContinuation: true
            }
        case .transport(let error): error.phase == .receive || error.phase == .tooLarge
        }
    }
}
