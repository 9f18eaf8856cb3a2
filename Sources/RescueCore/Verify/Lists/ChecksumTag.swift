/// A checksum that libisofs leaves in its images: a line of text in a sector of its own.
///
/// There is one behind the volume descriptors, one behind the directories, and one behind all of a
/// session; xorriso writes them with `-md5 on`.
package struct ChecksumTag: Hashable, Sendable {
    /// What lies before the tag.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The copy of the volume descriptors at the start of the medium.
        case relocatedSuperblock = "libisofs_rlsb32_checksum_tag_v1"
        /// The volume descriptors.
        case superblock = "libisofs_sb_checksum_tag_v1"
        /// The directories.
        case tree = "libisofs_tree_checksum_tag_v1"
        /// All of the session.
        case session = "libisofs_checksum_tag_v1"
    }

    /// What it is the checksum of.
    package let kind: Kind
    /// The sector it stands in.
    package let lba: LBA
    /// The sectors whose MD5 it tells; they end where the tag stands.
    package let range: SectorRange
    /// The MD5, in lower-case hexadecimal digits.
    package let md5: String
    /// Where the next tag stands, or for the copy at the start, where the session begins.
    package let next: LBA?
    /// The tag's own text, as far as `ownMD5` is of it.
    package let ownText: [UInt8]
    /// The MD5 of that text; whoever believes a tag has to check it.
    package let ownMD5: String

    /// Reads the tag in a sector; nil if there is none, or it says that it belongs elsewhere.
    package init?(sector: [UInt8], at lba: LBA) {
        let line = sector.prefix { $0 != 0x0A }
        guard line.count < 512, line.count < sector.count else { return nil }
        let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard let name = words.first, let kind = Kind(rawValue: name) else { return nil }
        let pairs = words.dropFirst().compactMap { word -> (String, String)? in
            let parts = word.split(separator: "=", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }
        let values = Dictionary(pairs) { first, _ in first }
        let number = { (key: String) in
            values[key].flatMap { Int(checking: $0, in: 0...SectorRange.mostSectors - 1) }
        }
        guard number("pos") == lba, let start = number("range_start"),
            let size = number("range_size"), size > 0,
            let range = SectorRange(checking: start, count: size), range.end == lba,
            let md5 = values["md5"], md5.utf8.count == 32, let own = values["self"],
            own.utf8.count == 32
        else { return nil }
        self.kind = kind
        self.lba = lba
        self.range = range
        self.md5 = md5.lowercased()
        next = number(values["next"] == nil ? "session_start" : "next")
        ownText = Array(line.dropLast(" self=".utf8.count + 32))
        ownMD5 = own.lowercased()
    }
}
