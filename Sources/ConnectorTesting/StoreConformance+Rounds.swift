import Connector
import Interactions

extension StoreConformance {
    func sweep() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        let all = (0..<6).map { StoreScene.News.seen($0, of: 100 + $0) }
        _ = try await store.commit(StoreScene.page(all, startsRound: true, isLast: true), to: stream)
        _ = try await store.commit(StoreScene.page(Array(all[0..<2]), startsRound: true), to: stream)
        try expect(try await finish(store, [stream]) == CommitSummary(), "an unfinished round sweeps nothing")
        _ = try await store.commit(StoreScene.page(Array(all[4..<5]), isLast: true), to: stream)
        try expect(try await content(store).liveSightings == 3, "three are left in the calendar")
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 3), "three meetings are removed")
    }

    /// What the round did not name may be in what it left out; the next whole one decides.
    func leftOutStretch() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        let all = (0..<4).map { StoreScene.News.seen($0, of: 100 + $0) }
        let rows = (0..<4).map { StoreScene.News.row($0, person: $0) }
        _ = try await store.commit(StoreScene.page(all, startsRound: true, isLast: true), to: stream)
        _ = try await store.commit(StoreScene.page(rows, startsRound: true, isLast: true), to: StoreScene.rows)
        let before = try await content(store)
        for number in 0..<2 {
            let (item, row) = ([all[number]], [rows[number]])
            _ = try await store.commit(StoreScene.page(item, startsRound: true, isWhole: false), to: stream)
            _ = try await store.commit(StoreScene.page([], isLast: true, isWhole: false), to: stream)
            let part = StoreScene.page(row, startsRound: true, isLast: true, isWhole: false)
            _ = try await store.commit(part, to: StoreScene.rows)
            try expect(try await finish(store, [stream]) == CommitSummary(), "nothing is removed")
            try expect(try await content(store) == before, "everything stays where it was")
        }
        let later = StoreScene.page([.gone(3)], isLast: true)
        _ = try await store.commit(later, to: stream)
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 1), "only what is said to be gone")
        _ = try await store.commit(StoreScene.page([all[2]], startsRound: true, isLast: true), to: stream)
        _ = try await store.commit(StoreScene.page([rows[2]], startsRound: true, isLast: true), to: StoreScene.rows)
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 2), "a whole round sweeps")
        try expect(try await content(store).records.map(\.reference) == [StoreScene.reference(2)], "and the rows")
    }

    func memories() async throws {
        let store = try await make()
        let (stream, other) = (StoreScene.mail(0), StoreScene.calendar(0))
        let owner = stream.owner
        var memory = RoundMemory(overview: "seen", settings: "s", askedAt: Timestamp(microseconds: 5))
        func round() async throws -> StoredRound? { try await store.round(of: owner, source: "t") }
        func end(_ memory: RoundMemory?, _ streams: [StreamID]) async throws {
            _ = try await store.finishRound(
                of: owner,
                source: "t",
                streams: streams,
                deletedMail: .keep,
                remembering: memory
            )
        }
        try expect(try await round() == nil, "nothing at first")
        try await store.remember(memory, cursors: [:], of: owner, source: "t")
        try expect(try await round() == nil, "nothing without a round that ended")
        for part in [stream, other] {
            _ = try await store.commit(
                StoreScene.page([.seen(1, of: 100)], startsRound: true, isLast: true, cursor: "a"),
                to: part
            )
        }
        try await end(memory, [stream, other])
        let rested = StoredRound.Stream(checkpoint: Checkpoint(cursor: Cursor("a"), settings: "s"), isUnfinished: false)
        try expect(
            try await round() == StoredRound(memory: memory, isOpen: false, streams: [stream: rested, other: rested]),
            "what was told, and all streams"
        )
        _ = try await store.commit(StoreScene.page([], isLast: true, cursor: "a"), to: stream)
        try expect(try await round()?.isOpen == false, "no news begin no round")
        _ = try await store.commit(StoreScene.page([.gone(1)], isLast: true, cursor: "b"), to: stream)
        try expect(try await round()?.isOpen == true, "news do")
        memory.overview = nil
        let moved = [stream: Cursor("c"), StoreScene.mail(0, folder: 7): Cursor("d")]
        try await store.remember(memory, cursors: moved, of: owner, source: "t")
        let stored = try await round()
        try expect(stored?.isOpen == true && stored?.memory == memory, "another memory ends nothing")
        try expect(stored?.streams[stream]?.checkpoint.cursor == Cursor("c"), "a cursor moves")
        try expect(stored?.streams.count == 2, "a stream that was never read has none")
        _ = try await store.commit(StoreScene.page([.postponed(4)], isLast: true, cursor: "e"), to: stream)
        _ = try await store.commit(StoreScene.page([], startsRound: true, cursor: "f"), to: other)
        try expect(
            try await round()?.streams.values.filter(\.isUnfinished).count == 2,
            "what is postponed or in the middle is unfinished"
        )
        try await store.remember(memory, cursors: [other: Cursor("g")], of: owner, source: "t")
        try expect(try await round()?.streams[other]?.checkpoint.cursor == Cursor("f"), "no cursor moves in a round")
        try await end(memory, [other])
        try expect(try await round()?.streams.keys.sorted() == [other], "a stream that is not there has gone")
        try await end(nil, [other])
        try expect(try await round() == nil, "forgotten")
        try await end(memory, [other])
        _ = try await store.purge(StoreScene.mailbox(0).id, limit: 1)
        try expect(try await round() == nil, "gone with the first step of a purge")
    }

    /// What lies outside the time that was asked for was not looked at.
    func window() async throws {
        let stream = StoreScene.calendar(0)
        let all = (0..<6).map { StoreScene.News.seen($0, of: 100 + $0) }
        for (first, end) in (0..<6).flatMap({ first in (first...6).map { (first, $0) } }) {
            let store = try await make()
            _ = try await store.commit(StoreScene.page(all, startsRound: true, isLast: true), to: stream)
            let times = [first, end].map { StoreScene.interaction(100 + $0).occurredAt }
            let round = StoreScene.page(
                Array(all[4..<5]),
                startsRound: true,
                isLast: true,
                span: times[0]..<times[1]
            )
            _ = try await store.commit(round, to: stream)
            let gone = (first..<end).count { $0 != 4 }
            try expect(try await finish(store, [stream]) == CommitSummary(removed: gone), "\(gone) of them are gone")
            _ = try await store.commit(StoreScene.page([], startsRound: true, isLast: true), to: stream)
            try expect(try await finish(store, [stream]) == CommitSummary(removed: 6 - gone), "then all of them")
        }
    }

    func revival() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 100)]), to: stream)
        _ = try await store.commit(StoreScene.page([.gone(0)]), to: stream)
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 1), "removed")
        let again = try await store.commit(StoreScene.page([.seen(5, of: 100)]), to: stream)
        try expect(again == CommitSummary(added: 1), "added again, not \(again)")
        try expect(try await content(store).interactions == [StoreScene.interaction(100)], "complete again")
    }

    /// Gone here and seen there, in both orders, while another mailbox's round ends in between.
    func moves() async throws {
        for isCalendar in [false, true] {
            for seenFirst in [false, true] {
                let store = try await make()
                let from = isCalendar ? StoreScene.calendar(0) : StoreScene.mail(0)
                let to = isCalendar ? StoreScene.calendar(0, folder: 1) : StoreScene.mail(0, folder: 1)
                let number = isCalendar ? 100 : 1
                _ = try await store.commit(StoreScene.page([.seen(0, of: number)]), to: from)
                let before = try await content(store)
                let halves = [(StoreScene.page([.gone(0)]), from), (StoreScene.page([.seen(1, of: number)]), to)]
                for (page, stream) in seenFirst ? halves.reversed() : halves {
                    try expect(try await store.commit(page, to: stream) == CommitSummary(), "a move is no news")
                    let other = try await finish(store, [], mailbox: 1, deletedMail: .remove)
                    try expect(other == CommitSummary(), "another mailbox's round removes nothing")
                }
                let end = try await finish(store, [from, to], deletedMail: .remove)
                try expect(end == CommitSummary(), "the round removes nothing, not \(end)")
                try expect(try await content(store) == before, "the same content")
            }
        }
    }

    func lostMeetings() async throws {
        let store = try await make()
        for mailbox in 0..<2 {
            let page = StoreScene.page([.seen(0, of: 100)], mailbox: mailbox)
            _ = try await store.commit(page, to: StoreScene.calendar(mailbox))
        }
        for mailbox in 0..<2 {
            _ = try await store.commit(StoreScene.page([.gone(0)]), to: StoreScene.calendar(mailbox))
        }
        let first = try await finish(store, [StoreScene.calendar(1)], mailbox: 1)
        try expect(first == CommitSummary(), "the first mailbox may still find it")
        let last = try await finish(store, [StoreScene.calendar(0)])
        try expect(last == CommitSummary(removed: 1), "one removed, not \(last)")
        let again = try await finish(store, [StoreScene.calendar(0)])
        try expect(again == CommitSummary(), "only once")
    }

    func deletedMail() async throws {
        let store = try await make()
        for mailbox in 0..<2 {
            let page = StoreScene.page([.seen(0, of: 1), .seen(1, of: 2)], mailbox: mailbox)
            _ = try await store.commit(page, to: StoreScene.mail(mailbox))
        }
        _ = try await store.commit(StoreScene.page([.gone(0), .gone(1)]), to: StoreScene.mail(0))
        let kept = try await finish(store, [StoreScene.mail(0)], deletedMail: .remove)
        try expect(kept == CommitSummary(), "the other mailbox holds both")
        _ = try await store.commit(StoreScene.page([.gone(0)]), to: StoreScene.mail(1))
        try expect(try await finish(store, [StoreScene.mail(0)], deletedMail: .remove) == CommitSummary(), "not yet")
        let stays = try await finish(store, [StoreScene.mail(1)], mailbox: 1, deletedMail: .keep)
        try expect(stays == CommitSummary(), "deleted mail stays")
        try expect(try await content(store).liveSightings == 1, "one is in a folder")
        let removed = try await finish(store, [StoreScene.mail(1)], mailbox: 1, deletedMail: .remove)
        try expect(removed == CommitSummary(removed: 1), "one removed, not \(removed)")
        let left = try await content(store).interactions
        try expect(left == [StoreScene.interaction(2)], "the one that a folder holds stays")
    }

    func goneSpeakers() async throws {
        let store = try await make()
        for (stream, other, number) in [
            (StoreScene.calendar(0), StoreScene.calendar(1), 100), (StoreScene.mail(0), StoreScene.mail(1), 1),
        ] {
            let own = StoreScene.page([.seen(0, of: number, variant: 1, rank: .own)])
            _ = try await store.commit(own, to: stream)
            let received = StoreScene.page([.seen(0, of: number, variant: 2)], mailbox: 1)
            let second = try await store.commit(received, to: other)
            try expect(second == CommitSummary(), "the own copy speaks")
            let gone = try await store.commit(StoreScene.page([.gone(0)]), to: stream)
            try expect(gone == CommitSummary(), "it speaks on")
        }
        let end = try await finish(store, [StoreScene.calendar(0), StoreScene.mail(0)])
        try expect(end == CommitSummary(changed: 1), "the other copy speaks for the meeting, not \(end)")
        let told = try await content(store).interactions
        let expected = [StoreScene.interaction(1, variant: 1), StoreScene.interaction(100, variant: 2)]
        try expect(told == expected, "the mail's own copy speaks for good")
    }

    func droppedStreams() async throws {
        let store = try await make()
        let mail = StoreScene.mail(0)
        let calendar = StoreScene.calendar(0)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1), .postponed(5)]), to: mail)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 100), .seen(1, of: 101)]), to: calendar)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 101)], mailbox: 1), to: StoreScene.calendar(1))
        let end = try await finish(store, [])
        try expect(end == CommitSummary(removed: 1), "one removed, not \(end)")
        let left = try await content(store)
        let expected = [StoreScene.interaction(1), StoreScene.interaction(101)]
        try expect(left.interactions == expected, "mail and what others see stay")
        try expect(left.liveSightings == 1 && left.postponed == 0, "nothing of the mailbox is in a stream")
        try expect(try await finish(store, []) == CommitSummary(), "nothing is left to drop")
    }
}
