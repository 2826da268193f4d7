import ConnectorTesting
import Foundation
import Settings
import Testing

/// The table of settings: each mistake that it documents is found where it stands, whichever setting it is.
struct SettingTableTests {
    /// A wrong value as JSON, and as the environment would have it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let setting: Setting
        let json: String
        let variable: String?

        var testDescription: String { "\(setting.key) \(json)" }
    }

    static let mistakes: [Mistake] = SettingTable.all.filter { !$0.isSecret }.flatMap { setting in
        wrong(setting.kind).map { Mistake(setting: setting, json: $0.json, variable: $0.variable) }
    }

    private static func wrong(_ kind: SettingKind) -> [(json: String, variable: String?)] {
        switch kind {
        case .text, .path:
            [("5", nil), ("true", nil), ("[\"x\"]", nil), ("null", nil), ("\"\"", ""), ("{\"x\": 1}", nil)]
        case .flag: [("\"true\"", nil), ("1", "yes"), ("null", ""), ("{\"x\": 1}", nil)]
        case .number(let range, _):
            [
                ("\(range.lowerBound - 1)", "\(range.lowerBound - 1)"),
                ("\(range.upperBound + 1)", "\(range.upperBound + 1)"),
                ("\"\(range.lowerBound)\"", "many"), ("\(range.lowerBound).5", "1.5"), ("1e999", "1e3"), ("null", ""),
            ]
        case .choice(let names, _):
            [("\"nonsense\"", "nonsense"), ("\"\(names[0].uppercased()) \"", "x y"), ("[]", "")]
        case .span(let range, _):
            [
                ("15", "15"), ("\"15 m\"", "15 minutes"), ("\"\((range.upperBound + .seconds(1)).spelling)\"", "0s"),
                ("null", ""),
            ]
        case .list: [("\"x\"", nil), ("[1]", nil), ("[[\"x\"]]", nil), ("[null]", nil), ("{\"x\": 1}", nil)]
        case .secret: []
        }
    }

    @Test(arguments: mistakes)
    func `Each wrong value is told with its place and what it must be`(mistake: Mistake) async throws {
        let setting = mistake.setting
        let (path, line, directory) = try write(setting.key, mistake.json)
        defer { withExtendedLifetime(directory) {} }
        let failure = await failure(path)
        let problem = failure?.problems.first { $0.key == setting.key }
        #expect(problem?.origin == .file(path, line: line), "\(failure?.message ?? "nothing")")
        #expect(problem?.found != nil)
        #expect(failure?.message.contains("\(path):\(line): '\(setting.key)' must be ") == true)
        guard let value = mistake.variable else { return }
        let plain = try write("x", nil)
        defer { withExtendedLifetime(plain) {} }
        let other = await self.failure(plain.path, environment: [setting.variable: value])
        let told = other?.problems.first { $0.key == setting.key }
        #expect(told?.origin == .variable(setting.variable), "\(other?.message ?? "nothing")")
    }

    @Test(arguments: SettingTable.all)
    func `A misspelt name is told with the right one`(setting: Setting) async throws {
        var letters = Array(setting.key)
        let start = letters.indices.first { $0 > setting.block.count && letters[$0] != letters[$0 + 1] }
        let index = try #require(start)
        letters.swapAt(index, index + 1)
        let name = String(letters)
        let (path, line, directory) = try write(name, "1")
        defer { withExtendedLifetime(directory) {} }
        let failure = await failure(path)
        let problem = failure?.problems.first { $0.key == name }
        #expect(problem?.origin == .file(path, line: line))
        #expect(problem?.text == "'\(name)' is not a known setting. Did you mean '\(setting.key)'?")
    }

    @Test(arguments: SettingTable.all.filter(\.isRequired))
    func `What must be given is missed by name`(setting: Setting) async throws {
        let (path, _, directory) = try write(setting.key, nil)
        defer { withExtendedLifetime(directory) {} }
        let problem = await failure(path)?.problems.first { $0.key == setting.key }
        #expect(problem?.text.hasPrefix("'\(setting.key)' must be given, here or as \(setting.variable): ") == true)
    }

    @Test(arguments: SettingTable.all.filter(\.isSecret))
    func `A secret in the file is refused and never shown`(setting: Setting) async throws {
        let (path, line, directory) = try write(setting.key, "\"hunter2\"")
        defer { withExtendedLifetime(directory) {} }
        let failure = await failure(path)
        #expect(failure?.problems.map(\.origin) == [.file(path, line: line)])
        #expect(failure?.message.contains("hunter2") == false)
        let effective = try EffectiveSetting.all(path, environment: [setting.variable: "hunter2"])
        let shown = effective.first { $0.setting == setting }
        #expect(shown?.value == "(withheld)")
        #expect(shown?.origin == .variable(setting.variable))
    }

    @Test func `Every setting has its own name and variable, and says what it means`() {
        let names = SettingTable.all.flatMap(\.keys)
        #expect(Set(names).count == names.count)
        #expect(Set(SettingTable.all.map(\.variable)).count == SettingTable.all.count)
        for setting in SettingTable.all {
            #expect(setting.meaning.hasSuffix("."), "\(setting.key)")
            #expect(!setting.kind.expectation.isEmpty)
        }
    }

    @Test func `The page in Documentation is the reference`() throws {
        let page = try String(contentsOfFile: Fixture.repositoryPath("Documentation/configuration.md"), encoding: .utf8)
        #expect(page == SettingsReference.page + "\n")
    }

    @Test func `What counts is shown with where it comes from`() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("{\n\"tenant\": \"c\",\n\"ews\": {\"archive\": false}}", to: "rapport.json")
        let all = try EffectiveSetting.all(path, environment: ["RAPPORT_MAILBOXES": "a@b.example, c\"d@b.example"])
        func shown(_ key: String) -> [String?] {
            all.filter { $0.setting.key == key }.flatMap { [$0.value, $0.origin.description] }
        }
        #expect(shown("tenant") == ["\"c\"", "\(path):2"])
        #expect(shown("ews.archive") == ["false", "\(path):3"])
        #expect(shown("mailboxes") == [#"["a@b.example", "c\"d@b.example"]"#, "RAPPORT_MAILBOXES"])
        #expect(shown("retentionDays") == ["366", "default"])
        #expect(shown("subject") == ["\"none\"", "default"])
        #expect(shown("ews.url") == [nil, "default"])
    }

    // MARK: A file with one setting on a line of its own

    private func write(_ key: String, _ value: String?) throws -> (path: String, line: Int, TemporaryDirectory) {
        let directory = try TemporaryDirectory()
        var lines = [
            "{", #""tenant": "contoso","#, #""internalDomains": ["contoso.example"],"#, #""directory": "u.csv","#,
        ]
        lines.removeAll { $0.hasPrefix("\"\(key)\":") }
        let names = key.split(separator: ".")
        lines += names.dropLast().map { "\"\($0)\": {" }
        if let value {
            lines.append("\"\(names[names.count - 1])\": \(value)")
        } else {
            lines.append("\"subject\": \"none\"")
        }
        let line = lines.count
        lines.append(String(repeating: "}", count: value == nil ? 1 : names.count))
        return (try directory.write(lines.joined(separator: "\n"), to: "rapport.json"), line, directory)
    }

    private func failure(_ path: String, environment: [String: String] = [:]) async -> SettingsError? {
        do {
            _ = try await RapportSettings.load(path, environment: environment)
            return nil
        } catch {
            return error
        }
    }
}
