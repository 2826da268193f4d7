import Directory
import RecordsFile
import Settings
import TabularFiles

extension Engine {
    /// What cannot be used of the file of users, each without an address.
    var directoryProblems: [String] {
        let directory = try? UserDirectory(settings: settings.eligibility)
        return (directory?.problems ?? []).map { "directory file, \($0)" }
    }

    /// What cannot be used of the file of records, each without an address; none if there is no such file.
    var recordProblems: [String] {
        guard let records = settings.records, let file = try? RecordsFile(path: records.path) else { return [] }
        return file.problems.map { "file of records, \($0)" }
    }

    /// Every mistake in a configuration's file of records.
    static func recordProblems(_ settings: RapportSettings) -> [SettingsProblem] {
        // One that cannot be read is told already.
        guard let records = settings.records, (try? records.checkReadable()) != nil else { return [] }
        do {
            return try RecordsFile(path: records.path).problems
                .map { .unusable(records, $0.expected, "'\(records.path)', \($0)") }
        } catch {
            return [.unusable(records, "a file of records", error.description)]
        }
    }
}
