public import RescueCore

/// Why a run ended before its time, or could not begin.
public enum RunError: Error {
    /// The disc has audio tracks only.
    case audioOnly
    /// The disc is blank, or has no sectors.
    case blank
    /// The disc has nothing that could be compared.
    case noData
    /// The disc cannot be looked at.
    case unreadable(ReadFault)
    /// The disc cannot be compared with the image.
    case incomparable(ReadFault)
    /// None of the sectors that are in the image can be read from the disc.
    case unrecognisable(image: String)
    /// The image was made from another disc; whether it was to be gone on with.
    case otherDisc(image: String, DiscCheck.Difference, isGoingOn: Bool)
    /// The image is finished, and does not hold any more what was read.
    case changed(image: String, ImageChange)
    /// Somebody asked for the end; nothing is left of the run.
    case interrupted
    /// The output cannot be written or gone on with.
    case output(OutputError)
    /// An image, or what lies beside it, cannot be read.
    case image(ImageError)

    /// Two copies that are to be merged are one file.
    case sameCopy(String, String)
    /// Two copies are of different discs.
    case differentCopies(String, String, CopyDifference)
    /// Somebody asked for the end of a merge; nothing of it was kept.
    case mergeInterrupted
    /// No copy has any sector.
    case nothingToMerge
    /// The name of the merged image is taken.
    case mergedImageExists(String)

    /// The file is no DAT file.
    case notADAT(String)
    /// The list of checksums does not have the image.
    case notListed(image: String, list: String)

    /// How a finished image was found to have changed.
    public enum ImageChange: Sendable {
        /// The last verification found that so many sectors differ.
        case verified(sectors: Int)
        /// It does not hold what was read first.
        case notFirstPass
        /// A sector of it is not what the disc gives.
        case sector(LBA)
    }

    /// In what two copies differ.
    public enum CopyDifference: Sendable {
        /// Their records are of different discs.
        case records(DiscRecognition.Difference)
        /// So many of the compared sectors differ.
        case sectors(differing: Int, compared: Int)
    }

    /// Takes an error of what the run uses.
    init(_ error: any Error) {
        switch error {
        case let error as RunError: self = error
        case let error as OutputError: self = .output(error)
        case let error as ImageError: self = .image(error)
        case let error as ReadFault: self = .unreadable(error)
        case let error as MergeFailure<ImageError, OutputError>:
            switch error {
            case .input(let error): self = .image(error)
            case .output(let error): self = .output(error)
            }
        default: preconditionFailure("a run throws nothing else: \(error)")
        }
    }
}

/// Does the work of a run, and tells any of its errors as one of the run.
func running<Result: ~Copyable>(
    _ work: () throws -> Result
) throws(RunError) -> Result {
    do {
        return try work()
    } catch {
        throw RunError(error)
    }
}
