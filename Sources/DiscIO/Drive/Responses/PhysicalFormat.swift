import RescueCore

/// Layers and extent of a DVD, from its lead-in.
///
/// Source: MMC-6 6.22.3.2.1, READ DISC STRUCTURE format 00h; ECMA-267 for the numbering of layer 1.
package struct PhysicalFormat: Hashable, Sendable {
    /// How many layers there are, 1 or 2.
    package let layerCount: Int

    /// How many sectors the data area holds; nil for two parallel tracks, told layer by layer.
    package let sectorCount: Int?

    /// Reads a response of format 00h; nil if it makes no sense.
    package init?(_ bytes: [UInt8]) {
        guard let data = bytes.declaredPart, data.count >= 20 else { return nil }
        let layers = Int(data[6] >> 5 & 0x03) + 1
        let isOpposite = data[6] & 0x10 != 0
        let start = Self.sectorNumber(data, at: 8)
        let end = Self.sectorNumber(data, at: 12)
        let endOfLayer0 = Self.sectorNumber(data, at: 16)
        guard (1...2).contains(layers) else { return nil }
        layerCount = layers
        switch (layers, isOpposite) {
        case (1, _):
            guard end > start else { return nil }
            sectorCount = end - start + 1
        case (_, true):
            // Layer 1 is read from the rim inwards: it begins at the complement of where 0 ends.
            let startOfLayer1 = ~endOfLayer0 & 0xFF_FFFF
            guard endOfLayer0 >= start, end >= startOfLayer1 else { return nil }
            sectorCount = endOfLayer0 - start + 1 + (end - startOfLayer1 + 1)
        default:
            sectorCount = nil
        }
    }

    private static func sectorNumber(_ data: [UInt8], at offset: Int) -> Int {
        data[(offset + 1)...(offset + 3)].reduce(0) { $0 << 8 | Int($1) }
    }
}
