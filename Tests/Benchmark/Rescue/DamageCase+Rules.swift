import DiscSimulation
import RescueCore

extension DamageCase {
    /// What is wrong with the disc; the same with and without the failing LBA.
    ///
    /// Nothing is wrong with the first sectors, which say what disc it is, nor with the last ones:
    /// after an error there Linux makes the disc shorter for whoever reads its block device.
    var rules: [FaultRule] {
        var surface = Surface(self)
        let rules =
            switch profile {
            case .clean: [FaultRule]()
            case .scratches, .partialBlocks: surface.scratches(3)
            case .arcs: surface.arcs(4)
            case .pinholes: surface.pinholes(16)
            case .fingerprints: surface.smears(3)
            case .rottenEdge: surface.rottenEdge()
            case .deadArea: surface.deadArea(count: sectorCount / 8)
            case .slowZone: surface.slowZone(count: sectorCount / 10) + surface.pinholes(4)
            case .dyingDrive: surface.scratches(1)
            case .hugeDeadArea: surface.deadArea(count: 244_140)
            }
        let hurt = SectorRange(64, sectorCount - 160)
        return rules.filter { !$0.range.clamped(to: hurt).isEmpty }
            .map { FaultRule($0.range.clamped(to: hurt), $0.effect) }
    }
}

/// The part of a disc that holds data, and the dice that say where it is hurt.
private struct Surface {
    let geometry: DiscGeometry
    let unit: Int
    private var random: SeededGenerator

    init(_ damageCase: DamageCase) {
        let family = damageCase.family
        geometry = DiscGeometry(family: family, sectorCount: damageCase.sectorCount)
        unit = damageCase.profile == .partialBlocks ? 1 : family.eccBlockSectors
        let profile = DamageProfile.allCases.firstIndex(of: damageCase.profile) ?? 0
        random = SeededGenerator(seed: damageCase.seed << 8 | UInt64(profile))
    }

    /// How far the data reach, in mm from where they begin.
    private var width: Double {
        geometry.place(of: geometry.sectorCount - 1).radius - geometry.innerRadius
    }

    /// Straight scratches over a twelfth of the data each, deep in their middle.
    mutating func scratches(_ count: Int) -> [FaultRule] {
        let length = width / 12
        return (0..<count).flatMap { _ in
            let start = radius(upTo: 0.9)
            return dead(
                .scratch(
                    DamageShape.Scratch(
                        radius: start...start + length, angle: random.unit(), slant: 0.1,
                        width: 0.3, severity: 1.5)))
        }
    }

    /// Scratches of 20 to 60 mm along the track, a few turns wide.
    mutating func arcs(_ count: Int) -> [FaultRule] {
        (0..<count).flatMap { _ in
            let turns = Double(random.number(in: 3...8))
            return dead(smear(acrossTurns: turns, along: 10 + 20 * random.unit()), isDeep: true)
        }
    }

    /// Holes of a few turns.
    mutating func pinholes(_ count: Int) -> [FaultRule] {
        (0..<count).flatMap { _ in
            let turns = Double(random.number(in: 1...6))
            return dead(smear(acrossTurns: turns, along: turns * geometry.trackPitch), isDeep: true)
        }
    }

    mutating func smears(_ count: Int) -> [FaultRule] {
        (0..<count).flatMap { _ in
            let turns = 0.06 * width / geometry.trackPitch
            let shape = smear(acrossTurns: turns, along: 8)
            return shape.rules(on: geometry, unit: unit, seed: random.next())
        }
    }

    mutating func rottenEdge() -> [FaultRule] { dead(.edge(share: 0.12)) }

    mutating func deadArea(count: Int) -> [FaultRule] { [FaultRule(stretch(of: count), .dead)] }

    /// Each command in there takes ten times as long as elsewhere, or longer.
    mutating func slowZone(count: Int) -> [FaultRule] {
        [FaultRule(stretch(of: count), .slow(seconds: unit == 1 ? 0.03 : 0.5))]
    }
}

extension Surface {
    private mutating func radius(upTo share: Double) -> Double {
        geometry.innerRadius + (0.02 + (share - 0.02) * random.unit()) * width
    }

    private mutating func smear(acrossTurns turns: Double, along: Double) -> DamageShape {
        .smear(
            DamageShape.Smear(
                radius: radius(upTo: 0.95), angle: random.unit(),
                across: turns * geometry.trackPitch / 2, along: along))
    }

    private mutating func stretch(of count: Int) -> SectorRange {
        let share = 0.2 + 0.5 * random.unit()
        return SectorRange(start: Int(Double(geometry.sectorCount) * share), count: count)
    }

    /// What a shape makes of the track: everything is lost where it is deep, and else by a chance
    /// that grows with its depth.
    private mutating func dead(_ shape: DamageShape, isDeep: Bool = false) -> [FaultRule] {
        shape.hits(on: geometry, unit: unit).compactMap { hit in
            (isDeep || random.unit() < hit.depth) && hit.range.start < geometry.sectorCount
                ? FaultRule(hit.range, .dead) : nil
        }
    }
}
