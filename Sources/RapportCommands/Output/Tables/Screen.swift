import FoundationEssentials
import Glibc

/// Where tables are shown: how much room there is, and whether colours are seen.
package struct Screen: Hashable, Sendable {
    /// Columns; nil where nothing limits a line, as in a file or a pipe.
    package var width: Int?
    /// Lines; nil where nothing is to be turned over.
    package var height: Int?
    package var isColoured = false

    package init(width: Int? = nil, height: Int? = nil, isColoured: Bool = false) {
        self.width = width
        self.height = height
        self.isColoured = isColoured
    }

    /// What standard output is; off a terminal a line is as long as it is.
    ///
    /// - Parameters:
    ///   - color: what was asked for; else colours are for terminals, unless `NO_COLOR` is set
    ///     (<https://no-color.org>).
    ///   - isPaged: whether long listings may be turned over.
    static func standard(_ color: ColorChoice = .auto, isPaged: Bool = true) -> Screen {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let isColoured: Bool =
            switch color {
            case .always: true
            case .never: false
            case .auto: isTerminal && !isPlain && environment["TERM"] != "dumb"
            }
        guard isTerminal else { return Screen(isColoured: isColoured) }
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        let columns = environment["COLUMNS"].flatMap { Int($0) } ?? (isKnown ? Int(size.ws_col) : 0)
        let lines = isKnown ? Int(size.ws_row) : 0
        return Screen(
            width: columns > 0 ? max(columns, 20) : 80,
            height: isPaged && lines > 0 ? lines : nil,
            isColoured: isColoured
        )
    }
}
