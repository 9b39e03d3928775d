import Glibc

/// What the other end of a stream can show.
package struct Terminal: Sendable {
    package let stream: StandardStream
    /// A person looks at it and lines can be redrawn; false for pipes, files and `TERM=dumb`.
    package let isInteractive: Bool
    /// Only on a terminal, and never if `NO_COLOR` is set (<https://no-color.org>).
    package let hasColor: Bool
    /// Bars and curves may use block characters; false if the locale names another encoding.
    package let hasUnicode: Bool
    private let columns: Int?

    /// Looks at the stream and the environment.
    package init(
        _ stream: StandardStream,
        environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) {
        self.stream = stream
        isInteractive = isatty(stream.rawValue) == 1 && environment("TERM") != "dumb"
        hasColor = isInteractive && (environment("NO_COLOR") ?? "").isEmpty
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first {
            !$0.isEmpty
        }
        // Containers often set no locale at all, while the terminal around them speaks UTF-8.
        hasUnicode = locale.map { $0.lowercased().contains("utf") } ?? true
        columns = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// A terminal of known abilities, for tests.
    package init(
        _ stream: StandardStream, isInteractive: Bool, hasColor: Bool, hasUnicode: Bool, width: Int?
    ) {
        self.stream = stream
        self.isInteractive = isInteractive
        self.hasColor = hasColor
        self.hasUnicode = hasUnicode
        columns = width
    }

    /// Columns that a line may fill now; nil if there is no limit, as in a file. A window can be
    /// resized at any time, so it is asked anew each time.
    package var width: Int? {
        guard isInteractive else { return columns }
        var size = winsize()
        let known = ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : columns ?? 80
    }
}
