import RescueCore

extension ImageCheck {
    /// Says how the size of an image of so many bytes compares with what else tells it.
    init(_ comparison: SizeComparison, of size: Int) {
        let sectors = size / Sector.size
        switch comparison {
        case .short(let whole, let witness):
            self.init(
                .size, false,
                """
                too short: \(witness.label) \(whole) sectors, \(whole * Sector.size - size) bytes are \
                missing
                """,
                // checked: a size of a file, and one of 32 bits that is larger.
                ranges: [SectorRange(sectors, whole)])
        case .open(let end):
            self.init(
                .size, true,
                """
                its UDF partition ends after \(end) sectors, the image after \(sectors): \
                a partition that can be written to may reach behind what was written
                """)
        case .equal:
            self.init(.size, true, "as long as its filesystem, \(sectors) sectors")
        case .longer(let known, let extra):
            self.init(
                .size, true,
                """
                \(extra) bytes longer than its filesystem of \(known) sectors: padding, \
                run-out or another session
                """)
        case .augmented(let ecc, let known, let added, let rest):
            let more = rest > 0 ? ", and \(rest) bytes of padding or run-out" : ""
            self.init(
                .size, true,
                """
                behind its filesystem of \(known) sectors there are \(added) sectors of \(ecc.label): \
                keep them, they repair damage\(more)
                """)
        }
    }
}

extension SizeComparison.Witness {
    fileprivate var label: String {
        switch self {
        case .disc: "the disc had"
        case .volume: "its filesystem has"
        case .partition: "its UDF partition ends after"
        case .augmentation(let ecc): "with its \(ecc.label) it has"
        }
    }
}
