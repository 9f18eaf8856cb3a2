import RescueCore

extension SimulatedPreset {
    /// The damage of a preset; where exactly it lies comes from the seed.
    ///
    /// A CD of 60 MiB ends at a radius of 29.5 mm, a DVD of 200 MiB at 26.5 mm, one of 300 MiB at
    /// 27.6 mm.
    func shapes(seed: UInt64) -> [DamageShape] {
        let places = Places(draw: SeededDraw(seed: seed, for: .shape))
        switch self {
        case .scratchedCD:
            return [
                places.scratch(1, from: 25.8, length: 0.5, severity: 0.4),
                places.scratch(2, from: 27.3, length: 0.3, severity: 0.7),
                places.scratch(3, from: 28.4, length: 0.4, severity: 0.3),
            ]
        case .scratchedDVD:
            return [
                places.scratch(1, from: 24.8, length: 0.2, severity: 0.4),
                places.scratch(2, from: 25.9, length: 0.1, severity: 0.8),
                places.scratch(3, from: 26.7, length: 0.25, severity: 0.3),
            ]
        case .fingerprints:
            return [
                places.smear(1, at: 24.6, across: 0.10, along: 8),
                places.smear(2, at: 25.2, across: 0.15, along: 6),
                places.smear(3, at: 25.9, across: 0.08, along: 10),
            ]
        case .rottenEdge:
            return [.edge(share: 0.02)]
        case .cleanCD, .cleanDVD, .cleanBD, .dyingDrive, .looseCable, .swappedDisc:
            return []
        }
    }
}

/// Puts the shapes of a preset where its seed wants them: at any angle, and up to 0.3 mm outwards.
private struct Places {
    let draw: SeededDraw

    func scratch(
        _ number: Int, from start: Double, length: Double, severity: Double
    ) -> DamageShape {
        let begin = start + shift(number)
        return .scratch(
            DamageShape.Scratch(
                radius: begin...begin + length, angle: angle(number), slant: 0.1, width: 0.3,
                severity: severity))
    }

    func smear(_ number: Int, at radius: Double, across: Double, along: Double) -> DamageShape {
        .smear(
            DamageShape.Smear(
                radius: radius + shift(number), angle: angle(number), across: across, along: along))
    }

    private func angle(_ number: Int) -> Double { draw.unit(-1, number) }

    private func shift(_ number: Int) -> Double { 0.3 * draw.unit(-2, number) }
}
