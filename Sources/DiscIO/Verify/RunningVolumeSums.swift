package import RescueCore

/// The checksums of an image and of its ISO 9660 volume alone, while its bytes come by in order.
///
/// They cost no more than those of the image: at the volume's end the sums are what they are.
package struct RunningVolumeSums {
    private var sums = RunningSums()
    private var atVolumeEnd: RunningSums?
    private var descriptor: [UInt8] = []
    /// Where the volume ends; nil as long as its descriptor has not come by, or if there is none.
    private var volumeEnd: Int?
    private var size = 0

    private static let descriptorStart = VolumeDescriptor.lba * Sector.size

    /// Makes the sums of nothing.
    package init() {}

    /// Takes the next bytes.
    package mutating func update(_ bytes: borrowing Span<UInt8>) {
        takeDescriptor(bytes)
        let end = size + bytes.count
        if let volumeEnd, size <= volumeEnd, volumeEnd < end {
            sums.update(bytes.extracting(..<(volumeEnd - size)))
            atVolumeEnd = sums
            sums.update(bytes.extracting((volumeEnd - size)...))
        } else {
            sums.update(bytes)
        }
        size = end
    }

    /// The sums of all bytes that were taken, and those of the volume if it is shorter.
    package consuming func finish() -> (whole: SumSet, volume: VolumeSums?) {
        let volume = atVolumeEnd.map {
            VolumeSums(sectorCount: (volumeEnd ?? 0) / Sector.size, sums: $0.finish())
        }
        return (sums.finish(), volume)
    }

    private mutating func takeDescriptor(_ bytes: borrowing Span<UInt8>) {
        guard descriptor.count < Sector.size else { return }
        let next = Self.descriptorStart + descriptor.count
        let end = min(size + bytes.count, Self.descriptorStart + Sector.size)
        guard size <= next, next < end else { return }
        let part = bytes.extracting((next - size)..<(end - size))
        unsafe part.withUnsafeBufferPointer { unsafe descriptor.append(contentsOf: $0) }
        guard descriptor.count == Sector.size,
            let volume = VolumeDescriptor(sector: descriptor)
        else { return }
        // A volume that ends before its own descriptor does is none.
        let volumeEnd = volume.sectorCount * Sector.size
        if volumeEnd >= Self.descriptorStart + Sector.size { self.volumeEnd = volumeEnd }
    }
}
