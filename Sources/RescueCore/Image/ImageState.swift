/// How far an image has come, as far as that can be known without its disc.
///
/// It is decided from its map, its record and its size together; none of them is believed alone.
package enum ImageState: Hashable, Sendable {
    /// Every sector of the disc is there.
    case complete
    /// Every sector is there that an ISO image can hold; so many have Form 2.
    case lacksFormTwo(sectors: Int)
    /// So many sectors are missing, and another run may read them.
    case incomplete(missing: Int)
    /// The file ends before sectors that were rescued.
    case cut(rescuedEnd: Int, byteCount: Int)
    /// The file is longer than the disc, in bytes.
    case tooLong(byteCount: Int, discSize: Int)
    /// All is there, but the last verification found that so many sectors are not what was read.
    case changed(sectors: Int)
    /// Nobody kept a map or a record that tells.
    case unknown

    /// Decides it.
    ///
    /// - Parameters:
    ///   - map: The map that lies beside the image; nil if there is none.
    ///   - record: The record; nil if there is none.
    ///   - byteCount: How long the image is.
    package init(map: SectorMap?, record: RipRecord?, byteCount: Int) {
        guard let map = Self.known(map, record) else {
            self = .unknown
            return
        }
        let rescued = map.lastRun(of: SectorStatusSet(.rescued), before: map.sectorCount)
        let rescuedEnd = (rescued?.range.end ?? 0) * Sector.size
        // A finished image has its full length, whatever its last sectors are.
        let leastSize = record?.state == .complete ? map.range.byteCount : rescuedEnd
        let missing = map.count(of: .missing)
        let formTwo = (record?.disc.formTwo ?? []).sectorCount
        let changed = record?.sectorsFoundChanged ?? 0
        self =
            if byteCount < leastSize {
                .cut(rescuedEnd: leastSize, byteCount: byteCount)
            } else if byteCount > map.range.byteCount {
                .tooLong(byteCount: byteCount, discSize: map.range.byteCount)
            } else if missing > 0 {
                .incomplete(missing: missing)
            } else if changed > 0 {
                .changed(sectors: changed)
            } else {
                formTwo > 0 ? .lacksFormTwo(sectors: formTwo) : .complete
            }
    }

    /// What is known of every sector; nil if nothing is.
    private static func known(_ map: SectorMap?, _ record: RipRecord?) -> SectorMap? {
        var known: SectorMap
        if let map {
            known = map
        } else {
            // Without its map, only a finished image is known by its record.
            guard let record, record.state == .complete, record.summary.missing == 0 else {
                return nil
            }
            known = SectorMap(sectorCount: record.disc.sectorCount)
            known.mark(known.range, as: .rescued)
        }
        record?.disc.excluded?.forEach { known.exclude($0.range) }
        return known
    }
}
