import ConnectorTesting
import FoundationEssentials
import Testing
import XMLValidation

struct XMLSchemaTests {
    /// Microsoft's schema of Exchange Server SE, compiled once: that takes a while.
    private static let exchange = Result {
        try XMLSchema(contentsOf: Fixture.repositoryPath("Sources/ExchangeSimulator/Schema/driver.xsd"))
    }

    @Test(arguments: SampleTests.samples.filter(\.isWellFormed))
    func `A sample is valid or not as its index says`(sample: Sample) throws {
        let schema = try Self.exchange.get()
        let bytes = try sample.bytes
        switch sample.schema {
        case "valid":
            try schema.validate(bytes)
        case "body-valid":
            // The documentation's bulk rewrite of http: to https: hit the namespace of SOAP.
            let error = try #require(throws: XMLSchemaError.self) { try schema.validate(bytes) }
            #expect(error.code == .invalid)
            #expect(error.element == "Envelope")
            let text = String(decoding: bytes, as: UTF8.self)
            try schema.validate(
                Array(text.replacing("\"https://schemas.xmlsoap", with: "\"http://schemas.xmlsoap").utf8)
            )
        default:
            let error = try #require(throws: XMLSchemaError.self) { try schema.validate(bytes) }
            #expect(error.code == .invalid)
        }
    }

    @Test(arguments: SampleTests.samples.filter { !$0.isWellFormed })
    func `A malformed sample is not validated`(sample: Sample) throws {
        let schema = try Self.exchange.get()
        let error = try #require(throws: XMLSchemaError.self) { try schema.validate(sample.bytes) }
        #expect(error.code == .malformedDocument)
    }

    @Test func `An error names line and element but no text`() throws {
        let request = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
                xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Body>
            <m:GetItem>
            <m:ItemShape>secret</m:ItemShape>
            </m:GetItem></s:Body></s:Envelope>
            """
        let schema = try Self.exchange.get()
        let error = try #require(throws: XMLSchemaError.self) { try schema.validate(Array(request.utf8)) }
        #expect(error == XMLSchemaError(.invalid, line: 4, element: "ItemShape"))
        #expect(error.description == "XML against the schema: ItemShape, line 4")
    }

    @Test(arguments: [
        "", "<a", "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<a><a></a>", "<p:a/>",
    ])
    func `What is not strictly well-formed is not validated`(text: String) throws {
        let schema = try Self.exchange.get()
        let error = try #require(throws: XMLSchemaError.self) { try schema.validate(Array(text.utf8)) }
        #expect(error.code == .malformedDocument)
    }

    @Test func `A document cannot bring its own schema`() throws {
        try withFolders { folder in
            try Self.write(Self.schema(of: "urn:own", element: "a"), to: folder + "own.xsd")
            let document = """
                <a xmlns="urn:own" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="urn:own file://\(folder)own.xsd"/>
                """
            let schema = try Self.exchange.get()
            #expect(throws: XMLSchemaError.self) { try schema.validate(Array(document.utf8)) }
        }
    }

    @Test func `A schema is used from many tasks at once`() async throws {
        let schema = try Self.exchange.get()
        let valid = try Fixture.bytes("ews-samples/doc-finditem-error.xml")
        let invalid = try Fixture.bytes("ews-samples/doc-syncfolderhierarchy-initial.xml")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask { (try? schema.validate(number.isMultiple(of: 2) ? valid : invalid)) != nil }
            }
            return await group.reduce(into: [false: 0, true: 0]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == [true: 20, false: 20])
    }

    @Test func `A schema imports files of its own folder and no others`() throws {
        try withFolders { folder in
            try Self.write(Self.schema(of: "urn:other", element: "b"), to: folder + "inside/other.xsd")
            try Self.write(Self.importing("other.xsd"), to: folder + "inside/main.xsd")
            let schema = try XMLSchema(contentsOf: folder + "inside/main.xsd")
            try schema.validate(Array("<a xmlns=\"urn:main\"><b xmlns=\"urn:other\">x</b></a>".utf8))

            try Self.write(Self.schema(of: "urn:other", element: "b"), to: folder + "outside.xsd")
            try Self.write(Self.importing("../outside.xsd"), to: folder + "inside/main.xsd")
            #expect(throws: XMLSchemaError(.unusableSchema)) { try XMLSchema(contentsOf: folder + "inside/main.xsd") }
        }
    }

    @Test func `A missing or malformed schema is unusable`() throws {
        #expect(throws: XMLSchemaError(.unusableSchema)) { try XMLSchema(contentsOf: "/nonexistent/x.xsd") }
        try withFolders { folder in
            for text in ["", "<a/>", "<xs:schema"] {
                try Self.write(text, to: folder + "x.xsd")
                #expect(throws: XMLSchemaError(.unusableSchema)) { try XMLSchema(contentsOf: folder + "x.xsd") }
            }
        }
    }

    private static func schema(of namespace: String, element: String) -> String {
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="\(namespace)">
        <xs:element name="\(element)" type="xs:string"/></xs:schema>
        """
    }

    private static func importing(_ location: String) -> String {
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:other" targetNamespace="urn:main">
        <xs:import namespace="urn:other" schemaLocation="\(location)"/>
        <xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="o:b"/></xs:sequence></xs:complexType>
        </xs:element></xs:schema>
        """
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    /// A temporary folder with the folder `inside` in it.
    private func withFolders(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/xml schema \(UUID().uuidString)/"
        try FileManager.default.createDirectory(atPath: folder + "inside", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }
}
