import Crypto
import RescueCore

/// The MD5 of a stretch of an image, while all its bytes come by in order.
struct RangeSum {
    let range: Range<Int>
    private var hash = Insecure.MD5()
    private var taken = 0

    init(_ range: Range<Int>) {
        self.range = range
    }

    mutating func take(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        let start = max(range.lowerBound, offset)
        let end = min(range.upperBound, offset + bytes.count)
        guard start < end else { return }
        unsafe bytes.extracting(start - offset..<end - offset).withUnsafeBytes {
            unsafe hash.update(bufferPointer: $0)
        }
        taken += end - start
    }

    /// The digits; nil if the image ended before the stretch did.
    var digits: String? {
        taken == range.count ? Hexadecimal.text(of: hash.finalize()) : nil
    }

    /// The MD5 of a few bytes.
    static func digits(of bytes: [UInt8]) -> String {
        Hexadecimal.text(of: Insecure.MD5.hash(data: bytes))
    }
}
