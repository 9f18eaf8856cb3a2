import RescueCore

/// Checks the checksum tags of libisofs in all sessions of an image.
struct ChecksumTagCheck: StreamedCheck {
    private let trail: ChecksumTrail
    private var sums: [RangeSum]

    /// Looks for the tags; nil if there are none.
    init?(_ image: ReadOnlyFile) throws(ImageError) {
        let trail = try ChecksumTrail(byteCount: image.byteCount) { (lba) throws(ImageError) in
            .init(sector: try image.sector(lba) ?? [], at: lba, md5: RangeSum.digits)
        }
        guard let trail else { return nil }
        self.trail = trail
        sums = trail.tags.map { tag in
            let start = tag.range.byteOffset
            return RangeSum(start..<start + tag.range.byteCount)
        }
    }

    mutating func take(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        for index in sums.indices { sums[index].take(bytes, at: offset) }
    }

    mutating func finish() -> [ImageCheck] {
        if trail.isTooMuch {
            return [
                ImageCheck(
                    .libisofs, false,
                    "the checksum tags are of more bytes than the image has; not trusted")
            ]
        }
        let wrong = zip(trail.tags, sums).filter { $0.md5 != $1.digits }.map(\.0)
        if let place = trail.missing.first {
            let detail = "the checksum tag that should stand at LBA \(place) is broken"
            // checked: a tag names no sector behind the last that there can be.
            let range = SectorRange(start: place, count: 1)
            return [ImageCheck(.libisofs, false, detail, ranges: [range])]
        }
        guard wrong.isEmpty else {
            return wrong.map {
                ImageCheck(
                    .libisofs, false, "the checksum of \($0.kind.label) is of something else",
                    ranges: [$0.range])
            }
        }
        let count = trail.tags.count { $0.kind == .session }
        let sessions = count == 1 ? "the session" : "\(count) sessions"
        return [ImageCheck(.libisofs, true, "the checksum tags of \(sessions) are right")]
    }
}

extension ChecksumTag.Kind {
    /// What it is the checksum of.
    fileprivate var label: String {
        switch self {
        case .relocatedSuperblock: "the copied volume descriptors"
        case .superblock: "the volume descriptors"
        case .tree: "the directories"
        case .session: "the session"
        }
    }
}
