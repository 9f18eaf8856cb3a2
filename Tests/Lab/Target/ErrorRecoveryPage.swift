import RescueCore

/// Mode page 01h, read/write error recovery: the one page a program may change.
///
/// Source: MMC-6 7.3.
struct ErrorRecoveryPage: Hashable, Sendable {
    /// The page with its header: code, length, flags, retry count.
    private(set) var bytes: [UInt8] = [0x01, 0x0A, 0x00, 0x20, 0, 0, 0, 0, 0, 0, 0, 0]

    /// Takes over a page that a program sent; false if it is not this page.
    mutating func take(_ page: [UInt8]) -> Bool {
        guard page.count >= bytes.count, page[0] & 0x3F == bytes[0], page[1] == bytes[1] else {
            return false
        }
        bytes = Array(page.prefix(bytes.count))
        bytes[0] &= 0x3F
        return true
    }
}
