import RescueCore

/// What the disc says its volume is.
struct VolumeRow: Encodable {
    var filesystem: String
    /// Its name; nil where it is not read.
    var label: String?
    /// Where its first descriptor stands, if it stands at a place of its own.
    var lba: LBA?
    /// How large it says it is, if that is known.
    var sectors: Int?

    /// The volumes of a disc, one for each name that it can be mounted under.
    static func all(of volumes: DiscVolumes, hasRockRidge: Bool) -> [VolumeRow] {
        var rows = volumes.isoVolumes.map { volume in
            let filesystem =
                switch volume.kind {
                case .primary: hasRockRidge ? "ISO 9660 with Rock Ridge" : "ISO 9660"
                case .joliet: "Joliet"
                case .supplementary: "ISO 9660:1999"
                }
            return VolumeRow(
                filesystem: filesystem, label: volume.label, lba: volume.lba,
                sectors: volume.sectorCount)
        }
        if let udf = volumes.udfVolume {
            rows.append(
                VolumeRow(
                    filesystem: "UDF \(udf.version)", label: udf.label, sectors: udf.sectorCount))
        }
        rows += volumes.partitionTables.appleVolumes.map {
            VolumeRow(filesystem: $0.kind.rawValue, label: $0.label)
        }
        return rows
    }

    /// Name and filesystem: `BACKUP (UDF 2.50)`.
    var line: String { "\(name) (\(filesystem))" }

    /// The same with the place of the descriptor, which tells volumes of several sessions apart.
    var lineWithPlace: String {
        "\(name) (\(filesystem)\(lba.map { ", descriptor at LBA \($0)" } ?? ""))"
    }

    private var name: String {
        guard let label else { return "name not read" }
        return label.isEmpty ? "without a name" : label
    }
}

extension UDFVolume {
    /// The version as people write it: `2.50`, `1.02`.
    var version: String {
        let minor = String(revision & 0xFF, radix: 16)
        return String(revision >> 8, radix: 16) + "." + (minor.count < 2 ? "0" : "") + minor
    }
}
