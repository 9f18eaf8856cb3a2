/// A volume of a Macintosh on the same disc.
///
/// Source: Inside Macintosh: Files, chapter 2 (master directory block); Apple Technical Note TN1150
/// for HFS+.
package struct AppleVolume: Hashable, Sendable {
    /// Which filesystem it has.
    package enum Kind: String, Hashable, Sendable {
        /// The older one.
        case hfs = "HFS"
        /// The newer one, also with case-sensitive names.
        case hfsPlus = "HFS+"
    }

    /// Which filesystem it has.
    package let kind: Kind
    /// Where in the image it begins, in bytes.
    package let imageOffset: Int
    /// Its name; of HFS+, where it lies among the files, it is not read.
    package let label: String?

    /// The volumes that begin with the disc or with a partition.
    static func all(
        at partitions: [Int], from source: inout some RescuedSectors & ~Copyable
    ) -> [AppleVolume] {
        var found: [AppleVolume] = []
        for start in [0] + partitions {
            guard !found.contains(where: { $0.imageOffset == start }),
                let volume = AppleVolume(at: start, from: &source)
            else { continue }
            found.append(volume)
        }
        return found
    }

    /// Looks for the signature 1024 bytes behind the start of a volume.
    private init?(at start: Int, from source: inout some RescuedSectors & ~Copyable) {
        let header = ApplePartitionMap.bytes(at: start + 1024, 512, from: &source)
        imageOffset = start
        if header.has("BD") {
            kind = .hfs
            label = Self.text(header.part(37, min(Int(header[36]), 27)))
        } else if header.has("H+") || header.has("HX") {
            kind = .hfsPlus
            label = nil
        } else {
            return nil
        }
    }

    /// A name in the script of the Macintosh; what is not ASCII becomes `_`.
    private static func text(_ bytes: UntrustedBytes) -> String {
        let ascii = bytes.array.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "_") }
        return String(decoding: ascii, as: UTF8.self)
    }
}
