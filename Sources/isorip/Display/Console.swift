import Glibc
import Synchronization

/// The only place that writes to stdout and stderr.
///
/// Results and JSON go to stdout. All else goes to stderr: messages, and the live block, which stays
/// the last thing on the screen. Safe to be used from several threads.
final class Console: Sendable {
    private let blockHeight = Mutex(0)
    private let isQuiet: Bool

    /// Makes the console; a quiet one passes over remarks.
    init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
    }

    /// The terminal that results are shown on; nil if they go elsewhere.
    static var resultTerminal: Terminal? { Terminal.attached(to: STDOUT_FILENO) }

    /// Writes a line of the result.
    func result(_ line: String) {
        blockHeight.withLock { height in
            Self.write(Self.erasing(&height), to: STDERR_FILENO)
            Self.write(line + "\n", to: STDOUT_FILENO)
        }
    }

    /// Writes a remark for the person at the terminal, above the live block.
    func note(_ line: String) {
        if !isQuiet { tell(line) }
    }

    /// Writes what somebody asked for, or has to know, above the live block.
    func tell(_ line: String) {
        blockHeight.withLock { height in
            Self.write(Self.erasing(&height) + line + "\n", to: STDERR_FILENO)
        }
    }

    /// Writes why the program ends, or what went wrong.
    func error(_ message: String) {
        tell("isorip: \(message)")
    }

    /// Replaces the live block by other lines, in one write so that nothing flickers.
    ///
    /// The lines must not be wider than the terminal.
    func showBlock(_ lines: [String]) {
        blockHeight.withLock { height in
            let text = lines.map { $0 + "\u{1B}[K\n" }.joined()
            let up = height > 0 ? "\u{1B}[\(height)A" : ""
            let below = height > lines.count ? "\u{1B}[J" : ""
            height = lines.count
            Self.write(up + "\r" + text + below, to: STDERR_FILENO)
        }
    }

    /// Leaves the live block on the screen as it is; what comes next goes below it.
    func releaseBlock() {
        blockHeight.withLock { $0 = 0 }
    }

    private static func erasing(_ height: inout Int) -> String {
        defer { height = 0 }
        return height > 0 ? "\u{1B}[\(height)A\r\u{1B}[J" : ""
    }

    /// Writes all of a text; a reader that went away is no reason to stop a rescue.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                return
            }
        }
    }
}
