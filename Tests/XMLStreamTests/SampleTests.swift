import ConnectorTesting
import Testing
import XMLStream

/// Every documented answer of `Fixtures/ews-samples` (its INDEX.tsv says where each comes from).
struct SampleTests {
    static let samples = Sample.all

    @Test(arguments: samples.filter(\.isWellFormed))
    func `A sample reads the same in any chunks`(sample: Sample) throws {
        let bytes = try sample.bytes
        let vocabulary = XMLVocabulary(namesIn: bytes)
        let whole = try read(bytes, vocabulary)
        #expect(whole.root.name != XMLVocabulary.unknown)
        #expect(try read(chunks: bytes.chunks(of: 1), vocabulary).content == whole.content)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20 {
            let chunks = bytes.randomChunks(using: &generator)
            #expect(try read(chunks: chunks, vocabulary).content == whole.content)
        }
    }

    @Test(arguments: samples.filter(\.isWellFormed))
    func `A sample cut off anywhere is no document`(sample: Sample) throws {
        let bytes = try sample.bytes
        let end = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
        #expect(refusal(of: bytes[...end]) == nil)
        for cut in 1..<end {
            let code = refusal(of: bytes[..<cut])
            if code == .empty, bytes[..<cut].allSatisfy({ $0 <= 0x20 }) { continue }
            #expect(code == .truncated || code == .malformed, "\(cut)")
        }
    }

    @Test(arguments: samples.filter(\.isWellFormed))
    func `A sample with its rest cut off and a notice instead is no document`(sample: Sample) throws {
        let notice = Array("\n=== Truncated Data ===\n".utf8)
        let bytes = try sample.bytes
        #expect(refusal(of: bytes + notice) == .trailingContent)
        #expect(refusal(of: bytes[..<(bytes.count / 2)] + notice) != nil)
    }

    @Test(arguments: samples.filter(\.isWellFormed))
    func `Two samples in one answer are no document`(sample: Sample) throws {
        let bytes = try sample.bytes
        let first = bytes + [0x0A]
        #expect(refusal(of: first + bytes.drop { $0 != UInt8(ascii: ">") }.dropFirst()) == .trailingContent)
        #expect(refusal(of: first + bytes) != nil)
    }

    @Test(
        arguments: [
            ("doc-getitem-message-malformed-html.xml", .malformed),
            ("doc-autodiscover-soap-settings-malformed.xml", .truncated),
            ("doc-getstreamingevents-concatenated.xml", .trailingContent),
        ] as [(String, XMLError.Code)]
    )
    func `A malformed sample fails for its reason`(name: String, code: XMLError.Code) throws {
        let bytes = try Fixture.bytes("ews-samples/\(name)")
        #expect(refusal(of: bytes) == code)
        #expect(refusal(of: bytes, chunkSize: 1) == code)
    }

    @Test(arguments: samples.filter(\.isWellFormed))
    func `A damaged sample is read or refused alike in any chunks`(sample: Sample) throws {
        let bytes = try sample.bytes
        let vocabulary = XMLVocabulary(namesIn: bytes)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<60 {
            let damaged = bytes.damaged(using: &generator)
            let whole = try? read(damaged, vocabulary).content
            for _ in 0..<3 {
                let chunks = damaged.randomChunks(using: &generator)
                #expect((try? read(chunks: chunks, vocabulary).content) == whole)
            }
        }
    }

    @Test func `Values come out exactly`() throws {
        let vocabulary = XMLVocabulary(
            namespaces: ["http://schemas.microsoft.com/exchange/services/2006/types"],
            names: ["Id", "ChangeKey", "ResponseClass"]
        )
        let root = try read(Fixture.bytes("ews-samples/doc-finditem-recurring-masters.xml"), vocabulary).root
        var values: [String] = []
        func visit(_ element: XMLElement) {
            if element.namespace == 0, !element.children.contains(where: { _ in true }) {
                values.append(element.attribute(0).map { "\($0) \(element.attribute(1) ?? "")" } ?? element.text)
            }
            values += element.attribute(2).map { [$0] } ?? []
            element.children.forEach(visit)
        }
        visit(root)
        #expect(
            values == [
                "", "Success", "AAMkADA5... DwAAABYA...", "Swim Team Practice", "2014-07-02T15:30:00Z",
                "2014-07-02T17:00:00Z", "Neighborhood Swimming Pool", "RecurringMaster",
            ]
        )
    }
}

/// A line of INDEX.tsv.
struct Sample: CustomTestStringConvertible {
    let name: String
    /// What xmllint said about the whole message: `valid`, `body-valid`, `INVALID` or `n/a`.
    let schema: String
    let isWellFormed: Bool

    var bytes: [UInt8] {
        get throws { try Fixture.bytes("ews-samples/\(name)") }
    }

    var testDescription: String { name }

    static let all: [Sample] = {
        let index = (try? Fixture.bytes("ews-samples/INDEX.tsv")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return index.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            let isWellFormed = !fields[0].hasPrefix("malformed/")
            let name = fields[0].split(separator: "/").last.map(String.init) ?? ""
            return Sample(name: name, schema: String(fields[7]), isWellFormed: isWellFormed)
        }
    }()
}

extension XMLVocabulary {
    /// Everything in a document that looks like a name.
    init(namesIn bytes: [UInt8]) {
        let words = bytes.split { !($0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39) }
        let names = Set(
            words.filter { $0.count < 40 && $0[$0.startIndex] >= 0x41 }.map { String(decoding: $0, as: UTF8.self) }
        )
        let uris = Set(bytes.split(separator: UInt8(ascii: "\"")).filter { $0.starts(with: "http".utf8) })
        self.init(namespaces: uris.map { String(decoding: $0, as: UTF8.self) }.sorted(), names: names.sorted())
    }
}
