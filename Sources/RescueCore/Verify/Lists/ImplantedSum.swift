/// The checksum that isomd5sum puts into the volume descriptor of installation media.
///
/// It stands in the application use field of the primary descriptor, as text. The MD5 is that of
/// the volume without its last sectors, with spaces in the place of the field. Fragment sums are the
/// same MD5 at certain places on the way, three digits of each.
package struct ImplantedSum: Hashable, Sendable {
    /// Where the text stands in the descriptor, and how long it is.
    ///
    /// Source: ECMA-119 clause 8.4.32, BP 884 to 1395.
    package static let field = 883..<883 + 512

    /// The bytes that go through the MD5 at a time; fragments end with one of these pieces.
    package static let step = 32_768

    /// The MD5, in lower-case hexadecimal digits.
    package let md5: String
    /// How many bytes it is of, from the first one on.
    package let byteCount: Int
    /// The digits of all fragments.
    package let fragmentDigits: [UInt8]
    /// How many fragments there are; 0: none.
    package let fragmentCount: Int

    /// Reads the text in the descriptor in sector 16; nil if there is none.
    package init?(descriptor: [UInt8]) {
        guard descriptor.count == Sector.size, descriptor[0] == 1 else { return nil }
        let text = descriptor[Self.field].dropLast()
        guard let sum = Self.value(of: "ISO MD5SUM = ", in: text)?.prefix(32), sum.count == 32,
            sum.allSatisfy({ Hexadecimal.value(of: $0) != nil }),
            let skipped = Self.number(after: "SKIPSECTORS = ", in: text)
        else { return nil }
        let sectors = UntrustedBytes(descriptor).big32(at: 84)
        guard skipped <= sectors else { return nil }
        md5 = String(decoding: sum, as: UTF8.self)
        byteCount = (sectors - skipped) * Sector.size
        let digits = Self.value(of: "FRAGMENT SUMS = ", in: text).map { Array($0.prefix(60)) } ?? []
        let count = Self.number(after: "FRAGMENT COUNT = ", in: text) ?? 0
        let isUsable = digits.count == 60 && (1...60).contains(count)
        fragmentDigits = isUsable ? digits : []
        fragmentCount = isUsable ? count : 0
    }

    /// In which fragment the piece lies that begins at a byte; from 0.
    package func fragment(at offset: Int) -> Int {
        let size = byteCount / (fragmentCount + 1)
        return fragmentCount == 0 || size == 0 ? 0 : offset / size
    }

    /// The digits that the MD5 up to the end of fragment `number`, from 1, has to begin with.
    ///
    /// A byte gives one digit only: its first one that is not a leading zero.
    package func digits(ofFragment number: Int) -> ArraySlice<UInt8> {
        guard fragmentCount > 0 else { return [] }
        let each = 60 / fragmentCount
        let start = (number - 1) * each
        guard number > 0, start + each <= fragmentDigits.count else { return [] }
        return fragmentDigits[start..<start + each]
    }

    private static func value(
        of key: String, in text: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8>? {
        let key = Array(key.utf8)
        guard text.count >= key.count else { return nil }
        for start in text.startIndex...(text.endIndex - key.count)
        where text[start] == key[0] && text[start..<start + key.count].elementsEqual(key) {
            return text[(start + key.count)...].prefix { $0 != UInt8(ascii: ";") }
        }
        return nil
    }

    private static func number(after key: String, in text: ArraySlice<UInt8>) -> Int? {
        let digits = value(of: key, in: text).map { String(decoding: $0, as: UTF8.self) }
        return digits.flatMap { Int(checking: $0, in: 0...SectorRange.mostSectors) }
    }
}
