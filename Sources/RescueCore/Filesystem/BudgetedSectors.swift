/// The sectors of a disc in a drive, for a quick look: read when they are asked for, each once only.
///
/// A look at a damaged disc must not become a rescue, in which each failing read takes seconds: the
/// ECC block of a sector that failed counts as unreadable, and after `failureLimit` failing reads,
/// or `readLimit` reads of any kind, no further one is made.
package struct BudgetedSectors<Source: SectorSource & ~Copyable>: RescuedSectors, ~Copyable {
    /// How many reads may fail.
    package static var failureLimit: Int { 5 }

    /// The most sectors that are read.
    package static var readLimit: Int { 256 }

    /// The disc, for what else there is to be asked.
    package var source: Source

    /// How many sectors it has; a better number may be learnt than the one it was opened with.
    package var sectorCount: Int

    /// How many sectors were read, or tried.
    package private(set) var readCount = 0

    /// How many reads failed.
    package private(set) var failureCount = 0

    /// Whether sectors were asked for after the budget was spent.
    package private(set) var isCutShort = false

    private let map: SectorMap?
    private let block: Int
    private var known: [LBA: [UInt8]] = [:]
    private var lost: Set<LBA> = []
    /// The ECC blocks in which a read failed.
    private var lostBlocks: Set<Int> = []
    private var isOver = false

    /// Prepares a look.
    ///
    /// - Parameters:
    ///   - source: The disc; the look keeps it.
    ///   - eccBlockSectors: How many sectors are lost together.
    ///   - map: Which sectors of an image were rescued; the others count as unreadable.
    package init(_ source: consuming Source, eccBlockSectors: Int, map: SectorMap? = nil) {
        sectorCount = source.sectorCount
        self.source = source
        block = eccBlockSectors
        self.map = map
    }

    /// The bytes of a sector; nil if it cannot be read, or will not be tried.
    package mutating func sector(at lba: LBA) -> [UInt8]? {
        guard lba >= 0, lba < sectorCount else { return nil }
        if let bytes = known[lba] { return bytes }
        guard isRescued(lba), !lostBlocks.contains(lba / block) else {
            lost.insert(lba)
            return nil
        }
        guard !isOver, failureCount < Self.failureLimit, readCount < Self.readLimit else {
            isCutShort = true
            return nil
        }
        let bytes = read(lba)
        if let bytes {
            known[lba] = bytes
        } else {
            lost.insert(lba)
            lostBlocks.insert(lba / block)
        }
        return bytes
    }

    /// The sectors that were asked for and cannot be read, as ranges in order.
    package var unreadable: [SectorRange] { SectorSet(sectors: lost).ranges }

    private func isRescued(_ lba: LBA) -> Bool {
        guard let map else { return true }
        return lba < map.sectorCount && map.status(at: lba) == .rescued
    }

    private mutating func read(_ lba: LBA) -> [UInt8]? {
        var fault = tryRead(lba)
        // News of a change or a reset is told by whatever read comes first, and is not about it.
        if case .failure(let news) = fault,
            news.kind == .mediumChanged || news.kind == .deviceReset
        {
            fault = tryRead(lba)
        }
        switch fault {
        case .success(let bytes): return bytes
        case .failure(let fault):
            failureCount += 1
            isOver = fault.kind.hidesDisc
            return nil
        }
    }

    private mutating func tryRead(_ lba: LBA) -> Result<[UInt8], ReadFault> {
        readCount += 1
        do throws(ReadFault) {
            return .success(try source.bytes(ofSector: lba))
        } catch {
            return .failure(error)
        }
    }
}
