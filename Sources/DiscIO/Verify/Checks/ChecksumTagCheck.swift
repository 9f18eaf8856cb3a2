import RescueCore

/// Checks the checksum tags of libisofs in all sessions of an image.
struct ChecksumTagCheck: StreamedCheck {
    private var tags: [(tag: ChecksumTag, sum: RangeSum)] = []
    /// Places where a tag should be, and is not.
    private var missing: [LBA] = []
    /// How many bytes may still be summed: each sector of an honest image is told of thrice at most,
    /// with its descriptors, its directories and its session.
    private var budget: Int
    private var isTooMuch = false

    /// So many sessions are looked for.
    private static let mostSessions = 1_000

    /// Looks for the tags; nil if there are none.
    init?(_ image: ReadOnlyFile) throws(ImageError) {
        budget = 4 * min(image.byteCount, Int.max / 4)
        var starts: [LBA] = [0]
        var promised: Set<LBA> = []
        var seen: Set<LBA> = []
        while let start = starts.popLast(), seen.count < Self.mostSessions {
            guard seen.insert(start).inserted else { continue }
            guard let first = try firstTag(of: start, in: image) else {
                if promised.contains(start), missing.isEmpty { missing.append(start + 16) }
                continue
            }
            add(first)
            if first.kind == .relocatedSuperblock {
                // On overwritable media the copy leads to the newest session; the first is at 32.
                promised = first.next.map { [$0] } ?? []
                starts += [32] + promised
                continue
            }
            guard let end = try follow(first, in: image) else { continue }
            starts += Self.starts(behind: end).reversed()
        }
        if tags.isEmpty, missing.isEmpty, !isTooMuch { return nil }
    }

    /// Takes up the tags that a superblock tag leads to.
    ///
    /// - Returns: The last one's sector; nil if one is missing.
    private mutating func follow(
        _ first: ChecksumTag, in image: ReadOnlyFile
    ) throws(ImageError) -> LBA? {
        var tag = first
        for kind in [ChecksumTag.Kind.tree, .session] {
            guard let place = tag.next, place > tag.lba else { return nil }
            guard let next = try Self.tag(at: place, in: image), next.kind == kind,
                next.range.start == first.range.start
            else {
                missing.append(place)
                return nil
            }
            add(next)
            tag = next
        }
        return tag.lba
    }

    private mutating func add(_ tag: ChecksumTag) {
        guard tag.range.byteCount <= budget else {
            isTooMuch = true
            return
        }
        budget -= tag.range.byteCount
        let start = tag.range.byteOffset
        tags.append((tag, RangeSum(start..<start + tag.range.byteCount)))
    }

    /// The tag behind the volume descriptors of a session; a broken one is noted.
    private mutating func firstTag(
        of start: LBA, in image: ReadOnlyFile
    ) throws(ImageError) -> ChecksumTag? {
        for lba in start + 16...start + 32 {
            guard let tag = try Self.tag(at: lba, in: image) else {
                let sector = try image.sector(lba) ?? []
                if sector.starts(with: "libisofs_".utf8) { missing.append(lba) }
                continue
            }
            switch tag.kind {
            case .superblock where tag.range.start == start: return tag
            case .relocatedSuperblock where start == 0: return tag
            default: continue
            }
        }
        return nil
    }

    /// Where libburn would begin the next session: at a multiple of 32, behind padding.
    private static func starts(behind end: LBA) -> [LBA] {
        let first = (end + 32) / 32 * 32
        return (0...16).map { first + $0 * 32 }
    }

    /// The tag in a sector, if its own checksum is right.
    private static func tag(
        at lba: LBA, in image: ReadOnlyFile
    ) throws(ImageError) -> ChecksumTag? {
        guard let sector = try image.sector(lba), let tag = ChecksumTag(sector: sector, at: lba),
            RangeSum.digits(of: tag.ownText) == tag.ownMD5
        else { return nil }
        return tag
    }

    mutating func take(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        for index in tags.indices {
            tags[index].sum.take(bytes, at: offset)
        }
    }

    mutating func finish() -> [ImageCheck] {
        if isTooMuch {
            return [
                ImageCheck(
                    .libisofs, false,
                    "the checksum tags are of more bytes than the image has; not trusted")
            ]
        }
        let wrong = tags.filter { $0.sum.digits != $0.tag.md5 }.map(\.tag)
        if let place = missing.first {
            let detail = "the checksum tag that should stand at LBA \(place) is broken"
            // checked: a tag names no sector behind the last that there can be.
            let range = SectorRange(start: place, count: 1)
            return [ImageCheck(.libisofs, false, detail, ranges: [range])]
        }
        guard wrong.isEmpty else {
            return wrong.map {
                ImageCheck(
                    .libisofs, false, "the checksum of \($0.kind.words) is of something else",
                    ranges: [$0.range])
            }
        }
        let count = tags.count { $0.tag.kind == .session }
        let sessions = count == 1 ? "the session" : "\(count) sessions"
        return [ImageCheck(.libisofs, true, "the checksum tags of \(sessions) are right")]
    }
}

extension ChecksumTag.Kind {
    /// What it is the checksum of.
    fileprivate var words: String {
        switch self {
        case .relocatedSuperblock: "the copied volume descriptors"
        case .superblock: "the volume descriptors"
        case .tree: "the directories"
        case .session: "the session"
        }
    }
}
