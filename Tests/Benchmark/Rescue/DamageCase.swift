package import DiscSimulation
package import RescueCore

/// One disc of the benchmark: the same from the same four things, for ever.
package struct DamageCase: Hashable, Sendable {
    package var family: DiscProfile.Family
    package var profile: DamageProfile
    /// Whether the drive names the failing LBA in its sense data.
    package var reportsLBA: Bool
    package var seed: UInt64

    package init(
        _ family: DiscProfile.Family, _ profile: DamageProfile, reportsLBA: Bool, seed: UInt64
    ) {
        self.family = family
        self.profile = profile
        self.reportsLBA = reportsLBA
        self.seed = seed
    }

    /// The name of its files, for example `dvd-arcs-lba-1`.
    package var name: String {
        "\(family.rawValue.lowercased())-\(profile.rawValue)-\(reportsLBA ? "lba" : "nolba")-\(seed)"
    }

    /// Whether there is such a disc.
    ///
    /// A CD has no ECC blocks of several sectors, and 500 MB of it are nearly all there is; where
    /// nothing fails, nothing is named either.
    package var exists: Bool {
        switch profile {
        case .partialBlocks: family != .cd
        case .hugeDeadArea: family != .cd && seed == 1
        case .clean: reportsLBA && seed == 1
        default: true
        }
    }

    /// All discs of so many seeds, in the order of the tables.
    package static func all(seeds: Int) -> [DamageCase] {
        DiscProfile.Family.allCases.flatMap { family in
            [true, false].flatMap { reportsLBA in
                DamageProfile.allCases.flatMap { profile in
                    (1...UInt64(max(1, seeds))).map { seed in
                        DamageCase(family, profile, reportsLBA: reportsLBA, seed: seed)
                    }
                }
            }
        }.filter(\.exists)
    }
}

extension DamageCase {
    /// The disc and the drive.
    package var script: FaultScript {
        var script = FaultScript(
            profile: discProfile, content: content, seed: seed, label: "BENCHMARK")
        script.reportsLBA = reportsLBA
        script.losesWholeECCBlocks = profile != .partialBlocks
        if profile == .dyingDrive {
            script.drive.decline = DriveModel.Decline(commands: 1_500, errorChance: 0.003)
        }
        script.rules = rules
        return script
    }

    var discProfile: DiscProfile {
        switch family {
        case .cd: .cdROM
        case .dvd: .dvdROM
        case .bd: .bdROM
        }
    }

    /// Small enough to be read in seconds; a scratch still crosses hundreds of turns of the track.
    var sectorCount: Int {
        switch (profile, family) {
        case (.hugeDeadArea, _): 600_000
        case (_, .bd): 30_720
        default: 20_480
        }
    }

    private var content: FaultScript.Content {
        profile == .hugeDeadArea
            ? .sparse(sectorCount: sectorCount) : .generated(sectorCount: sectorCount)
    }
}
