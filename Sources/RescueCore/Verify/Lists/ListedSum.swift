/// A checksum that stands in a list.
package struct ListedSum: Hashable, Sendable {
    /// Which checksum it is.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case md5 = "MD5"
        case sha1 = "SHA-1"
        case sha256 = "SHA-256"
        case sha512 = "SHA-512"

        /// How many hexadecimal digits it has.
        package var digitCount: Int {
            switch self {
            case .md5: 32
            case .sha1: 40
            case .sha256: 64
            case .sha512: 128
            }
        }
    }

    /// Which checksum it is.
    package var kind: Kind
    /// Its digits, in lower case.
    package var digits: String

    /// Makes a sum of its digits; nil if no checksum has so many, or they are none.
    package init?(digits: some Collection<UInt8>) {
        guard let kind = Kind.allCases.first(where: { $0.digitCount == digits.count }),
            digits.allSatisfy({ Hexadecimal.value(of: $0) != nil })
        else { return nil }
        self.kind = kind
        self.digits = String(decoding: digits, as: UTF8.self).lowercased()
    }
}
