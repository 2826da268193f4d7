import Connector
import Interactions
import Testing

/// The keys that decide which of several copies speaks for all.
struct SightingKeyTests {
    private static func stream() throws -> StreamID {
        let mailbox = Mailbox(address: try #require(EmailAddress("m0@contoso.example")))
        return StreamID(source: "t", owner: .mailbox(mailbox), kind: .mail, folder: "f0")
    }

    /// Computed by a program of twenty lines in Python from the words of the comment; stored, so they never change.
    @Test(
        arguments: [
            ("", 2_729_930_428_392_607_153), ("a", -1_467_053_353_524_113_282),
            ("AAMkAGI2", -1_442_245_154_025_642_752), ("AAMkAGI2T", 2_807_366_042_581_142_603),
            ("AAMkAGI2TG93AAA=", -5_847_413_418_137_306_136),
        ] as [(String, Int64)]
    )
    func `A key is the same on every machine and in every version`(item: String, bits: Int64) throws {
        let stream = try Self.stream()
        #expect(SightingKey(ItemKey(item), in: stream).bits == bits)
        #expect(SightingKeys(of: stream)[ItemKey(item)].bits == bits)
    }

    @Test func `Keys have an order, in which none comes before itself`() throws {
        let keys = SightingKeys(of: try Self.stream())
        let (low, high) = (keys[ItemKey("a")], keys[ItemKey("")])
        #expect(low < high && !(high < low) && !(low < low))
    }

    @Test func `Where one part ends and the next begins changes the key`() throws {
        let owner = try Self.stream().owner
        let keys = [("s", "f"), ("sf", ""), ("", "sf"), ("s\0", "f"), ("s", "f\0")].map { source, folder in
            SightingKey(ItemKey("x"), in: StreamID(source: source, owner: owner, kind: .mail, folder: folder))
        }
        #expect(Set(keys).count == keys.count)
    }
}
