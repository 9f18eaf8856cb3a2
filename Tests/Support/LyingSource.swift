import RescueCore

/// A disc in memory whose drive says wrong things at times, and may answer from a cache.
struct LyingSource: SectorSource, ~Copyable {
    enum Lie: CaseIterable {
        /// The same wrong bytes at each read of the medium.
        case always
        /// Wrong bytes at the first read of the medium only.
        case first
        /// Wrong bytes at the second read only.
        case second
        /// Other wrong bytes at every other read, beginning with the first.
        case everyOther
    }

    /// What a read gave of a sector.
    struct Delivery {
        /// What the drive added to the true bytes; 0: nothing.
        var lie: UInt8
        var wasFromMedium: Bool
    }

    let sectorCount: Int
    /// The true bytes.
    let truth: [UInt8]
    var lies: [LBA: Lie]
    /// Sectors that cannot be read.
    var dead: Set<LBA> = []
    /// How many sectors the drive keeps; those are answered without a look at the medium.
    var cacheSectors = 0
    /// Whether the drive looks at the medium when it is told to.
    var obeysFromMedium = true
    /// How often each sector was read from the medium.
    private(set) var mediumReads: [LBA: Int] = [:]
    /// Whether the drive refuses to be told to look at the medium.
    var rejectsFromMedium = false
    /// What was delivered of each sector, in order.
    private(set) var deliveries: [LBA: [Delivery]] = [:]
    /// What was asked for.
    private(set) var requests: [ReadRequest] = []

    private var cache: [(lba: LBA, bytes: ArraySlice<UInt8>, lie: UInt8)] = []

    init(sectorCount: Int, seed: UInt64, lies: [LBA: Lie] = [:]) {
        self.sectorCount = sectorCount
        self.lies = lies
        truth = (0..<sectorCount).flatMap { lba in
            let byte = UInt8(truncatingIfNeeded: seed &+ UInt64(lba) * 7)
            return [UInt8](repeating: byte, count: Sector.size)
        }
    }

    mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        requests.append(request)
        if request.fromMedium, rejectsFromMedium {
            throw ReadFault(.commandRejected, reading: request.range)
        }
        if let bad = (request.range.start..<request.range.end).first(where: dead.contains) {
            throw ReadFault(.mediumError, reading: request.range, at: bad)
        }
        for (index, lba) in (request.range.start..<request.range.end).enumerated() {
            let (bytes, lie) = deliver(lba, fromMedium: request.fromMedium)
            deliveries[lba, default: []].append(
                Delivery(lie: lie, wasFromMedium: request.fromMedium))
            var place = buffer._mutatingExtracting(
                index * Sector.size..<(index + 1) * Sector.size)
            unsafe place.withUnsafeMutableBytes { place in
                unsafe bytes.withUnsafeBytes { unsafe place.copyMemory(from: $0) }
            }
        }
    }

    mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        DiscIdentity(sectorCount: sectorCount)
    }

    private mutating func deliver(
        _ lba: LBA, fromMedium: Bool
    ) -> (bytes: ArraySlice<UInt8>, lie: UInt8) {
        if !(fromMedium && obeysFromMedium), let kept = cache.first(where: { $0.lba == lba }) {
            return (kept.bytes, kept.lie)
        }
        mediumReads[lba, default: 0] += 1
        var bytes = truth[lba * Sector.size..<(lba + 1) * Sector.size]
        var variant: UInt8 = 0
        if let lie = lies[lba] {
            variant = Self.variant(of: lie, read: mediumReads[lba] ?? 1) ?? 0
            bytes[bytes.startIndex + lba % Sector.size] ^= variant
        }
        cache.removeAll { $0.lba == lba }
        cache.append((lba, bytes, variant))
        if cache.count > cacheSectors { cache.removeFirst() }
        return (bytes, variant)
    }

    private static func variant(of lie: Lie, read: Int) -> UInt8? {
        switch lie {
        case .always: 0x7F
        case .first: read == 1 ? 0x01 : nil
        case .second: read == 2 ? 0x02 : nil
        case .everyOther: read.isMultiple(of: 2) ? nil : UInt8(truncatingIfNeeded: read)
        }
    }
}

/// An image in memory.
struct MemoryImage: ImageReader {
    enum Failure: Error {
        case disk
    }

    var bytes: [UInt8]
    var fails = false

    var byteCount: Int { bytes.count }

    mutating func read(
        into buffer: inout MutableSpan<UInt8>, atByte offset: Int
    ) throws(Failure) {
        guard !fails else { throw .disk }
        unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe buffer.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + buffer.count]))
            }
        }
    }
}

/// A host without a clock that keeps what it was told.
final class VerifyWitness: VerifyHost {
    private(set) var events: [VerifyEvent] = []
    private var time = Duration.zero
    private let stopsAfter: Int
    private var reads = 0

    init(stopsAfterReads: Int = .max) {
        stopsAfter = stopsAfterReads
    }

    var isStopRequested: Bool { reads >= stopsAfter }
    func now() -> Duration { time }
    func pause(for duration: Duration) { time += duration }

    func report(_ event: VerifyEvent, _ progress: VerifyProgress) {
        if case .reading = event { reads += 1 }
        events.append(event)
    }
}
