import Glibc
import RescueCore

/// The disc to scale, in millimetres, as it is seen from the side that is read.
struct DiscDrawing {
    /// What is told apart in the drawing, by the name of its style.
    enum Kind: String, CaseIterable {
        case unread = "unread"
        case excluded = "excluded"
        case doubtful = "doubtful"
        case bad = "bad"
    }

    let family: DiscProfile.Family
    /// Whether the drive told which kind of disc it is.
    let isFamilyKnown: Bool
    let geometry: DiscGeometry
    private let marks: [Kind: DiscMarks]

    init(_ analysis: ImageAnalysis) {
        let profile = analysis.record?.disc.profile.flatMap(DiscProfile.init)
        let sectorCount = analysis.map.sectorCount
        family = profile?.family ?? DiscProfile.Family(sectorCount: sectorCount)
        isFamilyKnown = profile != nil
        let geometry = DiscGeometry(family: family, sectorCount: sectorCount)
        self.geometry = geometry
        let statuses: [Kind: SectorStatusSet] = [
            .unread: SectorStatusSet(.untried), .excluded: SectorStatusSet(.excluded),
            .doubtful: [SectorStatusSet(.untrimmed), SectorStatusSet(.unscraped)],
            .bad: SectorStatusSet(.unreadable),
        ]
        marks = statuses.mapValues { statuses in
            DiscMarks(of: BadSectors(analysis.map, statuses: statuses).ranges, on: geometry)
        }
    }

    /// Whether there is anything of a kind.
    func has(_ kind: Kind) -> Bool { marks[kind]?.bands.isEmpty == false }

    /// Whether there is too much damage to tell arcs apart.
    var isDense: Bool { marks[.bad]?.isDense == true || marks[.doubtful]?.isDense == true }

    /// The distances from the centre at which sectors are missing that were tried, in mm.
    var damagedRadii: ClosedRange<Double>? {
        let bands = (marks[.bad]?.bands ?? []) + (marks[.doubtful]?.bands ?? [])
        guard let inner = bands.map(\.radii.lowerBound).min(),
            let outer = bands.map(\.radii.upperBound).max()
        else { return nil }
        return inner...outer
    }

    /// Whether a part of the disc is free that could be seen.
    var hasFreeArea: Bool { dataEnd < 57.5 }

    /// How many layers the disc has.
    var layers: Int {
        geometry.layerSectors > 0
            ? (geometry.sectorCount + geometry.layerSectors - 1) / geometry.layerSectors : 1
    }

    /// The drawing, 120 mm by 120 mm with the centre in the origin.
    ///
    /// The rings are those of ECMA-130 and ECMA-267: hole 15 mm, clamping area up to 33 mm, disc 120 mm.
    var svg: HTML {
        let end = dataEnd
        let middle = (geometry.innerRadius + end) / 2
        return """
            <svg class="disc" viewBox="-61 -61 122 122" role="img" aria-labelledby="disc-title">
            <title id="disc-title">\(description)</title>
            <circle class="plate" r="60"/>
            <circle class="area" r="\((geometry.innerRadius + 58) / 2, decimals: 3)" \
            stroke-width="\(58 - geometry.innerRadius, decimals: 3)"/>
            <circle class="data" r="\(middle, decimals: 3)" \
            stroke-width="\(end - geometry.innerRadius, decimals: 3)"/>
            \(Kind.allCases.map(drawing))
            <circle class="edge" r="60"/>
            <circle class="edge" r="16.5"/>
            <circle class="hole" r="7.5"/>
            \(scale)
            </svg>
            """
    }

    /// Where the data end, in mm from the centre; at the rim on a disc of several layers.
    private var dataEnd: Double {
        guard geometry.sectorCount > 0 else { return geometry.innerRadius }
        return layers > 1
            ? geometry.place(of: geometry.layerSectors - 1).radius
            : geometry.place(of: geometry.sectorCount - 1).radius
    }

    private var description: String {
        guard let radii = damagedRadii else { return "The disc, drawn to scale" }
        return "The disc, drawn to scale; what failed lies \(radii.millimetres) from its centre."
    }

    /// Circles to measure by.
    private var scale: HTML {
        let circles: [HTML] = [30, 40, 50].map { radius in
            """
            <circle class="scale" r="\(radius)"/><text class="scale" y="\(radius + 1)">\(radius)</text>
            """
        }
        return "<g>\(circles)</g>"
    }
}

extension DiscDrawing {
    /// All marks of a kind, the layers one after another.
    private func drawing(of kind: Kind) -> HTML {
        guard let marks = marks[kind], !marks.bands.isEmpty else { return .empty }
        let layers = Set(marks.bands.map(\.layer)).sorted()
        let groups: [HTML] = layers.map { layer in
            """
            <g class="\(kind.rawValue) layer\(layer)">
            \(marks.bands.filter { $0.layer == layer }.map { halo($0, isDense: marks.isDense) })
            \(marks.rings.filter { $0.layer == layer }.map(ring))
            \(arcs(marks.arcs.filter { $0.layer == layer }))
            </g>
            """
        }
        return .joining(groups)
    }

    /// The whole turn around an arc: where around the disc the arc really lies is not known.
    private func halo(_ band: DiscMarks.Ring, isDense: Bool) -> HTML {
        "<circle class=\"\(isDense ? "dense" : "halo")\" \(attributes(of: band))/>"
    }

    private func ring(_ ring: DiscMarks.Ring) -> HTML {
        "<circle class=\"ring\" \(attributes(of: ring))/>"
    }

    private func attributes(of ring: DiscMarks.Ring) -> HTML {
        let thinnest = 0.3
        let width = max(thinnest, ring.radii.upperBound - ring.radii.lowerBound)
        let middle = (ring.radii.lowerBound + ring.radii.upperBound) / 2
        return "r=\"\(middle, decimals: 2)\" stroke-width=\"\(width, decimals: 2)\""
    }

    /// Arcs as one path, each long enough to be seen.
    private func arcs(_ arcs: [DiscMarks.Arc]) -> HTML {
        guard !arcs.isEmpty else { return .empty }
        let paths = arcs.map { arc in
            let shortest = 0.2 / (2 * Double.pi * arc.radius)
            let start = Point(radius: arc.radius, turn: arc.angle)
            let length = max(shortest, arc.length)
            let end = Point(radius: arc.radius, turn: arc.angle + length)
            let radius = arc.radius.text(decimals: 2)
            return "M\(start.text)A\(radius) \(radius) 0 \(length > 0.5 ? 1 : 0) 1 \(end.text)"
        }
        return "<path class=\"arc\" d=\"\(paths.joined())\"/>"
    }

    /// A place in the drawing; angles go clockwise from the top.
    private struct Point {
        var text: String

        init(radius: Double, turn: Double) {
            let angle = turn * 2 * Double.pi
            let (x, y) = (radius * sin(angle), -radius * cos(angle))
            text = "\(x.text(decimals: 2)) \(y.text(decimals: 2))"
        }
    }
}

extension ClosedRange<Double> {
    /// Distances in words: `31.2 mm`, `31.2 to 40 mm`.
    var millimetres: String {
        let (low, high) = (lowerBound.text(decimals: 1), upperBound.text(decimals: 1))
        return low == high ? "\(low) mm" : "\(low) to \(high) mm"
    }
}
