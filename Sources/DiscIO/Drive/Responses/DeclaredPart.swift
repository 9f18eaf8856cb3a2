import RescueCore

extension [UInt8] {
    /// The answer without what follows its declared end; nil if it is shorter than its own header.
    ///
    /// Most answers begin with a 16-bit length that does not count itself.
    package var declaredPart: [UInt8]? {
        guard let length = number(at: 0, as: UInt16.self), length > 0 else { return nil }
        return Array(prefix(2 + Int(length)))
    }
}
