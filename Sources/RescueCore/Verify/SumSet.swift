/// The checksums of a whole image, in lower-case hexadecimal.
public struct SumSet: Codable, Hashable, Sendable {
    /// SHA-256 (FIPS 180-4): what an archive trusts.
    public var sha256: String
    /// SHA-1, which DAT files list.
    public var sha1: String
    /// MD5 (RFC 1321), which DAT files list.
    public var md5: String
    /// CRC-32 as of zip and gzip, which DAT files list; 8 digits.
    public var crc32: String

    /// Makes a set of sums.
    public init(sha256: String, sha1: String, md5: String, crc32: String) {
        self.sha256 = sha256
        self.sha1 = sha1
        self.md5 = md5
        self.crc32 = crc32
    }
}
