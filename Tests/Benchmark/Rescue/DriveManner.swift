/// How a drive behaves in damage.
package struct DriveManner: Sendable, CustomStringConvertible {
    /// Sectors that fall together.
    package var block: Int
    /// Whether a good sector of a bad block can be read, alone.
    package var givesGoodSectors: Bool
    /// What the drive says of where a read failed.
    package var naming: Naming

    package init(block: Int, givesGoodSectors: Bool, naming: Naming) {
        self.block = block
        self.givesGoodSectors = givesGoodSectors
        self.naming = naming
    }

    package enum Naming: Sendable, CaseIterable { case nothing, failingSector, firstSector }

    package var description: String {
        "blocks of \(block), good sectors of bad blocks \(givesGoodSectors), names \(naming)"
    }

    /// Drives that differ in what can be read; each names sectors in every way.
    package static let all = [(1, true), (2, false), (2, true), (4, false), (4, true)].flatMap {
        (block, givesGoodSectors) in
        Naming.allCases.map {
            DriveManner(block: block, givesGoodSectors: givesGoodSectors, naming: $0)
        }
    }
}
