import CTargetUser
import Glibc
import RescueCore
import SCSITarget

/// A command as it lies in the ring: what was asked, and where its answer goes.
struct RingCommand {
    /// The command descriptor block: 16 bytes, whatever the command uses of them.
    var block: [UInt8]
    /// Where data goes to or comes from: pieces of the shared memory.
    fileprivate var pieces: [Range<Int>]
    fileprivate var entry: RingEntry
}

/// A stretch of the ring, at `place` of the shared memory.
private struct RingEntry {
    enum Kind { case command, abort, padding }

    var place: Int
    var length: Int
    var kind: Kind

    /// Reads the first word of an entry: the length, and in its lowest bits what it is.
    init(word: UInt32, at place: Int) {
        self.place = place
        length = Int(word & ~7)
        kind =
            switch word & 7 {
            case 1: .command
            case 2: .abort
            default: .padding
            }
    }
}

/// The ring of commands that the kernel's TCMU shares with this program.
///
/// The kernel puts commands in and moves the head; this program answers them in their order and
/// moves the tail. Source: the kernel's document tcmu-design, linux/target_core_user.h.
@safe
struct CommandRing: ~Copyable {
    private let descriptor: Int32
    private let memory: UnsafeMutableRawPointer
    private let size: Int
    private var start = 0
    private var length = 0

    /// Maps the memory of a device of the kernel's userspace I/O.
    init(device: String, size: Int) throws(DriveFailure) {
        descriptor = unsafe open(device, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(device)") }
        let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
            close(descriptor)
            throw .system("map \(device)")
        }
        unsafe self.memory = unsafe memory
        self.size = size
        start = Int(number(at: ringStartPlace, as: UInt32.self))
        length = Int(number(at: ringSizePlace, as: UInt32.self))
    }

    deinit {
        unsafe munmap(memory, size)
        close(descriptor)
    }

    /// Waits until the kernel has put something in, at most so long.
    func wait(milliseconds: Int32) {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&request, 1, milliseconds) == 1 else { return }
        var interrupts: UInt32 = 0
        _ = unsafe read(descriptor, &interrupts, 4)
    }

    /// The oldest command that was not answered yet.
    mutating func next() -> RingCommand? {
        while tail != head {
            let entry = entry(at: tail)
            if entry.kind == .command { return command(of: entry) }
            skip(entry)
        }
        return nil
    }

    /// Whether the kernel has asked for the end of `command`, which is the oldest one.
    func isAborted(_ command: RingCommand) -> Bool {
        var position = tail
        while position != head {
            let entry = entry(at: position)
            if entry.kind == .abort { return true }
            position = (position + entry.length) % length
        }
        return false
    }

    /// The bytes the initiator sent along with a command.
    func dataOut(of command: RingCommand) -> [UInt8] {
        command.pieces.flatMap { piece in piece.map { number(at: $0, as: UInt8.self) } }
    }

    /// Answers the oldest command and tells the kernel.
    mutating func answer(_ command: RingCommand, with reply: TargetReply) {
        let place = command.entry.place
        // The kernel takes 0 bytes for all of them: a success without any sends one.
        let sent = max(put(reply.data, into: command.pieces), reply.status == .good ? 1 : 0)
        store(UInt64(reply.status.rawValue), at: place + entryStatusPlace)
        store(UInt32(sent), at: place + entryReadLengthPlace)
        store(readLengthFlag, at: place + entryFlagsPlace)
        for (index, byte) in (reply.sense?.fixedFormat ?? []).enumerated() {
            store(byte, at: place + entrySensePlace + index)
        }
        skip(command.entry)
        var doorbell: UInt32 = 0
        _ = unsafe write(descriptor, &doorbell, 4)
    }
}

/// Says that the number of bytes sent is valid.
private let readLengthFlag: UInt8 = 2

extension CommandRing {
    private var head: Int { unsafe Int(ringHead(memory)) }

    private var tail: Int { Int(number(at: ringTailPlace, as: UInt32.self)) }

    private func number<Number: BitwiseCopyable>(at place: Int, as type: Number.Type) -> Number {
        unsafe memory.loadUnaligned(fromByteOffset: place, as: type)
    }

    private func store<Number: BitwiseCopyable>(_ number: Number, at place: Int) {
        unsafe memory.storeBytes(of: number, toByteOffset: place, as: Number.self)
    }

    private func entry(at position: Int) -> RingEntry {
        RingEntry(word: number(at: start + position, as: UInt32.self), at: start + position)
    }

    private mutating func skip(_ entry: RingEntry) {
        unsafe setRingTail(memory, UInt32((tail + entry.length) % length))
    }

    private func command(of entry: RingEntry) -> RingCommand {
        let block = Int(number(at: entry.place + entryCommandPlace, as: UInt64.self))
        let count = Int(number(at: entry.place + entryVectorCountPlace, as: UInt32.self))
        let pieces = (0..<count).map { index in
            let vector = entry.place + entryVectorsPlace + 16 * index
            let place = Int(number(at: vector, as: UInt64.self))
            return place..<place + Int(number(at: vector + 8, as: UInt64.self))
        }
        return RingCommand(
            block: (0..<16).map { number(at: block + $0, as: UInt8.self) },
            pieces: pieces, entry: entry)
    }

    /// Copies bytes into pieces of the shared memory, as far as they reach; says how many fitted.
    private func put(_ bytes: [UInt8], into pieces: [Range<Int>]) -> Int {
        var sent = 0
        for piece in pieces {
            let part = bytes[sent..<min(bytes.count, sent + piece.count)]
            unsafe part.withUnsafeBytes { source in
                unsafe UnsafeMutableRawBufferPointer(
                    start: memory + piece.lowerBound, count: piece.count
                ).copyMemory(from: source)
            }
            sent += part.count
        }
        return sent
    }
}
