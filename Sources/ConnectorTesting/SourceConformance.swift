package import Connector
package import Interactions

/// The exam that every source must pass: the laws of `Source`, each as a check that throws if it is broken.
///
/// Nothing may change in the service while a law is checked.
package struct SourceConformance: Conformance {
    let make: @Sendable () throws -> any Source
    let makeOther: @Sendable () throws -> any Source
    let owner: StreamOwner
    let tellsAgain: Bool

    /// More pages than a stream of the test has.
    let mostPages = 400

    /// - Parameters:
    ///   - make: a source that has answered nothing yet, always with the same settings; its pages should be small.
    ///   - makeOther: one that reads another window of history, or other properties where there is no window.
    ///   - owner: what the source is asked about; something must be in it.
    ///   - tellsAgain: going on from the end, it may say again what it said, as a source must that goes by dates of
    ///     change.
    package init(
        of owner: StreamOwner,
        tellsAgain: Bool = false,
        make: @escaping @Sendable () throws -> any Source,
        makeOther: @escaping @Sendable () throws -> any Source
    ) {
        self.make = make
        self.makeOther = makeOther
        self.owner = owner
        self.tellsAgain = tellsAgain
    }

    package static var law: [Law] {
        [
            ("Streams come in one order, each once, and belong to whom was asked about", { try await $0.streams() }),
            ("Who is not there has no streams", { try await $0.strangers() }),
            ("A stream ends, with an order to sweep and without a cursor twice", { try await $0.ending() }),
            ("After the end nothing is new", { try await $0.rest() }),
            ("A cursor asked twice answers the same", { try await $0.repetition() }),
            ("Whoever goes on after any page reads what the others read", { try await $0.resumption() }),
            ("What no page answered is no cursor", { try await $0.foreignCursors() }),
            ("The fingerprint says what is read, and nothing else", { try await $0.fingerprint() }),
            ("Single items are what the pages said", { try await $0.singleItems() }),
            ("Who is cancelled gets no other error", { try await $0.cancellation() }),
        ]
    }

    /// All pages of `stream` from `cursor` to the last.
    ///
    /// - Throws: `BrokenLaw` if there is no end.
    func read(_ stream: StreamID, after cursor: Cursor? = nil, of source: any Source) async throws -> [ChangePage] {
        var pages: [ChangePage] = []
        repeat {
            try expect(pages.count < mostPages, "an end of \(stream.kind) within \(mostPages) pages")
            pages.append(try await source.changes(in: stream, after: pages.last?.cursor ?? cursor))
        } while pages.last?.isLast == false
        return pages
    }

    /// What `body` throws, if it is the error of a source.
    func refusal(_ body: () async throws -> Void) async throws -> SourceError? {
        do {
            try await body()
            return nil
        } catch let error as SourceError {
            return error
        }
    }
}
