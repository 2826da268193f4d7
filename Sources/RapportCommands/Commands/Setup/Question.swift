import Glibc

/// Asks on a terminal for what the command line does not give; elsewhere it notes what is missing.
struct Question {
    private let isAsked = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    private var missing: [String] = []

    /// The value that is given, typed or usual.
    ///
    /// - Parameter option: with a value as an example.
    mutating func text(_ option: String, _ question: String, _ given: String?, usual: String? = nil) throws -> String {
        if let given { return given }
        guard isAsked else {
            if usual == nil { missing.append(option) }
            return usual ?? ""
        }
        while true {
            Terminal.showProgress("\(question)\(usual.map { " [\($0)]" } ?? ""): ")
            guard let line = readLine() else { throw CommandFailure(.usage, "Nothing was made.") }
            if !line.isEmpty { return line }
            if let usual { return usual }
        }
    }

    /// Values that are given, or typed with commas or spaces in between.
    mutating func list(_ option: String, _ question: String, _ given: [String]) throws -> [String] {
        guard given.isEmpty else { return given }
        return try text(option, question, nil).split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// - Throws: `CommandFailure` of status `usage` that names every option that is missing.
    func finish() throws {
        guard !missing.isEmpty else { return }
        throw CommandFailure(
            .usage,
            "Nothing was made. Add \(missing.joined(separator: " ")) with your own values, or run this on a terminal, which asks."
        )
    }
}
