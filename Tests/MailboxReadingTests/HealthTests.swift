import Connector
import Interactions
import MailboxReading
import SourceTransport
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
        // Half a dozen bad items in a row, whose batches are halved each time.
        #expect(first == 16)
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

    @Test func `A mailbox is left alone from two dozen failures on, however many each stands for`() async throws {
        for weight in [1, 2, 3, 8] {
            let health = ReadingHealth()
            for count in stride(from: weight, through: 48, by: weight) {
                var retry: SourceError.Retry?
                do { try await health.noteFailure(Self.failure, in: Self.mailbox, weight: weight) } catch {
                    retry = (error as? SourceError)?.retry
                }
                #expect(retry == (count < 16 ? nil : count < 24 ? .now : .never), "\(count)")
            }
        }
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

    @Test(arguments: [(0, 1), (1, 1), (2, 2)])
    func `One item is the least that is asked for`(usual: Int, size: Int) async {
        let stream = StreamID(source: "x", owner: .crm, kind: .mail, folder: "f")
        #expect(await PageSizes(usual: usual).size(of: stream) == size)
    }
}
