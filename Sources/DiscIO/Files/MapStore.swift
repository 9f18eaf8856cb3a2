import RescueCore

/// The map of an image as a file.
struct MapStore: Sendable {
    private let path: String
    private let fileSystem: any FileSystem

    /// Makes a handle on a map that may exist or not.
    init(_ path: String, in fileSystem: any FileSystem) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Puts the map in the place of an earlier one.
    func replace(with map: Mapfile) throws(OutputError) {
        try AtomicFile(path, in: fileSystem).replace(with: map.text())
    }

    /// Reads the map of a disc.
    ///
    /// - Parameter sectorCount: How many sectors the disc has; nil: as many as the map speaks of.
    /// - Returns: The map; nil if there is no such file.
    /// - Throws: `badMap` if the file is not a whole map of so many sectors.
    func load(sectorCount: Int?) throws(OutputError) -> Mapfile? {
        var reader = MapfileReader(sectorCount: sectorCount)
        let exists = try AtomicFile(path, in: fileSystem).read { (bytes) throws(OutputError) in
            do throws(MapfileError) {
                try reader.take(bytes)
            } catch {
                throw OutputError(.read, path, .badMap(error))
            }
        }
        guard exists else { return nil }
        do throws(MapfileError) {
            return try reader.finish(isWhole: sectorCount != nil)
        } catch {
            throw OutputError(.read, path, .badMap(error))
        }
    }
}
