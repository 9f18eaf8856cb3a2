import DiscIO
import RescueCore

/// Decides whether the disc in a device can be the one that an image was made from.
///
/// It is generous: a disc that reads differently here and there, or an image with a few changed
/// sectors, is what a verification is there to find.
struct DiscCheck {
    let subject: VerifySubject

    /// Looks at the disc.
    ///
    /// - Returns: The disc, to be recognised later.
    /// - Throws: `otherDisc` if it cannot be the image's, `driveUnusable` if it cannot be looked at.
    func identify(
        _ device: inout some DiscDevice & ~Copyable
    ) throws(CommandFailure) -> DiscIdentity {
        let rescued = subject.map.lastRun(
            of: SectorStatusSet(.rescued), before: subject.map.sectorCount)
        let end = rescued?.range.end ?? 0
        // One source alone may tell less than there is.
        let largest = device.disc.sizes.map(\.sectorCount).max() ?? device.sectorCount
        guard end <= largest else {
            throw otherDisc(
                """
                the image has \(Format.grouped(end)) sectors, the disc only \
                \(Format.grouped(largest))
                """)
        }
        let descriptors = device.disc.descriptorSectors
        let witnesses = Set(descriptors + samples)
        let found = try look(at: &device, witnesses)
        let held = try subject.sectors(found.witnesses.keys)
        let differing = held.filter { found.witnesses[$0.key] != $0.value }.keys.sorted()
        if differing.count * 2 > held.count {
            throw otherDisc("LBA \(differing[0]) and others read differently")
        }
        if let lba = recordedMismatch(found, held) {
            let again = try look(at: &device, [lba])
            if again.witnesses[lba] == found.witnesses[lba] {
                throw otherDisc("LBA \(lba) reads differently")
            }
        }
        var identity = found
        identity.witnesses = found.witnesses.filter {
            descriptors.contains($0.key)
        }
        return identity
    }

    /// A sector by which the record knows the disc, which the image holds as recorded and the disc
    /// does not.
    private func recordedMismatch(_ found: DiscIdentity, _ held: [LBA: [UInt8]]) -> LBA? {
        guard let fingerprint = subject.companions.record?.disc.fingerprint else { return nil }
        let image = sums(of: held)
        let disc = sums(of: found.witnesses)
        return fingerprint.witnesses.first { witness in
            guard let sum = disc[witness.lba], image[witness.lba] == witness.sha256 else {
                return false
            }
            return sum != witness.sha256
        }?.lba
    }

    private func sums(of sectors: [LBA: [UInt8]]) -> [LBA: String] {
        let identity = DiscIdentity(sectorCount: 0, witnesses: sectors)
        let known: RipRecord.Fingerprint = .init(of: identity)
        return Dictionary(uniqueKeysWithValues: known.witnesses.map { ($0.lba, $0.sha256) })
    }

    /// A few rescued sectors from all over the disc.
    private var samples: [LBA] {
        let count = 8
        return (0..<count).compactMap { index in
            let start = subject.map.sectorCount * (2 * index + 1) / (2 * count)
            return subject.map.firstRun(of: SectorStatusSet(.rescued), from: start)?.range.start
        }
    }

    private func look(
        at device: inout some DiscDevice & ~Copyable, _ witnesses: Set<LBA>
    ) throws(CommandFailure) -> DiscIdentity {
        do throws(ReadFault) {
            return try device.identify(reading: witnesses.sorted())
        } catch {
            throw CommandFailure(.driveUnusable, "the disc cannot be looked at: \(error)")
        }
    }

    private func otherDisc(_ reason: String) -> CommandFailure {
        CommandFailure(
            .otherDisc,
            "\(subject.paths.image) was made from another disc (\(reason)); insert that one")
    }
}
