extension [UInt8] {
    /// The big-endian number at an offset; nil if the bytes end before it does.
    package func number<Number: FixedWidthInteger>(
        at offset: Int, as type: Number.Type = Number.self
    ) -> Number? {
        guard offset >= 0, offset + Number.bitWidth / 8 <= count else { return nil }
        return self[offset..<(offset + Number.bitWidth / 8)].reduce(0) { ($0 << 8) | Number($1) }
    }

    /// The answer without what follows its declared end; nil if it is shorter than its own header.
    ///
    /// Most answers begin with a 16-bit length that does not count itself.
    package var declaredPart: [UInt8]? {
        guard let length = number(at: 0, as: UInt16.self), length > 0 else { return nil }
        return Array(prefix(2 + Int(length)))
    }
}
