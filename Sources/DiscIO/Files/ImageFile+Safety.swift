package import RescueCore
import SystemPackage

extension ImageFile {
    /// Brings everything that was written to the disk.
    ///
    /// Once it has failed it fails for ever: Linux forgets what it could not write, so that a
    /// second call would succeed over lost data.
    package mutating func sync() throws(OutputError) {
        if let syncFailure { throw syncFailure }
        do throws(Errno) {
            try fileSystem.sync(file)
        } catch {
            let failure = OutputError(.sync, path, errno: error)
            syncFailure = failure
            throw failure
        }
    }

    /// Makes sure that the file is still the one its name stands for, and as long as it was.
    ///
    /// - Throws: `vanished` if not.
    package func checkPresence() throws(OutputError) {
        let open = try attempt(.inspect, path) { () throws(Errno) in
            try fileSystem.status(of: file)
        }
        let named = try? fileSystem.status(at: path)
        guard open.linkCount > 0, open.size == size, named?.identity == identity else {
            throw OutputError(.write, path, .vanished)
        }
    }

    /// Makes sure that there is room for every byte that is still to be stored.
    ///
    /// That are the sectors that are missing, or the holes if they are fewer. Rescued sectors may be
    /// holes, too.
    ///
    /// - Throws: `noRoom` if there is not.
    package func checkRoom(for map: SectorMap) throws(OutputError) {
        let status = try attempt(.inspect, path) { () throws(Errno) in
            try fileSystem.status(of: file)
        }
        let missing = map.count(of: .missing) * Sector.size
        let holes = max(0, map.range.byteCount - status.allocated)
        try DiscIO.checkRoom(for: min(missing, holes), at: path, in: fileSystem)
    }
}

/// Makes sure that so many bytes more can be stored beside a file.
///
/// - Throws: `noRoom` if they cannot.
func checkRoom(
    for needed: Int, at path: String, in fileSystem: any FileSystem
) throws(OutputError) {
    let free = try attempt(.inspect, directory(of: path)) { () throws(Errno) in
        try fileSystem.freeSpace(at: directory(of: path))
    }
    guard needed <= free else {
        throw OutputError(.write, path, .noRoom(needed: needed, free: free))
    }
}
