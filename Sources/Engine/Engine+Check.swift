extension Engine {
    /// Follows the way to the data layer by layer: names, TLS, token, permissions, server, CRM, and every admitted
    /// mailbox; also before anybody consented to anything.
    ///
    /// Stores nothing.
    ///
    /// - Parameters:
    ///   - problems: told what cannot be used of the files of users and records.
    ///   - told: told of every probe, while the next is made.
    /// - Returns: all probes, in the order in which they were made.
    /// - Throws: `CancellationError`, or what is no answer of a service, a setting or a file of ours.
    package func check(problems: ([String]) -> Void, told: @escaping (Probe) -> Void) async throws -> [Probe] {
        problems(directoryProblems + recordProblems)
        var check = ConnectionCheck(self, told: told)
        try await check.run()
        return check.probes
    }
}
