import FoundationEssentials
import Glibc

/// The program that turns over long listings on a terminal: `PAGER`, or `less`.
enum Pager {
    /// Whether somebody was shown the lines; false if there is no such program.
    ///
    /// - Parameter lines: free of what a terminal takes for a command, but for colours.
    static func show(_ lines: [String]) -> Bool {
        let pager = ProcessInfo.processInfo.environment["PAGER"] ?? "less"
        guard !pager.allSatisfy(\.isWhitespace), pager != "cat" else { return false }
        // As Git does: ends by itself where one screen is enough, shows colours, and leaves the text where it is.
        setenv("LESS", "FRX", 0)
        // Whoever closes the pager before the end has seen enough.
        signal(SIGPIPE, SIG_IGN)
        guard let pipe = popen(pager, "w") else { return false }
        var text = lines.joined(separator: "\n")
        text += "\n"
        fputs(text, pipe)
        // The shell's status where there is no such program.
        return pclose(pipe) >> 8 != 127
    }
}
