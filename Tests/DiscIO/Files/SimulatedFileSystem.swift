import DiscIO
import Synchronization
import SystemPackage

/// A file system in memory that knows what is on the disk and what only in its cache, fails where
/// it is told to, and can lose its power.
///
/// Writes are short now and then. A sync that fails forgets what it could not write, as Linux does.
final class SimulatedFileSystem: FileSystem {
    /// What goes wrong; calls are counted from 0.
    enum Trouble: Hashable, Sendable {
        case none
        case once(at: Int)
        case always(from: Int)
        /// The call and all later ones fail and change nothing.
        case powerLoss(at: Int)
    }

    struct State {
        var files: [Int: SimulatedFile] = [:]
        var names: [String: Int] = [:]
        var durableNames: [String: Int] = [:]
        var pendingNames: [(path: String, file: Int?)] = []
        var open: [CInt: Int] = [:]
        var locks: [Int: CInt] = [:]
        var nextNumber = 3
        var calls = 0
        var failsOnce = false
        var random: TestRandom
    }

    let state: Mutex<State>
    private let trouble: Trouble
    private let error: Errno
    private let punchesHoles: Bool
    private let hasNewNames: Bool

    init(
        trouble: Trouble = .none, error: Errno = .ioError, punchesHoles: Bool = true,
        hasNewNames: Bool = true, seed: UInt64 = 1
    ) {
        self.trouble = trouble
        self.error = error
        self.hasNewNames = hasNewNames
        self.punchesHoles = punchesHoles
        self.state = Mutex(State(random: TestRandom(seed: seed)))
    }

    /// What is found after the power was lost: all that was synced, and a random part of the rest.
    init(afterPowerLossOf other: SimulatedFileSystem, seed: UInt64) {
        trouble = .none
        error = .ioError
        punchesHoles = other.punchesHoles
        hasNewNames = other.hasNewNames
        var state = other.state.withLock { $0 }
        state.random = TestRandom(seed: seed)
        // Names reach the disk in the order in which they were given.
        let kept = Int.random(in: 0...state.pendingNames.count, using: &state.random)
        for change in state.pendingNames.prefix(kept) {
            state.durableNames[change.path] = change.file
        }
        state.names = state.durableNames
        state.pendingNames = []
        state.files = state.files.mapValues { $0.afterPowerLoss(&state.random) }
        state.open = [:]
        state.locks = [:]
        self.state = Mutex(state)
    }

    /// The same files, with trouble to come.
    init(continuing other: SimulatedFileSystem, trouble: Trouble) {
        self.trouble = trouble
        error = .ioError
        punchesHoles = other.punchesHoles
        hasNewNames = other.hasNewNames
        state = Mutex(other.state.withLock { $0 })
    }

    /// How many calls were made.
    var calls: Int { state.withLock { $0.calls } }

    /// The names of all files.
    var names: [String] { state.withLock { $0.names.keys.sorted() } }

    /// The bytes of a file as a program sees them; nil if there is no such file.
    func bytes(_ path: String) -> [UInt8]? {
        state.withLock { state in state.names[path].flatMap { state.files[$0]?.bytes } }
    }

    /// Makes a file behind the program's back, safe on disk.
    func put(_ bytes: [UInt8], at path: String) {
        state.withLock { state in
            let number = state.nextNumber
            state.nextNumber += 1
            var file = SimulatedFile()
            file.write(bytes, at: 0)
            file.sync()
            state.files[number] = file
            state.names[path] = number
            state.durableNames[path] = number
        }
    }

    /// Takes a name away behind the program's back.
    func takeAway(_ path: String) {
        state.withLock { state in
            state.names[path] = nil
            state.durableNames[path] = nil
        }
    }

    private func call<Result>(
        _ body: (inout State) throws(Errno) -> Result, onFailure: (inout State) -> Void = { _ in }
    ) throws(Errno) -> Result {
        try state.withLock { (state) throws(Errno) in
            let call = state.calls
            state.calls += 1
            let fails =
                switch trouble {
                case .none: false
                case .once(let at): call == at
                case .always(let from), .powerLoss(let from): call >= from
                }
            guard fails || state.failsOnce else { return try body(&state) }
            state.failsOnce = false
            if case .powerLoss = trouble {} else { onFailure(&state) }
            throw error
        }
    }

    private func file(
        _ file: FileDescriptor, _ state: borrowing State
    ) throws(Errno) -> (number: Int, file: SimulatedFile) {
        guard let number = state.open[file.rawValue], let found = state.files[number] else {
            throw .badFileDescriptor
        }
        return (number, found)
    }
}

extension SimulatedFileSystem {
    func open(_ path: String, _ mode: FileOpening) throws(Errno) -> FileDescriptor {
        try call { (state) throws(Errno) in
            let number: Int
            if mode == .creating {
                guard state.names[path] == nil else { throw .fileExists }
                number = state.nextNumber
                state.files[number] = SimulatedFile()
                state.names[path] = number
                state.pendingNames.append((path, number))
            } else {
                guard let found = state.names[path] else { throw .noSuchFileOrDirectory }
                number = found
            }
            state.nextNumber += 1
            state.open[CInt(state.nextNumber)] = number
            return FileDescriptor(rawValue: CInt(state.nextNumber))
        }
    }

    func close(_ file: FileDescriptor) {
        state.withLock { state in
            if let number = state.open.removeValue(forKey: file.rawValue),
                state.locks[number] == file.rawValue
            {
                state.locks[number] = nil
            }
        }
    }

    func lock(_ descriptor: FileDescriptor) throws(Errno) {
        try call { (state) throws(Errno) in
            let number = try file(descriptor, state).number
            guard state.locks[number] == nil else { throw .wouldBlock }
            state.locks[number] = descriptor.rawValue
        }
    }

    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        try call { (state) throws(Errno) in
            let (number, file) = try file(descriptor, state)
            let links = state.names.values.count { $0 == number }
            return file.status(number, linkCount: links)
        }
    }

    func status(at path: String) throws(Errno) -> FileStatus {
        try call { (state) throws(Errno) in
            guard let number = state.names[path], let file = state.files[number] else {
                throw .noSuchFileOrDirectory
            }
            return file.status(number, linkCount: 1)
        }
    }

    func read(
        _ descriptor: FileDescriptor, into buffer: inout MutableSpan<UInt8>, from index: Int,
        at offset: Int
    ) throws(Errno) -> Int {
        let wanted = buffer.count - index
        let bytes = try call { (state) throws(Errno) in
            let file = try file(descriptor, state).file
            return Array(file.bytes.dropFirst(offset).prefix(wanted))
        }
        unsafe buffer.withUnsafeMutableBytes { buffer in
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[index...])
            unsafe rest.copyBytes(from: bytes)
        }
        return bytes.count
    }

    func write(
        _ descriptor: FileDescriptor, _ bytes: borrowing Span<UInt8>, at offset: Int
    ) throws(Errno) -> Int {
        let all = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
        let put = { (state: inout State, count: Int) throws(Errno) in
            let number = try self.file(descriptor, state).number
            state.files[number]?.write(Array(all.prefix(count)), at: offset)
        }
        return try call { (state) throws(Errno) in
            let isShort = Int.random(in: 0..<4, using: &state.random) == 0
            let count = isShort ? Int.random(in: 1...all.count, using: &state.random) : all.count
            try put(&state, count)
            return count
        } onFailure: { state in
            // A part may have been written before the error.
            try? put(&state, Int.random(in: 0...all.count, using: &state.random))
        }
    }

    func resize(_ descriptor: FileDescriptor, to size: Int) throws(Errno) {
        try call { (state) throws(Errno) in
            let number = try file(descriptor, state).number
            state.files[number]?.resize(to: size)
        }
    }

    func punchHole(_ descriptor: FileDescriptor, at offset: Int, count: Int) throws(Errno) {
        guard punchesHoles else { throw .notSupported }
        try call { (state) throws(Errno) in
            let number = try file(descriptor, state).number
            state.files[number]?.punchHole(at: offset, count: count)
        }
    }

    func nextData(_ descriptor: FileDescriptor, from offset: Int) throws(Errno) -> Int? {
        try call { (state) throws(Errno) in
            try file(descriptor, state).file.nextData(from: offset)
        }
    }

    func startWriteBack(_ file: FileDescriptor, at offset: Int, count: Int) {}

    func sync(_ descriptor: FileDescriptor) throws(Errno) {
        try call { (state) throws(Errno) in
            let number = try file(descriptor, state).number
            state.files[number]?.sync()
        } onFailure: { state in
            if let number = try? self.file(descriptor, state).number {
                state.files[number]?.failToSync(&state.random)
            }
        }
    }

    func rename(_ path: String, to new: String, replacing: Bool) throws(Errno) {
        try call { (state) throws(Errno) in
            guard let number = state.names[path] else { throw .noSuchFileOrDirectory }
            // A file system such as exFAT by FUSE.
            guard replacing || hasNewNames else { throw .notSupported }
            guard replacing || state.names[new] == nil else { throw .fileExists }
            state.names[new] = number
            state.names[path] = nil
            state.pendingNames.append((new, number))
            state.pendingNames.append((path, nil))
        }
    }

    func remove(_ path: String) throws(Errno) {
        try call { (state) throws(Errno) in
            guard state.names.removeValue(forKey: path) != nil else {
                throw .noSuchFileOrDirectory
            }
            state.pendingNames.append((path, nil))
        }
    }

    func syncDirectory(_ path: String) throws(Errno) {
        try call { state in
            state.durableNames = state.names
            state.pendingNames = []
        }
    }

    func freeSpace(at path: String) throws(Errno) -> Int {
        try call { _ in 1 << 30 }
    }
}
