import DiscIO
import DiscSimulation
import RescueCore

/// The bytes of a simulated disc, taken from an image; if it ends inside a sector, the rest is zero.
struct ImageContent: SectorContent {
    let file: ReadOnlyFile

    var sectorCount: Int { (file.byteCount + Sector.size - 1) / Sector.size }

    /// - Throws: `hardwareError` if the file cannot be read, or was cut since it was opened.
    func fill(_ range: SectorRange, into buffer: inout MutableSpan<UInt8>) throws(ReadFault) {
        precondition(range.end <= sectorCount, "the sectors must lie in the file")
        let wanted = min(range.byteCount, file.byteCount - range.byteOffset)
        var piece = buffer._mutatingExtracting(0..<wanted)
        guard (try? file.read(into: &piece, atByte: range.byteOffset)) != nil else {
            throw ReadFault(.hardwareError, reading: range)
        }
        for index in wanted..<max(wanted, range.byteCount) {
            buffer[index] = 0
        }
    }
}
