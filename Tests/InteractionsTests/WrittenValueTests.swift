import Interactions
import Testing

/// Values that are written without a text in between have the room that they need, and are what the text would be.
struct WrittenValueTests {
    @Test(arguments: [0, 1, -1, 9, 10, 99, 100, -100, 1_000_000_007, .max, .min])
    func `A whole number has all of its digits`(number: Int) {
        var bytes = Array("<".utf8)
        bytes.append(decimal: number)
        #expect(String(decoding: bytes, as: UTF8.self) == "<\(number)")
    }

    @Test(arguments: [
        (Int64.min, "-290308-12-21T19:59:05.224192Z"), (.max, "294247-01-10T04:00:54.775807Z"),
        (-1, "1969-12-31T23:59:59.999999Z"), (0, "1970-01-01T00:00:00Z"), (100, "1970-01-01T00:00:00.0001Z"),
        (-62_167_219_200_000_000, "0000-01-01T00:00:00Z"), (1_500_000, "1970-01-01T00:00:01.5Z"),
    ])
    func `An instant has all of its year and none of its trailing zeros`(microseconds: Int64, text: String) {
        let instant = Timestamp(microseconds: microseconds)
        #expect(instant.iso8601 == text)
        #expect([UInt8](capacity: Timestamp.longest) { $0.append(instant) } == Array(text.utf8))
    }

    @Test func `A hash has leading zeros`() {
        #expect(KeyedHash(high: 0xF, low: 0xAB00).description == "000000000000000f000000000000ab00")
    }
}
