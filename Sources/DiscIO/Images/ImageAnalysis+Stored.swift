public import RescueCore

extension ImageAnalysis {
    /// Looks at an image and at what lies beside it.
    public init(_ image: StoredImage) {
        self.init(
            image.file, map: image.map, sessions: image.sessionStarts, record: image.record,
            hasMap: image.hasMap)
    }

    /// Looks at an image, with the map of it that the caller has.
    package init(
        _ file: ReadOnlyFile, map: SectorMap, sessions: [LBA], record: RipRecord? = nil,
        hasMap: Bool = true
    ) {
        let map = map.cut(toBytes: file.byteCount)
        var sectors = ImageSectors(file, map: map)
        self.init(of: &sectors, map: map, sessions: sessions, record: record, hasMap: hasMap)
    }
}
