/// Numbers as SCSI sends them: the most significant byte first.
extension FixedWidthInteger {
    /// Puts a number together of bytes, the most significant one first.
    package init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | Self($1) }
    }

    /// The bytes of the number, the most significant one first.
    package var bigEndianBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: self >> $0)
        }
    }
}

extension [UInt8] {
    /// The big-endian number at an offset; nil if the bytes end before it does.
    package func number<Number: FixedWidthInteger>(
        at offset: Int, as type: Number.Type = Number.self
    ) -> Number? {
        let size = Number.bitWidth / 8
        guard offset >= 0, offset + size <= count else { return nil }
        return Number(bigEndianBytes: self[offset..<offset + size])
    }
}
