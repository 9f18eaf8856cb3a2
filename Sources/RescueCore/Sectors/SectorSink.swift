/// Where rescued sectors go: an image file and its map, or memory in a test.
///
/// The order of safety is the sink's to keep: bytes first, then the map that speaks of them.
public protocol SectorSink: ~Copyable {
    /// Why the output could not be written.
    associatedtype Failure: Error

    /// Stores sectors, starting at `start`; `bytes` holds whole sectors.
    mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Failure)

    /// Makes sectors zero again, because what was written there cannot be trusted.
    mutating func erase(_ range: SectorRange) throws(Failure)

    /// Brings all that was written to stable storage, then records `map`, atomically.
    ///
    /// After a failure the recorded map is the previous one, whole.
    mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Failure)
}
