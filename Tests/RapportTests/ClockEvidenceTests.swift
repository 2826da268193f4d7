import ConnectorTesting
import Eligibility
import Foundation
import HTTPTransport
import Interactions
import Settings
import Testing

@testable import Engine

/// A clock that is wrong when something is recorded for the first time.
struct ClockEvidenceTests {
    private static let day: Int64 = 86_400

    @Test(arguments: [2, 30, 3 * 365, 100 * 365, -365] as [Int64])
    func `The first record contradicts no service, and a clock that was set right begins as if nothing had been`(
        days: Int64
    ) async throws {
        let directory = try TemporaryDirectory()
        let settings = try await Self.settings(in: directory)
        let wrong = try Self.engine(settings, ahead: days * Self.day, isTold: true)
        let error = await #expect(throws: EngineError.self) {
            try await wrong.record(.premiumFeaturesInstalled, by: Self.administrator())
        }
        #expect(error?.code == .unprovenTime)
        #expect(error?.message.contains("nothing is recorded yet") == true)
        let right = try Self.engine(settings, ahead: 0, isTold: true)
        #expect(try await right.record(.premiumFeaturesInstalled, by: Self.administrator()).already == nil)
        #expect(try right.verifyLog()?.records == 1)
    }

    @Test(arguments: [(3_600, true), (-3_600, true), (30 * day, false)])
    func `A clock that is an hour off is believed, and so is one that nobody can contradict`(
        seconds: Int64,
        isTold: Bool
    ) async throws {
        let directory = try TemporaryDirectory()
        let engine = try Self.engine(try await Self.settings(in: directory), ahead: seconds, isTold: isTold)
        #expect(try await engine.record(.premiumFeaturesInstalled, by: Self.administrator()).already == nil)
    }

    private static func administrator() throws -> EmailAddress {
        try #require(EmailAddress("ann@contoso.example"))
    }

    /// One whose only server does not answer any more, but has said what time it is if `isTold`.
    private static func engine(_ settings: RapportSettings, ahead seconds: Int64, isTold: Bool) throws -> Engine {
        let clock: @Sendable () -> Timestamp = { Timestamp.now.advanced(by: .seconds(seconds)) }
        let engine = Engine(settings, clock: clock)
        if isTold {
            let date = HTTPDate(secondsSince1970: Int(Date().timeIntervalSince1970))
            engine.times.note(date, of: try #require(Origin(url: "https://127.0.0.1:1")))
        }
        return engine
    }

    private static func settings(in directory: TemporaryDirectory) async throws -> RapportSettings {
        var settings = try EligibleSettings.write(["ann@contoso.example"], to: "users.json", in: directory)
        settings["lifeCycle"] = nil
        settings["tenant"] = "contoso"
        settings["internalDomains"] = ["contoso.example"]
        settings["dataDirectory"] = directory.path + "/data"
        settings["ews"] = ["url": "https://127.0.0.1:1/EWS/Exchange.asmx", "user": "u", "passwordFile": "/nowhere"]
        let path = try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
        return try await RapportSettings.load(path, environment: [:])
    }
}
