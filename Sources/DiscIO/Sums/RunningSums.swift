import CZlib
import Crypto
package import RescueCore

/// All checksums of a stream of bytes, while it goes on.
package struct RunningSums {
    private var sha256 = SHA256()
    private var sha1 = Insecure.SHA1()
    private var md5 = Insecure.MD5()
    private var crc: UInt = 0

    /// Makes the sums of nothing.
    package init() {}

    /// Takes the next bytes; a small piece at a time stays in the processor's cache for all four.
    package mutating func update(_ bytes: borrowing Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe sha256.update(bufferPointer: bytes)
            unsafe sha1.update(bufferPointer: bytes)
            unsafe md5.update(bufferPointer: bytes)
            let start = unsafe bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            unsafe crc = crc32_z(crc, start, bytes.count)
        }
    }

    /// The sums of all bytes that were taken.
    package consuming func finish() -> SumSet {
        let crcBytes = UInt32(truncatingIfNeeded: crc).bigEndianBytes
        return SumSet(
            sha256: Hexadecimal.text(of: sha256.finalize()),
            sha1: Hexadecimal.text(of: sha1.finalize()),
            md5: Hexadecimal.text(of: md5.finalize()), crc32: Hexadecimal.text(of: crcBytes))
    }
}

extension RipRecord.Fingerprint {
    /// Makes the fingerprint of a disc, as it stands in its record.
    package init(of identity: DiscIdentity) {
        self.init(identity, sha256: Self.sha256)
    }

    /// The sum of a sector as it stands in a fingerprint.
    static func sha256(of sector: [UInt8]) -> String {
        Hexadecimal.text(of: SHA256.hash(data: sector))
    }
}
