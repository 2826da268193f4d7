import Connector
import Eligibility
import Engine
import Foundation
import Interactions
import Pipeline
import Testing

@testable import Console

/// How far reading is, as pages and programs are told.
@Suite struct `Progress` {
    private static let mailbox = EmailAddress("anna@contoso.example").map { StreamOwner.mailbox(Mailbox(address: $0)) }

    private static func outcome(_ owner: StreamOwner, _ end: OwnerOutcome.End) -> OwnerOutcome {
        OwnerOutcome(owner, end: end)
    }

    @Test func `counts what is being read, read and waited for, and names nobody`() throws {
        let progress = ReadingProgress()
        let mailbox = try #require(Self.mailbox)
        #expect(progress.listing.phase == .starting)
        progress.note(.settled(Settlement(turns: [])))
        #expect(progress.listing.phase == .idle)
        progress.note(.began(mailbox))
        progress.note(.began(.crm))
        progress.note(.progress(.waiting(.seconds(9), reason: "The service asks for patience.", mailbox)))
        #expect(progress.listing.reading == 2 && progress.listing.waiting == 1)
        #expect(progress.listing.reasons == ["The service asks for patience."])
        progress.note(.ended(Self.outcome(.crm, .complete), took: .seconds(1)))
        let error = SourceError(.unavailable, scope: .mailbox, retry: .never, message: "Nobody answers.")
        progress.note(.ended(Self.outcome(mailbox, .failed(error)), took: .seconds(1)))
        let listing = progress.listing
        #expect(listing.phase == .idle && listing.waiting == 0 && listing.reading == 0)
        #expect(listing.finished == 1 && listing.failed == 1)
        #expect(try !AnswerText.json(listing).contains("@"))
        // What begins afterwards is counted anew.
        progress.note(.began(.crm))
        #expect(progress.listing.finished == 0 && progress.listing.phase == .reading)
        progress.note(.stopped)
        #expect(progress.listing.phase == .stopped && progress.listing.reading == 0)
    }

    @Test(arguments: [("en", "reading"), ("de", "wird gelesen")])
    func `comes as events in the page's language, and on the page without a script`(
        language: String,
        word: String
    ) async throws {
        let world = try await ConsoleWorld.shared()
        let progress = ReadingProgress()
        progress.note(.began(.crm))
        let client = try ConsoleClient(world.engine, progress: progress)
        try await client.signIn(world.administrator)
        let headers = ["Accept-Language": language]
        let events = try await client.get("/runs/events", headers: headers)
        #expect(events.header("Content-Type")?.hasPrefix("text/event-stream") == true)
        #expect(events.header("Cache-Control") == "no-store" && events.header("ETag") == nil)
        #expect(events.text.hasPrefix("retry: 2000\ndata: {") && events.text.hasSuffix("}\n\n"))
        #expect(events.text.contains("\"phase\":\"\(word)\""))
        let page = try await client.get("/runs", headers: headers)
        #expect(page.text.contains("id=\"progress-phase\">\(word)<"))
        let told = try #require(try await client.get("/api/v1/progress").json() as? [String: Any])
        #expect(told["phase"] as? String == "reading" && told["reading"] as? Int == 1)
    }

    @Test func `tells each change, and ends with its time`() async throws {
        let progress = ReadingProgress()
        var told: [ProgressListing.Phase] = []
        for await listing in ProgressChanges(of: progress, within: .seconds(1)) {
            told.append(listing.phase)
            if told.count == 1 { progress.note(.began(.crm)) }
        }
        #expect(told == [.starting, .reading])
    }

    @Test func `keeps nobody signed in who only left the page open`() async throws {
        let world = try await ConsoleWorld.shared()
        let clock = ManualTime()
        let client = try ConsoleClient(world.engine, clock: clock)
        try await client.signIn(world.administrator)
        clock.advance(seconds: 1_000)
        #expect(try await client.get("/runs/events").status == 200)
        clock.advance(seconds: 900)
        #expect(try await client.get("/runs/events").status == 401)
    }
}
