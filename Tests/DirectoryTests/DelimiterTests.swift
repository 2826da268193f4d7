import Directory
import Eligibility
import Interactions
import TabularFiles
import Testing

/// Files as spreadsheets of several countries write them.
struct DelimiterTests {
    private static func read(_ text: String, _ delimiter: Delimiter? = nil) throws -> UserDirectory {
        try UserDirectory(csv: text, path: "users.csv", delimiter: delimiter, observedAt: Timestamp(microseconds: 5))
    }

    private static let expected = [
        "a@b.example EUR [\"M, A\", \"Sales\"]", "c@b.example NAM []",
    ]

    private static func lines(_ directory: UserDirectory) -> [String] {
        directory.users.map {
            "\($0.mailbox.address.text) \($0.location.value?.code ?? "") \(($0.groups.value ?? []).sorted())"
        }
    }

    @Test(arguments: [
        "email,location,groups\na@b.example,EUR,\"Sales;M, A\"\nc@b.example,NAM,\n",
        "email;location;groups\na@b.example;EUR;\"Sales;M, A\"\nc@b.example;NAM;\n",
        "email;location;groups\r\na@b.example;EUR;\"Sales ; M, A\"\r\nc@b.example;NAM;\r\n",
        "email\tlocation\tgroups\na@b.example\tEUR\tSales;M, A\nc@b.example\tNAM\t\n",
        "\n\nemail;location;groups\na@b.example;EUR;\"Sales;M, A\"\nc@b.example;NAM;",
        "sep=;\nemail;location;groups\na@b.example;EUR;\"Sales;M, A\"\nc@b.example;NAM;",
        "sep=\t\r\nemail\tlocation\tgroups\r\na@b.example\tEUR\tSales;M, A\r\nc@b.example\tNAM\t\r\n",
        "sep=,\nemail,location,groups\na@b.example,EUR,\"Sales;M, A\"\nc@b.example,NAM,",
    ])
    func `The delimiter is seen by the first lines`(text: String) throws {
        let directory = try Self.read(text)
        #expect(directory.problems.isEmpty)
        #expect(Self.lines(directory) == Self.expected)
    }

    @Test func `One that is named counts, and a line that names another does not`() throws {
        let text = "email;location\na@b.example;EUR"
        #expect(throws: DirectoryError.self) { try Self.read(text, .comma) }
        #expect(try Self.read(text, .semicolon).users.count == 1)
        #expect(try Self.read("sep=,\n" + text, .semicolon).users.count == 1)
        #expect(throws: DirectoryError.self) { try Self.read("sep=|\nemail|location\na@b.example|EUR") }
        #expect(throws: DirectoryError.self) { try Self.read("sep=;x\n" + text) }
    }

    @Test func `A line that names the delimiter is counted as a line`() throws {
        let directory = try Self.read("sep=;\nemail;kind\na@b.example;robot")
        #expect(directory.problems.map(\.row) == [3])
    }
}
