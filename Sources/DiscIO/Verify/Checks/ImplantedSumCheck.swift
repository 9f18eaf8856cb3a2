import Crypto
import RescueCore

/// Checks the MD5 that isomd5sum put into an image, as `checkisomd5` does.
struct ImplantedSumCheck: StreamedCheck {
    private let sum: ImplantedSum
    private var hash = Insecure.MD5()
    private var taken = 0
    private var fragment = 0
    /// The first bytes that a fragment's sum shows to be wrong.
    private var wrong: Range<Int>?
    private var lastGood = 0

    init(_ sum: ImplantedSum) {
        self.sum = sum
    }

    mutating func take(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        var start = 0
        while start < bytes.count, taken < sum.byteCount {
            let count = min(ImplantedSum.step, bytes.count - start, sum.byteCount - taken)
            takeStep(bytes.extracting(start..<start + count))
            start += count
        }
    }

    private mutating func takeStep(_ bytes: borrowing Span<UInt8>) {
        let field = VolumeDescriptor.lba * Sector.size + ImplantedSum.field.lowerBound
        let start = min(max(field, taken), taken + bytes.count)
        let blank = start..<max(start, min(field + ImplantedSum.field.count, taken + bytes.count))
        if blank.isEmpty {
            unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        } else {
            var copy = unsafe bytes.withUnsafeBufferPointer { unsafe [UInt8]($0) }
            for place in blank { copy[place - taken] = 0x20 }
            hash.update(data: copy)
        }
        let now = sum.fragment(at: taken)
        if now != fragment {
            check(fragment: now, end: taken + bytes.count)
            fragment = now
        }
        taken += bytes.count
    }

    private mutating func check(fragment number: Int, end: Int) {
        let expected = sum.digits(ofFragment: number)
        let found = hash.finalize().prefix(expected.count).map { byte in
            Hexadecimal.digit(byte > 15 ? byte >> 4 : byte)
        }
        if wrong == nil, !expected.elementsEqual(found) { wrong = lastGood..<end }
        if wrong == nil { lastGood = end }
    }

    mutating func finish() -> [ImageCheck] {
        guard taken == sum.byteCount else {
            return [
                ImageCheck(
                    .isomd5sum, false,
                    "the image ends \(sum.byteCount - taken) bytes before what its MD5 is of")
            ]
        }
        let isSame = Hexadecimal.text(of: hash.finalize()) == sum.md5
        guard isSame, wrong == nil else {
            let bytes = wrong ?? lastGood..<sum.byteCount
            // checked: bytes that came by.
            let place = SectorRange(
                bytes.lowerBound / Sector.size,
                (bytes.upperBound + Sector.size - 1) / Sector.size)
            let ranges = sum.fragmentCount > 0 ? [place] : []
            return [
                ImageCheck(
                    .isomd5sum, false, "the implanted MD5 is of something else", ranges: ranges)
            ]
        }
        return [ImageCheck(.isomd5sum, true, "the implanted MD5 is right")]
    }
}
