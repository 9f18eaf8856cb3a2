import CLinux
import Glibc
import RescueCore
import SystemPackage

/// Runs a program that may crash, loop or talk nonsense, and lets nothing come of that.
///
/// It has a pipe as its output, nothing else that is open, and few variables. It can write no file,
/// leaves no core, and is killed with all that it started when its time is up. Its standard input has
/// one byte when all these limits are set: until then it is to wait, and without one to end.
enum ConfinedProcess {
    /// How a program ended.
    enum Ending: Hashable {
        /// With a status of its own.
        case exited(CInt)
        /// By a signal.
        case crashed(signal: CInt)
        /// It was killed when its time was up.
        case outOfTime
        /// It was killed when it had computed for as long as it may.
        case outOfProcessorTime
        /// It was killed because nobody wanted to hear more.
        case unheard
    }

    /// What of the environment is passed on: what finds libraries and programs.
    private static let variables = ["PATH", "LD_LIBRARY_PATH"]
    /// The ignored signals of this process would be ignored there, too.
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXCPU, SIGXFSZ]

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: The program.
    ///   - image: Its last argument.
    ///   - take: Is given what it writes, piece by piece, and says whether to go on.
    /// - Returns: How it ended.
    /// - Throws: Why it cannot be started.
    static func run(
        _ program: ReaderProgram, on image: String, take: (ArraySlice<UInt8>) -> Bool
    ) throws(Errno) -> Ending {
        let deadline = ContinuousClock.now + program.limits.time
        let (process, output) = try start(program, on: image)
        defer { try? output.close() }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while let count = read(&buffer, from: output, until: deadline) {
            if count == 0 { return wait(for: process, until: deadline) }
            guard take(buffer[..<count]) else {
                stop(process)
                return .unheard
            }
        }
        return stop(process) ?? .outOfTime
    }

    /// Starts a program and sets its limits.
    ///
    /// - Returns: The process, and the end of the pipe that it writes to.
    private static func start(
        _ program: ReaderProgram, on image: String
    ) throws(Errno) -> (process: pid_t, output: FileDescriptor) {
        let output = try pipe()
        defer { try? output.input.close() }
        do throws(Errno) {
            let start = try pipe()
            defer { try? start.input.close() }
            defer { try? start.output.close() }
            let process = try spawn(
                program, on: image, reading: start.output, writingTo: output.input)
            do throws(Errno) {
                try limit(process, program.limits)
            } catch {
                stop(process)
                throw error
            }
            // One that has ended already does not read it.
            _ = unsafe withUnsafeBytes(of: UInt8(0)) { unsafe try? start.input.write($0) }
            return (process, output.output)
        } catch {
            try? output.output.close()
            throw error
        }
    }

    /// A pipe whose ends no program inherits.
    private static func pipe() throws(Errno) -> (output: FileDescriptor, input: FileDescriptor) {
        do {
            let (output, input) = try FileDescriptor.pipe()
            defer { try? output.close() }
            defer { try? input.close() }
            return (try high(output), try high(input))
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// The same file by a number above those of the standard streams, which the program gets.
    private static func high(_ file: FileDescriptor) throws(Errno) -> FileDescriptor {
        let number = fcntl(file.rawValue, F_DUPFD_CLOEXEC, 3)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: number)
    }

    private static func spawn(
        _ program: ReaderProgram, on image: String, reading output: FileDescriptor,
        writingTo input: FileDescriptor
    ) throws(Errno) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output.rawValue, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, input.rawValue, 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // Its own group, so that what it starts is killed with it.
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe posix_spawnattr_setsigmask(&attributes, &set)
        for signal in signals { unsafe sigaddset(&set, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &set)
        var process: pid_t = 0
        let error = unsafe withCStrings([program.path] + program.arguments + [image]) { words in
            unsafe withCStrings(environment) { variables in
                unsafe program.path.withSystemPath {
                    unsafe posix_spawn(&process, $0, &actions, &attributes, words, variables)
                }
            }
        }
        guard error == 0 else { throw Errno(rawValue: error) }
        return process
    }

    /// The variables that are passed on, and one that keeps Swift from telling of a crash at length.
    private static var environment: [String] {
        variables.compactMap { name in
            guard let value = unsafe getenv(name) else { return nil }
            let bytes = unsafe UnsafeRawBufferPointer(start: value, count: strlen(value))
            return unsafe "\(name)=" + String(lossless: bytes)
        } + ["SWIFT_BACKTRACE=enable=no"]
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe texts.map { unsafe $0.withSystemPath { unsafe strdup($0) } } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("it ends with nil") }
            return unsafe body(start)
        }
    }

    /// Sets the limits from outside, so that they hold whatever the program is.
    private static func limit(_ process: pid_t, _ limits: ReaderProgram.Limits) throws(Errno) {
        let values = [
            (RLIMIT_AS, limits.memory), (RLIMIT_CPU, limits.processorSeconds), (RLIMIT_CORE, 0),
            (RLIMIT_FSIZE, 0),
        ]
        for (resource, value) in values {
            // At the hard limit of CPU time there is a SIGKILL; SIGXCPU, before it, says why.
            let margin = resource == RLIMIT_CPU ? 1 : 0
            let number = CInt(bitPattern: UInt32(resource.rawValue))
            var old = rlimit()
            guard unsafe prlimit(process, number, nil, &old) == 0 else {
                // It has ended already.
                if errno == ESRCH { return }
                throw Errno(rawValue: errno)
            }
            // Who has less may not give more.
            let most = min(rlim_t(value + margin), old.rlim_max)
            var limit = rlimit(rlim_cur: min(rlim_t(value), most), rlim_max: most)
            guard unsafe prlimit(process, number, &limit, nil) == 0 || errno == ESRCH else {
                throw Errno(rawValue: errno)
            }
        }
    }

    /// Reads what is there, or will be before a deadline.
    ///
    /// - Returns: How many bytes; 0 at the end; nil if the time is up.
    private static func read(
        _ buffer: inout [UInt8], from output: FileDescriptor,
        until deadline: ContinuousClock.Instant
    ) -> Int? {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return nil }
            let (seconds, fraction) = left.components
            let milliseconds = seconds * 1000 + fraction / 1_000_000_000_000_000 + 1
            var wish = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&wish, 1, CInt(clamping: milliseconds)) > 0 else { continue }
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe try? output.read(into: $0) }
            return count ?? 0
        }
    }

    /// Waits until a program that closed its output has ended.
    private static func wait(
        for process: pid_t, until deadline: ContinuousClock.Instant
    ) -> Ending {
        while !hasEnded(process) {
            guard ContinuousClock.now < deadline else { return stop(process) ?? .outOfTime }
            usleep(1000)
        }
        return stop(process) ?? .crashed(signal: SIGKILL)
    }

    /// Whether a program has ended; its number stays its own until it is waited for.
    private static func hasEnded(_ process: pid_t) -> Bool {
        var end = unsafe siginfo_t()
        let options = WEXITED | WNOHANG | WNOWAIT
        guard unsafe waitid(P_PID, id_t(process), &end, options) == 0 else { return true }
        return unsafe end.si_signo != 0
    }

    /// Kills a program and all that it started.
    ///
    /// - Returns: How it had ended before, if it had.
    @discardableResult
    private static func stop(_ process: pid_t) -> Ending? {
        var status: CInt = 0
        _ = kill(-process, SIGKILL)
        var found: pid_t
        repeat { found = unsafe waitpid(process, &status, 0) } while found < 0 && errno == EINTR
        // Where SIGCHLD is ignored, nobody can tell.
        guard found == process else { return nil }
        let ending = ending(of: status)
        return ending == .crashed(signal: SIGKILL) ? nil : ending
    }

    /// What `waitpid` says, as <sys/wait.h> takes it apart.
    private static func ending(of status: CInt) -> Ending {
        let signal = status & 0x7F
        guard signal != 0 else { return .exited(status >> 8 & 0xFF) }
        return signal == SIGXCPU ? .outOfProcessorTime : .crashed(signal: signal)
    }
}
