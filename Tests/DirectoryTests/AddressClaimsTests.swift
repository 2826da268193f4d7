import Directory
import Interactions
import Testing

/// Whose an address is does not depend on who is listed first.
@Suite struct `An address that several claim` {
    private struct Row: Hashable {
        let name: String
        var own: Set<EmailAddress> = []
        var further: Set<EmailAddress> = []
    }

    private static func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

    private static func claims(_ rows: [Row]) -> AddressClaims<Row> {
        AddressClaims(rows, own: \.own, further: \.further)
    }

    @Test func `is that of the one who alone can have it`() throws {
        let ann = try Self.address("ann@contoso.example")
        let rows = [Row(name: "Ann", own: [ann]), Row(name: "Kim", further: [ann]), Row(name: "Bo", further: [ann])]
        for order in [rows, rows.reversed()] {
            let claims = Self.claims(order)
            #expect(claims[ann]?.name == "Ann")
            #expect(claims.settled.mapValues(\.name) == [ann: "Ann"])
            #expect(claims.contested.isEmpty)
        }
    }

    @Test func `with equal right is nobody's, and one that one row has twice is its own`() throws {
        let (ann, kim) = (try Self.address("ann@contoso.example"), try Self.address("kim@contoso.example"))
        let equal = Self.claims([
            Row(name: "Ann", own: [ann], further: [kim]), Row(name: "Kim", own: [ann], further: [kim]),
            Row(name: "Bo", own: [ann], further: [ann, kim]),
        ])
        #expect(equal[ann] == nil && equal[kim] == nil)
        #expect(equal.contested == [ann, kim] && equal.settled.isEmpty)
        let twice = Self.claims([Row(name: "Ann", own: [ann], further: [ann])])
        #expect(twice[ann]?.name == "Ann" && twice.contested.isEmpty)
    }
}
