/// Whether two stretches of whole sectors hold the same bytes; word by word.
func areEqual(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Bool {
    precondition(left.count == right.count && left.count.isMultiple(of: Sector.size))
    guard !left.isEmpty else { return true }
    return unsafe left.withUnsafeBytes { left in
        unsafe right.withUnsafeBytes { right in
            let (left, right) = unsafe (
                left.bindMemory(to: UInt64.self), right.bindMemory(to: UInt64.self)
            )
            var difference: UInt64 = 0
            for index in 0..<left.count {
                unsafe difference |= left[index] ^ right[index]
            }
            return difference == 0
        }
    }
}

/// Whether two sectors hold the same bytes.
func areEqual(_ left: [UInt8]?, _ right: [UInt8]?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return areEqual(left.span, right.span)
}
