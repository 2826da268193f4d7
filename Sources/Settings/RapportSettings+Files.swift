import Glibc

extension RapportSettings {
    /// Every file that the settings name and that could not be used if it were needed now: unreadable, open to others,
    /// or without what should be in it.
    package var unusableFiles: [SettingsProblem] {
        var problems: [SettingsProblem] = []
        func attempt(_ use: () throws -> Void) {
            do {
                try use()
            } catch let error as SettingsError {
                problems += error.problems.isEmpty ? [.statement(error.message)] : error.problems
            } catch {
                problems.append(.statement(String(describing: error)))
            }
        }
        if source != .graph { attempt { _ = try exchange.signIn.credential() } }
        if source != .ews || dataverse.root != nil { attempt { _ = try application.application() } }
        attempt { _ = try console.clients() }
        if signIn.isOn { attempt { _ = try signIn.application() } }
        let files = [
            eligibility.directoryFile, records, exchange.caFile, application.caFile, signIn.caFile,
            introductions.requestFile,
        ]
        for file in files.compactMap(\.self) { attempt { try file.checkReadable() } }
        return problems
    }
}

extension SettingPath {
    /// - Throws: `SettingsError` if there is no file here, or none that we may read.
    package func checkReadable() throws(SettingsError) {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw SettingsError([
                .unusable(self, "a file that can be read", "the file '\(path)' cannot be read (\(reason)).")
            ])
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw SettingsError([.unusable(self, "a file", "'\(path)' is a folder.")])
        }
    }
}
