public import RescueCore

/// One thing that an image was checked against without its disc, and what came of it.
public struct ImageCheck: Hashable, Sendable {
    /// What it was checked against.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The size that its own filesystem tells.
        case size = "size"
        /// The checksums in its record.
        case record = "record"
        /// The checksums of its pieces in its record.
        case chunks = "chunks"
        /// A list of checksums that the user gave.
        case list = "list"
        /// A DAT file that the user gave.
        case dat = "dat"
        /// The MD5 that isomd5sum put into it.
        case isomd5sum = "isomd5sum"
        /// The checksum tags of libisofs.
        case libisofs = "libisofs"
        /// A list of checksums among its files.
        case files = "files"
        /// What libiso9660, a reader of others, finds in it.
        case libiso9660 = "libiso9660"
    }

    /// How it came out.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// It stood the test.
        case ok = "ok"
        /// It stood the test, or there was none, and somebody should know something all the same.
        case remark = "remark"
        /// It did not stand the test.
        case failed = "failed"
    }

    /// What it was checked against.
    public var kind: Kind
    /// How it came out.
    public var outcome: Outcome
    /// What was found, for a person.
    public var detail: String
    /// The sectors that are not as they should be, where that is known.
    public var ranges: [SectorRange]

    init(_ kind: Kind, _ passed: Bool, _ detail: String, ranges: [SectorRange] = []) {
        self.kind = kind
        outcome = passed ? .ok : .failed
        self.detail = detail
        self.ranges = ranges
    }

    /// Whether nothing speaks against the image; a remark does not.
    public var passed: Bool { outcome != .failed }

    /// Something that is to be known, and speaks against other programs, not against the image.
    static func remark(_ kind: Kind, _ detail: String) -> ImageCheck {
        var check = ImageCheck(kind, true, detail)
        check.outcome = .remark
        return check
    }
}

/// Takes the bytes of an image as they come by in order, and says at the end what they prove.
protocol StreamedCheck {
    /// Takes the next bytes, which begin at an offset of the image.
    mutating func take(_ bytes: borrowing Span<UInt8>, at offset: Int)

    /// What came of it.
    mutating func finish() -> [ImageCheck]
}
