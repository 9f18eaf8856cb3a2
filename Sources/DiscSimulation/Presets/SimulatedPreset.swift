import RescueCore

/// The simulated discs that come with the product, by name.
///
/// Each is small, so that trying it needs little room, and leaves something to look at.
package enum SimulatedPreset: String, CaseIterable, Hashable, Sendable {
    case cleanCD = "clean-cd"
    case cleanDVD = "clean-dvd"
    case cleanBD = "clean-bd"
    case scratchedCD = "scratched-cd"
    case scratchedDVD = "scratched-dvd"
    case fingerprints = "fingerprints"
    case rottenEdge = "rotten-edge"
    case dyingDrive = "dying-drive"
    case looseCable = "loose-cable"
    case swappedDisc = "swapped-disc"

    /// What `script(seed:)` takes if nothing else is asked for.
    package static let defaultSeed: UInt64 = 1

    /// The preset of a name; nil if there is none.
    package init?(name: String) {
        self.init(rawValue: name)
    }

    /// The name, as it is typed.
    package var name: String { rawValue }

    /// What it is, in one line.
    package var summary: String {
        switch self {
        case .cleanCD: "an undamaged CD of 60 MiB"
        case .cleanDVD: "an undamaged DVD of 200 MiB"
        case .cleanBD: "an undamaged Blu-ray disc of 25 GB, its files all zeros"
        case .scratchedCD: "a CD of 60 MiB with radial scratches"
        case .scratchedDVD: "a DVD of 300 MiB with radial scratches; damage takes whole ECC blocks"
        case .fingerprints: "a DVD of 200 MiB with smears: much is slow or needs several attempts"
        case .rottenEdge: "a DVD of 200 MiB that decays from the edge"
        case .dyingDrive: "an undamaged DVD of 200 MiB in a drive that gets slower and fails"
        case .looseCable: "an undamaged CD of 60 MiB; resets, lost bytes and commands that hang"
        case .swappedDisc: "a CD of 60 MiB that is exchanged while it is read, without notice"
        }
    }

    /// The disc and its drive.
    ///
    /// The places of the damage, all chances and the bytes of the disc are drawn from the seed.
    package func script(seed: UInt64 = defaultSeed) -> FaultScript {
        var script = FaultScript(
            profile: profile, content: content, seed: seed, label: label)
        let geometry = DiscGeometry(
            family: profile.family, sectorCount: script.sectorCount ?? 0)
        for (index, shape) in shapes(seed: seed).enumerated() {
            let own = SeededDraw(seed: seed, for: .shape).word(index, -1)
            script.rules += shape.rules(on: geometry, unit: script.lossUnit, seed: own)
        }
        script.events = events(seed: seed)
        if self == .dyingDrive {
            script.drive.decline = DriveModel.Decline(commands: 800, errorChance: 0.01)
        }
        return script
    }
}

extension SimulatedPreset {
    private var profile: DiscProfile {
        switch self {
        case .cleanCD, .scratchedCD, .looseCable, .swappedDisc: .cdROM
        case .cleanBD: .bdROM
        case .cleanDVD, .scratchedDVD, .fingerprints, .rottenEdge, .dyingDrive: .dvdROM
        }
    }

    private var content: FaultScript.Content {
        switch self {
        case .cleanBD: .sparse(sectorCount: 12_219_392)
        case .scratchedDVD: .generated(sectorCount: 153_600)
        default: .generated(sectorCount: profile.family == .cd ? 30_720 : 102_400)
        }
    }

    /// The name in capitals, as a volume label has it.
    private var label: String {
        String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    private func events(seed: UInt64) -> [FaultEvent] {
        switch self {
        case .looseCable:
            [
                FaultEvent(.reset, at: .command(200)), FaultEvent(.short, at: .command(350)),
                FaultEvent(.notReady(seconds: 5), at: .command(500)),
                FaultEvent(.hang, at: .command(700)), FaultEvent(.reset, at: .command(850)),
            ]
        case .swappedDisc:
            [
                FaultEvent(
                    .change(.init(seed: seed &+ 1, label: "ANOTHER_DISC", isSilent: true)),
                    at: .command(500))
            ]
        default:
            []
        }
    }
}
