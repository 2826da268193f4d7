import HTTPTypes

extension Fault {
    /// The answer with what this fault does to its text.
    func alter(_ answer: ServerAnswer) -> ServerAnswer {
        var answer = answer
        switch self {
        case .truncated:
            answer.body = Array(answer.body.prefix(answer.body.count * 3 / 5)) + "=== Truncated Data ===".utf8
        case .bomb(let mebibytes):
            let end = answer.body.firstIndex(of: "<s:Body".utf8) ?? answer.body.count
            answer.body = Gzip.bomb(start: Array(answer.body[..<end]), mebibytes: mebibytes)
            answer.headers[.contentEncoding] = "gzip"
        case .references:
            answer.body = Self.insert("&#x1;&#xB;&#xFFFF;".utf8, inTextsOf: answer.body)
        case .controls:
            answer.body = Self.insert([0x1B, 0x00, 0x0C], inTextsOf: answer.body)
        case .doctype:
            let start = answer.body.firstIndex(of: "?>".utf8).map { $0 + 2 } ?? 0
            answer.body.insert(contentsOf: Self.entities.utf8, at: start)
            answer.body = Self.insert("&c;".utf8, inTextsOf: answer.body)
        case .pieces:
            answer.delivery = .pieces(Self.awkwardPlaces(in: answer.body))
        case .withoutCharset:
            answer.headers[.contentType] = "text/xml"
        case .byteOrderMark:
            answer.body.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
        default: break
        }
        return answer
    }

    /// The answer with what this fault does to its way to the client, after any compression.
    func deliver(_ answer: ServerAnswer) -> ServerAnswer {
        var answer = answer
        switch self {
        case .cut(let percent): answer.delivery = .cut(after: answer.body.count * percent / 100)
        case .slow(let milliseconds):
            answer.delivery = .slow(bytes: max(answer.body.count / 16, 1), pause: .milliseconds(milliseconds))
        default: break
        }
        return answer
    }

    private static let entities = """
        <!DOCTYPE s:Envelope [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">\
        <!ENTITY f SYSTEM "file:///etc/passwd">]>
        """

    /// Elements whose text comes from strangers.
    private static let texts = ["<t:Subject>", "<t:Name>", "<t:DisplayName>"].map { Array($0.utf8) }

    private static func insert(_ bytes: some Collection<UInt8>, inTextsOf body: [UInt8]) -> [UInt8] {
        var damaged: [UInt8] = []
        damaged.reserveCapacity(body.count * 5 / 4)
        var start = 0
        for index in body.indices where body[index] == UInt8(ascii: ">") {
            guard let tag = texts.first(where: { body[...index].ends(with: $0) }), index + 1 >= tag.count else {
                continue
            }
            damaged += body[start...index]
            damaged += bytes
            start = index + 1
        }
        return damaged + body[start...]
    }

    /// Inside of characters of several bytes, of references, of tags and of the XML declaration; at most 4,000.
    private static func awkwardPlaces(in body: [UInt8]) -> [Int] {
        var places: [Int] = [3]
        for index in body.indices.dropLast() where index > 3 && places.count < 4_000 {
            switch body[index] {
            case 0xC0...: places.append(index + 1)
            case UInt8(ascii: "&"): places += [index + 1, index + 2]
            case UInt8(ascii: "<") where index.isMultiple(of: 7): places.append(index + 1)
            default: break
            }
        }
        return places.filter { $0 < body.count }
    }
}

extension ServerAnswer {
    /// Chunks that end in awkward places only do so in plain text.
    var isCompressible: Bool { delivery == .whole && headers[.contentEncoding] == nil && !body.isEmpty }
}

extension [UInt8] {
    fileprivate func firstIndex(of part: String.UTF8View) -> Int? {
        let part = Array(part)
        return indices.first { self[$0...].starts(with: part) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with part: [UInt8]) -> Bool {
        suffix(part.count).elementsEqual(part)
    }
}
