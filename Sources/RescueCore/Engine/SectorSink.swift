/// Where rescued sectors go: an image file and its map, or memory in a test.
///
/// The order of safety is the sink's to keep: bytes first, then the map that speaks of them.
package protocol SectorSink: ~Copyable {
    /// Why the output could not be written.
    associatedtype Failure: Error

    /// Stores sectors, starting at `start`; `bytes` holds whole sectors.
    mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Failure)

    /// The bytes of a sector that was stored, to know its disc by it.
    mutating func sector(at lba: LBA) throws(Failure) -> [UInt8]

    /// Takes sectors back that were stored since the last checkpoint, because they cannot be trusted:
    /// they are zero again, or hold what they held before if that was to be kept.
    mutating func erase(_ range: SectorRange) throws(Failure)

    /// The map of what is stored, if sectors that are to be read again hold what they held before.
    func holding(_ map: SectorMap) -> SectorMap

    /// Whether the sink holds so much back until the next checkpoint that one should be made.
    var wantsCheckpoint: Bool { get }

    /// Brings all that was written to stable storage, then records `map`, atomically.
    ///
    /// After a failure the recorded map is the previous one, whole.
    mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Failure)
}

extension SectorSink where Self: ~Copyable {
    /// The map itself: nothing is stored but what was read.
    package func holding(_ map: SectorMap) -> SectorMap { map }

    /// Never: everything was stored where it belongs.
    package var wantsCheckpoint: Bool { false }
}
