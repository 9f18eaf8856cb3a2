/// Where sectors lie on a disc, to be drawn: rings where they fill whole turns, arcs where not.
///
/// The radius is as good as the geometry. Of an arc the length is, too; its angle is computed from the
/// start of the track, thousands of turns away, so it tells how arcs lie to their neighbours at best.
package struct DiscMarks: Hashable, Sendable {
    /// Whole turns of the track.
    package struct Ring: Hashable, Sendable {
        /// The layer, from 0.
        package var layer: Int
        /// From where to where, in mm from the centre.
        package var radii: ClosedRange<Double>
    }

    /// A part of one turn.
    package struct Arc: Hashable, Sendable {
        /// The layer, from 0.
        package var layer: Int
        /// The distance from the centre, in mm.
        package var radius: Double
        /// Where it begins, in turns: `0 ..< 1`.
        package var angle: Double
        /// How much of the turn it takes, in turns: below 1.
        package var length: Double
    }

    /// Whole turns, by layer and radius; apart from each other by at least the resolution.
    package private(set) var rings: [Ring] = []
    /// Parts of turns; none if there are too many to tell them apart.
    package private(set) var arcs: [Arc] = []
    /// Whether there are so many arcs that only the bands show them.
    package private(set) var isDense = false
    /// All radii at which there is a ring or an arc; those as one that are less than 0.4 mm apart.
    package private(set) var bands: [Ring] = []

    /// Finds the places of some sectors.
    ///
    /// - Parameters:
    ///   - ranges: The sectors, ascending.
    ///   - geometry: The disc; what lies outside of it is passed over.
    ///   - resolution: What is closer than this cannot be told apart, in mm.
    ///   - mostArcs: If there were more arcs, they are left out.
    package init(
        of ranges: [SectorRange], on geometry: DiscGeometry, resolution: Double = 0.05,
        mostArcs: Int = 3000
    ) {
        guard geometry.layerSectors > 0 else { return }
        var rings: [Ring] = []
        var bands: [Ring] = []
        var seen: Set<Cell> = []
        for part in ranges.lazy.flatMap({ Self.parts(of: $0, on: geometry) }) {
            let turns = geometry.turns(of: part.range, layer: part.layer)
            let radii = geometry.radii(of: turns)
            bands.append(Ring(layer: part.layer, radii: radii))
            let length = turns.upperBound - turns.lowerBound
            if length >= 1 {
                rings.append(Ring(layer: part.layer, radii: radii))
                continue
            }
            let arc = Arc(
                layer: part.layer, radius: radii.lowerBound,
                angle: turns.lowerBound - turns.lowerBound.rounded(.down), length: length)
            if seen.insert(Cell(arc, resolution)).inserted { arcs.append(arc) }
        }
        isDense = arcs.count > mostArcs
        if isDense { arcs = [] }
        self.rings = Self.merging(rings, closerThan: resolution)
        self.bands = Self.merging(bands, closerThan: 0.4)
    }

    /// A range cut at the ends of layers, and what lies on the disc of it.
    private static func parts(
        of range: SectorRange, on geometry: DiscGeometry
    ) -> [(layer: Int, range: SectorRange)] {
        let range = range.clamped(to: SectorRange(0, geometry.sectorCount))
        guard !range.isEmpty else { return [] }
        let size = geometry.layerSectors
        return (range.start / size...(range.end - 1) / size).map { layer in
            (layer, range.clamped(to: SectorRange(start: layer * size, count: size)))
        }
    }

    private static func merging(_ rings: [Ring], closerThan distance: Double) -> [Ring] {
        let sorted = rings.sorted {
            ($0.layer, $0.radii.lowerBound) < ($1.layer, $1.radii.lowerBound)
        }
        return sorted.reduce(into: []) { merged, ring in
            guard let last = merged.last, last.layer == ring.layer,
                ring.radii.lowerBound - last.radii.upperBound < distance
            else { return merged.append(ring) }
            let end = max(last.radii.upperBound, ring.radii.upperBound)
            merged[merged.count - 1].radii = last.radii.lowerBound...end
        }
    }

    /// What cannot be told apart in a drawing.
    private struct Cell: Hashable {
        var layer: Int
        var radius: Int
        var angle: Int
        var length: Int

        init(_ arc: Arc, _ resolution: Double) {
            layer = arc.layer
            radius = Int(arc.radius / resolution)
            angle = Int(arc.angle * 360)
            length = Int(arc.length * 360)
        }
    }
}

extension DiscGeometry {
    fileprivate func radii(of turns: ClosedRange<Double>) -> ClosedRange<Double> {
        innerRadius + turns.lowerBound * trackPitch...innerRadius + turns.upperBound * trackPitch
    }
}
