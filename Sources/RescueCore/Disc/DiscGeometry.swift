/// Where a sector lies on the disc: the spiral track, as radius and angle.
///
/// The track has constant linear density, so the area it covers grows with the number of sectors.
/// A disc of several layers is taken to have opposite track paths: layer 1 runs from the rim back.
/// Sources: ECMA-130 clauses 8 and 10, ECMA-267 clauses 10 and 14, Blu-ray white paper 1.B.
package struct DiscGeometry: Hashable, Sendable {
    /// A place on the disc.
    package struct Place: Hashable, Sendable {
        /// The layer, from 0.
        package var layer: Int
        /// The distance from the centre of the disc, in mm.
        package var radius: Double
        /// The angle from the start of the track, in turns: `0 ..< 1`.
        package var angle: Double
    }

    /// Where the data begin, in mm from the centre.
    package let innerRadius: Double
    /// Where a full disc ends, in mm from the centre.
    package let outerRadius: Double
    /// The distance of one turn of the track from the next, in mm.
    package let trackPitch: Double
    /// The length of one sector along the track, in mm.
    package let sectorLength: Double
    /// How many sectors one layer of this disc holds; the last layer may hold fewer.
    package let layerSectors: Int
    /// How many sectors the disc holds.
    package let sectorCount: Int

    /// Makes the geometry of a disc of so many sectors.
    ///
    /// A disc with more than the usual capacity has shorter sectors, as overlong CDs do.
    package init(family: DiscProfile.Family, sectorCount: Int) {
        let form = Form(family)
        let layers = form.layers(for: sectorCount)
        let share = (sectorCount + layers - 1) / layers
        let unit = family.eccBlockSectors
        layerSectors = layers == 1 ? sectorCount : (share + unit - 1) / unit * unit
        self.sectorCount = sectorCount
        innerRadius = form.innerRadius
        outerRadius = 58
        trackPitch = form.trackPitch
        let nominal = layers == 1 ? form.layerSectors : form.layerSectorsOfMany
        let area = Double.pi * (outerRadius * outerRadius - innerRadius * innerRadius)
        sectorLength = area / trackPitch / Double(max(nominal, layerSectors))
    }
}

extension DiscGeometry {
    /// Where a sector begins.
    package func place(of lba: LBA) -> Place {
        let layer = layerSectors > 0 ? lba / layerSectors : 0
        let inLayer = lba - layer * layerSectors
        let fromHub = layer.isMultiple(of: 2) ? inLayer : layerSectors - inLayer
        let turns = turns(from: fromHub)
        return Place(
            layer: layer, radius: innerRadius + turns * trackPitch,
            angle: turns - turns.rounded(.down))
    }

    /// The sector of layer 0 that a number of turns from the start of the track leads to.
    ///
    /// It may lie behind the end of the disc.
    package func lba(atTurn turns: Double) -> LBA {
        let radius = innerRadius + turns * trackPitch
        let area = Double.pi * (radius * radius - innerRadius * innerRadius)
        return LBA(area / (trackPitch * sectorLength))
    }

    /// How many turns the track takes from the start of the data to a radius in mm.
    package func turns(toRadius radius: Double) -> Double {
        (radius - innerRadius) / trackPitch
    }

    /// The turns of the track that sectors of one layer take up, counted from the hub.
    func turns(of range: SectorRange, layer: Int) -> ClosedRange<Double> {
        let first = range.start - layer * layerSectors
        let end = range.end - layer * layerSectors
        return layer.isMultiple(of: 2)
            ? turns(from: first)...turns(from: end)
            : turns(from: layerSectors - end)...turns(from: layerSectors - first)
    }

    private func turns(from sectors: Int) -> Double {
        let area = Double(sectors) * trackPitch * sectorLength
        let radius = (innerRadius * innerRadius + area / Double.pi).squareRoot()
        return (radius - innerRadius) / trackPitch
    }
}

/// What the standards say of a family of discs of 120 mm.
private struct Form {
    var innerRadius: Double
    var trackPitch: Double
    var layerSectors: Int
    var layerSectorsOfMany: Int
    /// A little more than one layer can hold, for discs written over the usual end.
    var singleLayerLimit: Int

    init(_ family: DiscProfile.Family) {
        switch family {
        case .cd:  // 74 minutes of 75 sectors a second
            self.init(
                innerRadius: 25, trackPitch: 1.6e-3, layerSectors: 333_000,
                layerSectorsOfMany: 333_000, singleLayerLimit: .max)
        case .dvd:  // DVD-5, and half a DVD-9, whose pits are longer
            self.init(
                innerRadius: 24, trackPitch: 0.74e-3, layerSectors: 2_295_104,
                layerSectorsOfMany: 2_085_856, singleLayerLimit: 2_400_000)
        case .bd:  // 25 GB a layer
            self.init(
                innerRadius: 24, trackPitch: 0.32e-3, layerSectors: 12_219_392,
                layerSectorsOfMany: 12_219_392, singleLayerLimit: 12_500_000)
        }
    }

    private init(
        innerRadius: Double, trackPitch: Double, layerSectors: Int, layerSectorsOfMany: Int,
        singleLayerLimit: Int
    ) {
        self.innerRadius = innerRadius
        self.trackPitch = trackPitch
        self.layerSectors = layerSectors
        self.layerSectorsOfMany = layerSectorsOfMany
        self.singleLayerLimit = singleLayerLimit
    }

    func layers(for sectorCount: Int) -> Int {
        guard sectorCount > singleLayerLimit else { return 1 }
        return min(4, (sectorCount + layerSectors - 1) / layerSectors)
    }
}
