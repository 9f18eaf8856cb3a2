import DiscIO
import Glibc
import RescueCore

/// The drive of a world, as the engine sees it.
struct OrderSource: SectorSource, ~Copyable {
    let world: OrderWorld

    var sectorCount: Int { world.setting.sectorCount }

    mutating func read(
        _ request: ReadRequest, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        try world.read(request, into: &buffer)
    }

    mutating func identify(reading witnesses: [LBA]) throws(ReadFault) -> DiscIdentity {
        try world.identify(reading: witnesses)
    }

    mutating func formTwoSectors(in range: SectorRange) -> [SectorRange] {
        world.formTwoSectors(in: range)
    }

    mutating func reconnect() throws(ReadFault) {
        try world.reconnect()
    }
}

/// The output of a world: the program's own writer, until the world ends.
struct OrderSink: SectorSink, ~Copyable {
    enum Failure: Error {
        case output(OutputError)
        /// The process that writes is no more.
        case over
    }

    var writer: ImageWriter
    let world: OrderWorld

    mutating func write(_ bytes: Span<UInt8>, at start: LBA) throws(Failure) {
        try operate("write") { (writer) throws(OutputError) in
            try writer.write(bytes, at: start)
        }
    }

    mutating func sector(at lba: LBA) throws(Failure) -> [UInt8] {
        do throws(OutputError) {
            return try writer.sector(at: lba)
        } catch {
            throw .output(error)
        }
    }

    func holding(_ map: SectorMap) -> SectorMap { writer.holding(map) }

    var wantsCheckpoint: Bool { writer.wantsCheckpoint }

    mutating func erase(_ range: SectorRange) throws(Failure) {
        try operate("erase") { (writer) throws(OutputError) in try writer.erase(range) }
    }

    mutating func checkpoint(_ map: SectorMap, phase: RescuePhase) throws(Failure) {
        try operate("checkpoint") { (writer) throws(OutputError) in
            try writer.checkpoint(map, phase: phase)
        }
    }

    private mutating func operate(
        _ name: String, _ work: (inout ImageWriter) throws(OutputError) -> Void
    ) throws(Failure) {
        var failure: Failure? = .over
        world.operate(name) {
            do throws(OutputError) {
                try work(&writer)
                failure = nil
            } catch {
                failure = .output(error)
            }
            return failure == nil
        }
        if let failure { throw failure }
    }
}

extension MutableSpan<UInt8> {
    /// Fills a whole sector with one byte.
    mutating func fill(sector index: Int, with byte: UInt8) {
        unsafe withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe memset(base + index * Sector.size, CInt(byte), Sector.size)
        }
    }
}
