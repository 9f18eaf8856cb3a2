import RescueCore

/// A sink in memory that plays a disk: what was written counts only after a checkpoint.
struct MemorySink: SectorSink, ~Copyable {
    enum Failure: Error {
        case disk
    }

    /// The image as programs see it.
    private(set) var image: [UInt8]
    /// The image as it would be found after a power cut.
    private(set) var durableImage: [UInt8]
    /// The map as it would be found after a power cut.
    private(set) var recordedMap: SectorMap?
    /// How often a checkpoint was made.
    private(set) var checkpoints = 0

    private var operations = 0
    private let failsAt: Int?

    /// Makes an empty image, or goes on with one.
    ///
    /// The operation with the number `failsAt`, from 1, and all later ones fail.
    init(sectorCount: Int, image: [UInt8]? = nil, failsAt: Int? = nil) {
        self.image = image ?? [UInt8](repeating: 0, count: sectorCount * Sector.size)
        durableImage = self.image
        self.failsAt = failsAt
    }

    mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Failure) {
        try operate()
        let offset = start * Sector.size
        unsafe bytes.withUnsafeBytes { source in
            unsafe image.withUnsafeMutableBytes { image in
                unsafe image[offset..<offset + source.count].copyBytes(from: source)
            }
        }
    }

    mutating func sector(at lba: LBA) throws(Failure) -> [UInt8] {
        Array(image[lba * Sector.size..<(lba + 1) * Sector.size])
    }

    mutating func erase(_ range: SectorRange) throws(Failure) {
        try operate()
        image.replaceSubrange(
            range.byteOffset..<range.byteOffset + range.byteCount,
            with: repeatElement(0, count: range.byteCount))
    }

    mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Failure) {
        try operate()
        durableImage = image
        recordedMap = map
        checkpoints += 1
    }

    private mutating func operate() throws(Failure) {
        operations += 1
        if let failsAt, operations >= failsAt { throw .disk }
    }
}
