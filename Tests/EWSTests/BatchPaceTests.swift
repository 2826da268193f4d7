import Interactions
import Testing

@testable import EWS

@Suite struct `The size of batches` {
    @Test func `halves on failure and recovers with what works`() async {
        let pace = BatchPace(first: 50, largest: 100)
        let mailbox = Exchange.mailbox.id
        #expect(await pace.size(for: mailbox) == 50)
        await pace.noteFailure(of: 50, for: mailbox)
        #expect(await pace.size(for: mailbox) == 25)
        await pace.noteSuccess(of: 10, for: mailbox)
        #expect(await pace.size(for: mailbox) == 25)
        await pace.noteSuccess(of: 25, for: mailbox)
        #expect(await pace.size(for: mailbox) == 28)
        await pace.noteFailure(of: 1, for: mailbox)
        #expect(await pace.size(for: mailbox) == 1)
        await pace.noteSuccess(of: 1, for: mailbox)
        #expect(await pace.size(for: mailbox) == 2)
        await pace.noteSuccess(of: 96, for: mailbox)
        #expect(await pace.size(for: mailbox) == 100)
        #expect(await pace.size(for: Mailbox.ID("ben@example.com")) == 50)
    }
}
