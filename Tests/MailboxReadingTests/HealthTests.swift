import Connector
import Interactions
import MailboxReading
import Testing

struct HealthTests {
    private static let failure = SourceError(.unavailable, scope: .item, retry: .now, message: "500")
    private static let mailbox = Mailbox.ID("anna@example.com")

    /// How many failures in a row it takes until one throws, and what.
    private static func failures(_ health: ReadingHealth, of mailbox: Mailbox.ID = mailbox) async -> (Int, SourceError?)
    {
        for count in 1...100 {
            do {
                try await health.noteFailure(failure, in: mailbox)
            } catch {
                return (count, error as? SourceError)
            }
        }
        return (0, nil)
    }

    @Test func `What fails without end is the service's fault, and that is remembered until something is read`() async {
        let health = ReadingHealth()
        let (first, error) = await Self.failures(health)
        #expect((8...24).contains(first))
        #expect(error?.code == .unavailable)
        #expect(error?.scope == .stream)
        #expect(error?.retry == .now)
        #expect(await Self.failures(health).0 == 1)
        #expect(await Self.failures(health, of: Mailbox.ID("ben@example.com")).0 == first)
        await health.noteSuccess(in: Self.mailbox)
        #expect(await Self.failures(health).0 == first)
        for _ in 0..<20 { _ = await Self.failures(health) }
        #expect(await Self.failures(health).1?.retry == .never)
    }

    @Test func `A page that fails is asked for with one item, and then with twice as many each time`() async {
        let stream = StreamID(source: "x", owner: .crm, kind: .mail, folder: "f")
        let sizes = PageSizes(usual: 10)
        #expect(await sizes.size(of: stream) == 10)
        #expect(await sizes.noteFailure(of: stream) == 0)
        #expect(await sizes.size(of: stream) == 1)
        #expect(await sizes.noteFailure(of: stream) == 1)
        #expect(await sizes.noteFailure(of: stream) == 2)
        var seen: [Int] = []
        for _ in 0..<6 {
            seen.append(await sizes.size(of: stream))
            await sizes.noteSuccess(of: stream)
        }
        #expect(seen == [1, 2, 4, 8, 10, 10])
        #expect(await sizes.noteFailure(of: stream) == 0)
    }
}
