import Connector
import Interactions

extension SourceConformance {
    func streams() async throws {
        let source = try make()
        let streams = try await source.streams(of: owner)
        try expect(!streams.isEmpty, "something to read")
        try expect(Set(streams).count == streams.count, "each stream once")
        try expect(streams.allSatisfy { $0.owner == owner }, "only streams of whom was asked about")
        try expect(Set(streams.map(\.source)).count == 1, "one name of the source")
        for reader in [source, try make()] {
            try expect(try await reader.streams(of: owner) == streams, "the same streams in the same order")
        }
    }

    func strangers() async throws {
        let source = try make()
        guard let address = EmailAddress("nobody.there@nowhere.example") else { return }
        let stranger = StreamOwner.mailbox(Mailbox(address: address))
        switch owner {
        case .crm: try expect(try await source.streams(of: stranger).isEmpty, "no mailboxes in a CRM")
        case .mailbox:
            try expect(try await source.streams(of: .crm).isEmpty, "no CRM among mailboxes")
            let error = try await refusal { _ = try await source.streams(of: stranger) }
            try expect(error != nil, "an unknown mailbox is an error")
            try expect(error?.scope == .mailbox, "it concerns that mailbox only: \(error?.description ?? "")")
            try expect(error?.code == .noMailbox || error?.code == .accessDenied, "it says what is wrong")
        }
    }

    func foreignCursors() async throws {
        let source = try make()
        for stream in try await source.streams(of: owner) {
            let pages = try await read(stream, of: source)
            guard let end = pages.last?.cursor.text else { continue }
            let foreign = [
                "", " ", "0", "not a cursor", "1 rest 20000 ", "1 rest x \(end)", "t https://elsewhere.example/delta",
                "https://elsewhere.example/v1.0/delta?$deltatoken=1", "x\(end)", "\(end.dropFirst(3))",
            ]
            for text in foreign {
                let error = try await refusal { _ = try await source.changes(in: stream, after: Cursor(text)) }
                let name = "“\(text.replacing(end, with: "(cursor)").prefix(40))”"
                try expect(error != nil, "\(stream.kind) refuses \(name)")
                try expect(
                    error?.code == .cursorExpired || error?.code == .refusedRequest,
                    "\(name) is expired or refused in \(stream.kind), not \(error?.description ?? "nothing")"
                )
                try expect(error?.scope == .stream, "only \(stream.kind) is concerned")
            }
            guard pages.contains(where: { !$0.changes.isEmpty }) else { continue }
            // The part of a link before its token is one that lists everything.
            for length in [end.count / 4, end.count / 2, end.count - 1] {
                let cut = Cursor("\(end.prefix(length))")
                let error = try await refusal {
                    let page = try await source.changes(in: stream, after: cut)
                    try expect(
                        !page.isLast || !page.changes.isEmpty,
                        "\(length) of \(end.count) characters of a cursor are not the end of \(stream.kind) \(stream.folder)"
                    )
                }
                try expect(error.map { $0.scope == .stream } ?? true, "only \(stream.kind) is concerned")
            }
        }
    }

    func fingerprint() async throws {
        let (source, other) = (try make(), try makeOther())
        let text = source.settingsFingerprint
        try expect(!text.isEmpty, "a fingerprint")
        try expect(try make().settingsFingerprint == text, "the same for the same settings")
        try expect(other.settingsFingerprint != text, "another one for other settings")
        for stream in try await source.streams(of: owner) { _ = try await read(stream, of: source) }
        try expect(source.settingsFingerprint == text, "the same after reading")
    }

    func cancellation() async throws {
        let source = try make()
        let owner = owner
        for stream in try await source.streams(of: owner) {
            let pages = try await read(stream, of: source)
            let items = pages.flatMap(\.changes).prefix(2).map(\.item)
            try await expectCancellation("a page of \(stream.kind)") {
                _ = try await source.changes(in: stream, after: nil)
            }
            try await expectCancellation("the end of \(stream.kind)") {
                _ = try await source.changes(in: stream, after: pages.last?.cursor)
            }
            if !items.isEmpty {
                try await expectCancellation("items of \(stream.kind)") {
                    _ = try await source.changes(of: items, in: stream)
                }
            }
        }
        // A CRM may know its streams without asking.
        guard owner.mailbox != nil else { return }
        try await expectCancellation("a list of streams") { _ = try await make().streams(of: owner) }
    }

    private func expectCancellation(_ name: String, _ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await body()
        }
        switch await task.result {
        case .success: try expect(false, "\(name) is not answered when cancelled")
        case .failure(let error): try expect(error is CancellationError, "\(name) is cancelled, not \(error)")
        }
    }
}
