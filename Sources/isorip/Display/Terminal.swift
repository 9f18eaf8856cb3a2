import Glibc

/// What the terminal behind a file descriptor can do.
struct Terminal {
    var columns: Int
    var hasColor: Bool
    var hasUnicode: Bool

    /// Asks the terminal; nil if the descriptor is none, or one that cannot move its cursor.
    static func attached(
        to descriptor: Int32, environment: (String) -> String? = Self.environment
    ) -> Terminal? {
        guard isatty(descriptor) == 1, environment("TERM") ?? "dumb" != "dumb" else { return nil }
        // no-color.org: set and not empty.
        let noColor = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first {
            !$0.isEmpty
        }
        let isUnicode = locale.map { $0.uppercased().contains("UTF") } ?? false
        return Terminal(
            columns: columns(of: descriptor), hasColor: !noColor, hasUnicode: isUnicode)
    }

    /// The width at this moment: windows are resized while a disc is read.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        let known = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
