import DiscIO
import RescueCore

extension ImageWriter {
    /// Writes the checksum file; a file of somebody else's that has its name is kept, and that is told.
    borrowing func saveChecksum(_ sums: SumSet, _ console: Console) throws(OutputError) {
        do throws(OutputError) {
            try saveChecksum(sums)
        } catch {
            guard error.reason == .exists else { throw error }
            console.note(
                "\(error.path) is not of this image: it is kept; the sums are in the record")
        }
    }
}
