package import RescueCore

/// Damage as it looks on the surface of a disc, turned into rules for the sectors below it.
///
/// How bad each place is comes from a draw for that place. Shapes lie on layer 0.
package enum DamageShape {
    case scratch(Scratch)
    case smear(Smear)
    /// A decaying edge: the last share of the sectors, worse and worse towards the end.
    case edge(share: Double)

    /// A straight scratch: the track meets it once in each turn.
    package struct Scratch {
        /// From where to where it goes, in mm from the centre.
        package var radius: ClosedRange<Double>
        /// Where it begins, in turns.
        package var angle: Double
        /// How far it leans, in turns per mm of radius.
        package var slant: Double
        /// How wide it is along the track, in mm.
        package var width: Double
        /// 0 for a hairline, 1 for a deep gouge.
        package var severity: Double

        /// Makes a scratch.
        package init(
            radius: ClosedRange<Double>, angle: Double, slant: Double, width: Double,
            severity: Double
        ) {
            self.radius = radius
            self.angle = angle
            self.slant = slant
            self.width = width
            self.severity = severity
        }
    }

    /// A smear, as fingers leave it: an ellipse around a point of the disc.
    package struct Smear {
        /// Its centre, in mm from the centre of the disc.
        package var radius: Double
        /// Its centre, in turns.
        package var angle: Double
        /// The half axis across the track, in mm.
        package var across: Double
        /// The half axis along the track, in mm.
        package var along: Double

        /// Makes a smear.
        package init(radius: Double, angle: Double, across: Double, along: Double) {
            self.radius = radius
            self.angle = angle
            self.across = across
            self.along = along
        }
    }

    /// The rules for a disc whose sectors fail in units of `unit`.
    package func rules(on geometry: DiscGeometry, unit: Int, seed: UInt64) -> [FaultRule] {
        let draw = SeededDraw(seed: seed, for: .shape)
        return hits(on: geometry, unit: unit).compactMap {
            $0.rule(sectorCount: geometry.sectorCount, draw: draw)
        }
    }

    /// Where the track runs through the damage; such a place may lie behind the end of the disc.
    package func hits(on geometry: DiscGeometry, unit: Int) -> [Hit] {
        switch self {
        case .scratch(let scratch): scratch.hits(on: geometry)
        case .smear(let smear): smear.hits(on: geometry)
        case .edge(let share): Self.edgeHits(share, on: geometry, unit: unit)
        }
    }

    private static func edgeHits(
        _ share: Double, on geometry: DiscGeometry, unit: Int
    ) -> [Hit] {
        let count = max(1, Int(Double(geometry.sectorCount) * share))
        let start = max(0, geometry.sectorCount - count) / unit * unit
        return stride(from: start, to: geometry.sectorCount, by: unit).map { lba in
            Hit(
                range: SectorRange(start: lba, count: unit),
                depth: Double(lba - start) / Double(count))
        }
    }
}

extension DamageShape.Scratch {
    /// It is deepest in its middle and runs out at both ends.
    fileprivate func hits(on geometry: DiscGeometry) -> [DamageShape.Hit] {
        let first = geometry.turns(toRadius: radius.lowerBound).rounded(.up)
        let last = geometry.turns(toRadius: radius.upperBound)
        return stride(from: first, to: last, by: 1).map { turn in
            let share = (turn - first) / (last - first)
            let lean = angle + slant * (turn - first) * geometry.trackPitch
            return DamageShape.Hit(
                geometry, turn: turn + lean, width: width,
                depth: severity * 4 * share * (1 - share))
        }
    }
}

extension DamageShape.Smear {
    /// Grease hurts less than a scratch: little is lost, much takes several attempts.
    fileprivate func hits(on geometry: DiscGeometry) -> [DamageShape.Hit] {
        let first = geometry.turns(toRadius: max(geometry.innerRadius, radius - across))
        let last = geometry.turns(toRadius: radius + across)
        return stride(from: first.rounded(.up), to: last, by: 1).map { turn in
            let way = (geometry.innerRadius + turn * geometry.trackPitch - radius) / across
            let half = along * max(0, 1 - way * way).squareRoot()
            let arc = half / (2 * Double.pi * radius)
            return DamageShape.Hit(
                geometry, turn: turn + angle - arc, width: 2 * half, depth: 0.4 * (1 - abs(way)))
        }
    }
}

extension DamageShape {
    /// A place where the track runs through damage.
    package struct Hit {
        package var range: SectorRange
        /// How deep the damage is here: 0 nothing, 1 the data are gone.
        package var depth: Double

        fileprivate init(range: SectorRange, depth: Double) {
            self.range = range
            self.depth = depth
        }

        fileprivate init(_ geometry: DiscGeometry, turn: Double, width: Double, depth: Double) {
            let count = max(1, Int((width / geometry.sectorLength).rounded(.up)))
            let start = geometry.lba(atTurn: max(0, turn))
            self.init(range: SectorRange(start: start, count: count), depth: depth)
        }

        /// What the damage does: by chance nothing, more time, reads that fail now and then, or all.
        fileprivate func rule(sectorCount: Int, draw: SeededDraw) -> FaultRule? {
            let place = range.clamped(to: SectorRange(0, sectorCount))
            guard !place.isEmpty else { return nil }
            let degree = draw.unit(range.start, 1)
            switch draw.unit(range.start, 0) {
            case ..<(depth * depth * 0.4):
                return FaultRule(place, .dead)
            case ..<(depth * 0.7):
                return FaultRule(place, .flaky(chance: rounded(0.2 + 0.6 * degree)))
            case ..<depth:
                return FaultRule(place, .slow(seconds: rounded(0.05 + 0.3 * degree)))
            default:
                return nil
            }
        }

        /// Two digits are enough, and a script stays readable.
        private func rounded(_ value: Double) -> Double {
            (value * 100).rounded() / 100
        }
    }
}
