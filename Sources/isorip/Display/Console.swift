import DiscIO
import Glibc
import Synchronization

/// The only place that writes to stdout and stderr.
///
/// Results and JSON go to stdout. All else goes to stderr: messages, and the live block, which stays
/// the last thing on the screen. What a disc, a file or a command line says never steers the terminal:
/// all lines are cleaned here, and colours are no part of their words. Safe to be used from several
/// threads.
final class Console: Sendable {
    private struct State {
        var blockHeight = 0
        /// Why results cannot be written any more, once that has failed.
        var failure: CInt?
    }

    private let state = Mutex(State())
    private let isQuiet: Bool

    /// Makes the console; a quiet one passes over remarks.
    init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
    }

    /// The terminal that results are shown on; nil if they go elsewhere.
    static var resultTerminal: Terminal? { Terminal.attached(to: STDOUT_FILENO) }

    /// Whether a part of the result could not be written; that was told.
    ///
    /// A reader that went away, as `head` does, has all that it wanted.
    var isResultLost: Bool { state.withLock { $0.failure ?? EPIPE } != EPIPE }

    /// Writes a line of the result.
    func result(_ line: StyledText) {
        resultDocument(line.codes)
    }

    /// Writes a line of the result.
    func result(_ line: String) {
        resultDocument(line.printable)
    }

    /// Writes a line of the result that has columns, with tabs between them.
    func resultRow(_ columns: [String]) {
        resultDocument(columns.map(\.printable).joined(separator: "\t"))
    }

    /// Writes a result of several lines.
    func resultText(_ text: String) {
        resultDocument(Self.lines(text))
    }

    /// Writes a result as it is, with a line's end behind it; it is no text for a terminal.
    func resultDocument(_ document: String) {
        state.withLock { state in
            _ = Self.write(Self.erasing(&state.blockHeight), to: STDERR_FILENO)
            guard state.failure == nil else { return }
            state.failure = Self.write(document + "\n", to: STDOUT_FILENO)
            guard let failure = state.failure, failure != EPIPE else { return }
            let reason = OutputError.Reason.system(code: failure).label
            let sentence = "isorip: the result cannot be written to standard output: \(reason)"
            _ = Self.write(sentence.printable + "\n", to: STDERR_FILENO)
        }
    }

    /// Writes a remark for the person at the terminal, above the live block.
    func note(_ line: String) {
        if !isQuiet { tell(line) }
    }

    /// Writes what somebody asked for, or has to know, above the live block.
    func tell(_ line: String) {
        show(line.printable)
    }

    /// Writes several lines that somebody has to know.
    func tell(text: String) {
        show(Self.lines(text))
    }

    private func show(_ text: String) {
        state.withLock { state in
            _ = Self.write(Self.erasing(&state.blockHeight) + text + "\n", to: STDERR_FILENO)
        }
    }

    /// Writes why the program ends, or what went wrong.
    func error(_ message: String) {
        tell("isorip: \(message)")
    }

    /// Replaces the live block by other lines, in one write so that nothing flickers.
    ///
    /// The lines must not be wider than the terminal.
    func showBlock(_ lines: [StyledText]) {
        state.withLock { state in
            let text = lines.map { $0.codes + "\u{1B}[K\n" }.joined()
            let up = state.blockHeight > 0 ? "\u{1B}[\(state.blockHeight)A" : ""
            let below = state.blockHeight > lines.count ? "\u{1B}[J" : ""
            state.blockHeight = lines.count
            _ = Self.write(up + "\r" + text + below, to: STDERR_FILENO)
        }
    }

    /// Leaves the live block on the screen as it is; what comes next goes below it.
    func releaseBlock() {
        state.withLock { $0.blockHeight = 0 }
    }

    private static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).printable }.joined(separator: "\n")
    }

    private static func erasing(_ height: inout Int) -> String {
        defer { height = 0 }
        return height > 0 ? "\u{1B}[\(height)A\r\u{1B}[J" : ""
    }

    /// Writes all of a text.
    ///
    /// - Returns: Why that could not be done, an errno value; nil if it was. It is no reason to stop a
    ///   rescue.
    private static func write(_ text: String, to descriptor: CInt) -> CInt? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                // Somebody else made it non-blocking; here there is nothing better to do than to wait.
                var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&wish, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}
