import Crypto
package import RescueCore

/// The checksums of an image and of its ISO 9660 volume alone, while its bytes come by in order.
///
/// They cost no more than those of the image: at the volume's end the sums are what they are.
package struct RunningVolumeSums {
    /// Checksums of the bytes so far; of SHA-512 only where somebody asks for it.
    private struct Sums {
        var usual = RunningSums()
        var sha512: SHA512?

        mutating func update(_ bytes: borrowing Span<UInt8>) {
            usual.update(bytes)
            unsafe bytes.withUnsafeBytes { unsafe sha512?.update(bufferPointer: $0) }
        }
    }

    private var sums = Sums()
    private var atVolumeEnd: Sums?
    private var descriptor: [UInt8] = []
    /// Where the volume ends; nil as long as its descriptor has not come by, or if there is none.
    private var volumeEnd: Int?
    private var size = 0

    private static let descriptorStart = VolumeDescriptor.lba * Sector.size

    /// Makes the sums of nothing.
    ///
    /// - Parameter hasSHA512: Whether SHA-512 is computed as well.
    package init(hasSHA512: Bool = false) {
        sums.sha512 = hasSHA512 ? SHA512() : nil
    }

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
            VolumeSums(sectorCount: (volumeEnd ?? 0) / Sector.size, sums: $0.usual.finish())
        }
        return (sums.usual.finish(), volume)
    }

    /// The SHA-512 of all bytes that were taken, and that of the volume if it is shorter.
    package var sha512: (whole: String?, volume: String?) {
        (digits(of: sums), atVolumeEnd.flatMap(digits))
    }

    private func digits(of sums: Sums) -> String? {
        sums.sha512.map { Hexadecimal.text(of: $0.finalize()) }
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
