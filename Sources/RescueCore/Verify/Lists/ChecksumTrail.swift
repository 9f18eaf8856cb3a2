/// The checksum tags of libisofs that belong to an image, found by following one to the next.
package struct ChecksumTrail: Sendable {
    /// What a sector holds of the trail.
    package enum Mark: Hashable, Sendable {
        /// A tag whose own checksum is right.
        case tag(ChecksumTag)
        /// What began as a tag.
        case broken
        /// Something else, or the sector is not there.
        case nothing

        /// Looks for a tag in the bytes of a sector.
        ///
        /// - Parameters:
        ///   - sector: The bytes; none behind the end of the image.
        ///   - lba: Where the sector is.
        ///   - md5: Gives the MD5 of bytes, in lower-case hexadecimal digits.
        package init(sector: [UInt8], at lba: LBA, md5: ([UInt8]) -> String) {
            if let tag = ChecksumTag(sector: sector, at: lba), md5(tag.ownText) == tag.ownMD5 {
                self = .tag(tag)
            } else {
                self = sector.starts(with: "libisofs_".utf8) ? .broken : .nothing
            }
        }
    }

    /// The tags, of all sessions.
    package private(set) var tags: [ChecksumTag] = []
    /// Places where a tag should be, and is not.
    package private(set) var missing: [LBA] = []
    /// Whether tags were left out, because all of them are of more bytes than an honest image has.
    package private(set) var isTooMuch = false

    /// How many bytes may still be summed: each sector of an honest image is told of thrice at most,
    /// with its descriptors, its directories and its session.
    private var budget: Int

    /// The most sessions that are looked for.
    private static let mostSessions = 1_000

    /// Looks for the tags; nil if there are none.
    ///
    /// - Parameters:
    ///   - byteCount: How long the image is.
    ///   - mark: Tells what a sector of it holds.
    /// - Throws: What `mark` throws.
    package init?<Failure>(
        byteCount: Int, _ mark: (LBA) throws(Failure) -> Mark
    ) throws(Failure) {
        budget = 4 * min(byteCount, Int.max / 4)
        var starts: [LBA] = [0]
        var promised: Set<LBA> = []
        var seen: Set<LBA> = []
        while let start = starts.popLast(), seen.count < Self.mostSessions {
            guard seen.insert(start).inserted else { continue }
            guard let first = try firstTag(of: start, mark) else {
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
            guard let end = try follow(first, mark) else { continue }
            starts += Self.starts(behind: end).reversed()
        }
        if tags.isEmpty, missing.isEmpty, !isTooMuch { return nil }
    }

    /// Takes up the tags that a superblock tag leads to.
    ///
    /// - Returns: The last one's sector; nil if one is missing.
    private mutating func follow<Failure>(
        _ first: ChecksumTag, _ mark: (LBA) throws(Failure) -> Mark
    ) throws(Failure) -> LBA? {
        var last = first
        for kind in [ChecksumTag.Kind.tree, .session] {
            guard let place = last.next, place > last.lba else { return nil }
            guard case .tag(let next) = try mark(place), next.kind == kind,
                next.range.start == first.range.start
            else {
                missing.append(place)
                return nil
            }
            add(next)
            last = next
        }
        return last.lba
    }

    private mutating func add(_ tag: ChecksumTag) {
        guard tag.range.byteCount <= budget else {
            isTooMuch = true
            return
        }
        budget -= tag.range.byteCount
        tags.append(tag)
    }

    /// The tag behind the volume descriptors of a session; a broken one is noted.
    private mutating func firstTag<Failure>(
        of start: LBA, _ mark: (LBA) throws(Failure) -> Mark
    ) throws(Failure) -> ChecksumTag? {
        for lba in start + 16...start + 32 {
            switch try mark(lba) {
            case .tag(let tag) where tag.kind == .superblock && tag.range.start == start: return tag
            case .tag(let tag) where tag.kind == .relocatedSuperblock && start == 0: return tag
            case .broken: missing.append(lba)
            case .tag, .nothing: continue
            }
        }
        return nil
    }

    /// Where libburn would begin the next session: at a multiple of 32, behind padding.
    private static func starts(behind end: LBA) -> [LBA] {
        let first = (end + 32) / 32 * 32
        return (0...16).map { first + $0 * 32 }
    }
}
