/// A block of a partition, as most structures of UDF name a place.
///
/// Source: ECMA-167 4/7.1.
struct UDFAddress: Hashable {
    var block: Int
    /// Which of the volume's partition maps.
    var partition: Int

    /// Reads an address of 6 bytes.
    init(_ bytes: UntrustedBytes) {
        block = bytes.little32(at: 0)
        partition = bytes.little16(at: 4)
    }

    init(block: Int, partition: Int) {
        self.block = block
        self.partition = partition
    }
}
