import ConnectorTesting
import Settings
import Testing

/// Paths in a configuration, and where they lead.
struct PathTests {
    @Test(
        "A relative path is relative to the configuration's file, wherever the command is run",
        arguments: [
            ("data", "/data"), ("./data", "/./data"), ("../data", "/../data"), ("a b/ü", "/a b/ü"), ("data/", "/data/"),
        ]
    )
    func relative(path: String, expected: String) async throws {
        let directory = try TemporaryDirectory()
        let settings = try await load(#""dataDirectory":"\#(path)""#, in: directory)
        #expect(settings.dataDirectory == directory.path + expected)
        #expect(settings.eligibility.directoryFile?.path == directory.path + "/users.json")
    }

    @Test(arguments: ["/var/lib/rapport", "/"])
    func `An absolute path is taken as it is`(path: String) async throws {
        let directory = try TemporaryDirectory()
        #expect(try await load(#""dataDirectory":"\#(path)""#, in: directory).dataDirectory == path)
    }

    @Test func `A relative path in the environment is relative to where the command is run`() async throws {
        let directory = try TemporaryDirectory()
        let settings = try await load("\"subject\":\"none\"", ["RAPPORT_DATA_DIRECTORY": "here"], in: directory)
        #expect(settings.dataDirectory == "here")
    }

    @Test func `What is not given lies beside the configuration's file`() async throws {
        let directory = try TemporaryDirectory()
        #expect(try await load("\"subject\":\"none\"", in: directory).dataDirectory == directory.path + "/rapport-data")
    }

    private func load(
        _ json: String,
        _ environment: [String: String] = [:],
        in directory: TemporaryDirectory
    ) async throws -> RapportSettings {
        let people = #""tenant":"c","internalDomains":["contoso.example"],"directory":"users.json""#
        let path = try directory.write("{\(people),\(json)}", to: "rapport.json")
        return try await RapportSettings.load(path, environment: environment)
    }
}
