import Connector
import Interactions
import Pipeline
import RapportCommands
import Testing

struct RunPaceTests {
    private static func owner(_ name: String) throws -> StreamOwner {
        .mailbox(Mailbox(address: try #require(EmailAddress("\(name)@contoso.example"))))
    }

    private static func stream(_ owner: StreamOwner) -> StreamID {
        StreamID(source: "ews", owner: owner, kind: .mail, folder: "1")
    }

    @Test func `says how many of how many, how fast, and how long it will take`() throws {
        var pace = RunPace()
        #expect(pace.line(after: .zero) == "0 mailboxes, 0 items")
        pace.note(.planned(mailboxes: 4))
        let ann = try Self.owner("ann")
        pace.note(.began(ann, streams: 2))
        pace.note(.page(Self.stream(ann), items: 600))
        #expect(pace.line(after: .milliseconds(500)) == "0 of 4 mailboxes, 600 items")
        #expect(pace.line(after: .seconds(10)) == "0 of 4 mailboxes, 600 items, 60 a second")
        pace.note(.ended(ann))
        pace.note(.ended(.crm))
        #expect(pace.line(after: .seconds(4)) == "1 of 4 mailboxes, 600 items, 150 a second")
        #expect(pace.line(after: .seconds(20)) == "1 of 4 mailboxes, 600 items, 30 a second, about 60 s left")
        #expect(pace.line(after: .seconds(600)) == "1 of 4 mailboxes, 600 items, 1 a second, about 30 min left")
        #expect(pace.line(after: .seconds(6_000)) == "1 of 4 mailboxes, 600 items, 0 a second, about 5 h left")
        for name in ["ben", "cem", "dan"] { pace.note(.ended(try Self.owner(name))) }
        #expect(pace.line(after: .seconds(60)) == "4 of 4 mailboxes, 600 items, 10 a second")
    }

    @Test func `says what is waited for, once for all, and not any more when it came`() throws {
        var pace = RunPace()
        let (ann, ben) = (try Self.owner("ann"), try Self.owner("ben"))
        pace.note(.waiting(.seconds(20), reason: "throttled", ann))
        pace.note(.waiting(.seconds(30), reason: "throttled", ben))
        #expect(pace.line(after: .zero) == "0 mailboxes, 0 items; waiting: throttled")
        pace.note(.answered(ann, source: "ews", .throttled))
        pace.note(.answered(ben, source: "ews", nil))
        #expect(pace.line(after: .zero) == "0 mailboxes, 0 items; waiting: throttled")
        pace.note(.page(Self.stream(ann), items: 0))
        #expect(pace.line(after: .zero) == "0 mailboxes, 0 items")
    }
}
