import ConnectorTesting
import Foundation
import Testing

/// A tenant whose mailboxes lie all over the world, against listings that were checked by hand.
struct MultiGeoTests {
    @Test("The dry run prints what it always printed", arguments: ["table", "json", "csv"])
    func golden(format: String) async throws {
        let folder = try TemporaryDirectory()
        // What a file says was observed when it was written.
        let written = Date(timeIntervalSince1970: 1_763_596_800)
        for name in ["users.csv", "rapport.json"] {
            let text = try String(decoding: Fixture.bytes("tenants/multi-geo/\(name)"), as: UTF8.self)
            let copy = try folder.write(text, to: name)
            try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: copy)
        }
        let outcome = try await RapportProgram.run(
            [
                "eligibility", "--config", "\(folder.path)/rapport.json", "--at", "2026-11-20T12:00:00Z", "--output",
                format,
            ],
            environment: [
                "RAPPORT_DIRECTORY": "\(folder.path)/users.csv", "RAPPORT_DATA_DIRECTORY": "\(folder.path)/data",
                "TZ": "UTC",
            ]
        )
        #expect(outcome.status == 0)
        let golden = try Fixture.bytes("tenants/multi-geo/eligibility.\(format)")
        #expect(outcome.data == String(decoding: golden, as: UTF8.self))
    }
}
