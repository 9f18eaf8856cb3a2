package import RescueCore

/// A program that copies discs as well, and how it is called.
package enum Peer: String, CaseIterable, Hashable, Sendable {
    /// As its manual wants it for optical discs.
    case ddrescue
    /// With the ECC block for a sector: the best that can be had from it by hand.
    case tunedDdrescue = "ddrescue-tuned"
    case readom
    case xorriso

    /// The command that makes `out.iso` of `/dev/sr0`.
    ///
    /// None of them tries again what failed, as far as it can be told not to.
    package func command(for family: DiscProfile.Family) -> String {
        let block = family.eccBlockSectors * Sector.size
        return switch self {
        case .ddrescue: "ddrescue -d -b2048 /dev/sr0 out.iso out.iso.map"
        case .tunedDdrescue: "ddrescue -d -b\(block) -c1 /dev/sr0 out.iso out.iso.map"
        case .readom: "readom -noerror retries=1 dev=/dev/sr0 f=out.iso"
        case .xorriso:
            "xorriso -abort_on NEVER -indev /dev/sr0"
                + " -check_media retry=on use=indev data_to=out.iso --"
        }
    }

    /// Whether it is worth its time to let it read a disc.
    ///
    /// Those that only go forward do the same on all discs of a kind: the first one is enough.
    package func isMeasured(on damageCase: DamageCase) -> Bool {
        let isNeeded =
            switch self {
            case .ddrescue, .tunedDdrescue: true
            case .readom, .xorriso: damageCase.seed == 1
            }
        return isNeeded && damageCase == damageCase.peerCase && damageCase.profile.isForPeers
    }
}
