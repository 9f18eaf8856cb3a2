import DiscIO
import RescueCore

/// What ends the program before its time: one sentence for a person, one code for a script.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// An output that cannot be written.
    init(_ error: OutputError) {
        self.init(.outputFailed, "\(error)")
    }

    /// An image that cannot be read, or is of no use.
    init(_ error: ImageError) {
        self.init(.outputFailed, "\(error)")
    }

    /// A run that ended before its time.
    ///
    /// - Parameters:
    ///   - error: Why.
    ///   - device: The device as messages name it, if the run has one.
    init(_ error: RunError, device: String = "the drive") {
        switch error {
        case .audioOnly:
            self.init(
                .driveUnusable,
                """
                the disc in \(device) has audio tracks only; copy them with a program for audio CDs
                """)
        case .blank:
            self.init(
                .driveUnusable, "the disc in \(device) is blank; there is nothing to be copied")
        case .noData: self.init(.driveUnusable, "the disc in \(device) holds no data")
        case .unreadable(let fault):
            self.init(.driveUnusable, "the disc cannot be looked at: \(fault)")
        case .incomparable(let fault):
            self.init(.driveUnusable, "the disc cannot be compared: \(fault)")
        case .unrecognisable(let image):
            self.init(
                .driveUnusable,
                "the disc cannot be compared with \(image): none of its sectors can be read")
        case .otherDisc(let image, let difference, let isGoingOn):
            let advice =
                isGoingOn
                ? "insert that one, or give this one another name with -o" : "insert that one"
            self.init(
                .otherDisc, "\(image) was made from another disc (\(difference.line)); \(advice)")
        case .changed(let image, let change):
            self.init(
                .verificationFailed,
                """
                \(image) is finished, but \(change.line); isorip verify with the disc tells which \
                sectors differ, and isorip rip --reread-mismatches then reads them again
                """)
        case .interrupted: self.init(.interrupted, "interrupted; nothing was written")
        case .output(let error): self.init(error)
        case .image(let error): self.init(error)
        case .sameCopy(let one, let other):
            self.init(.usage, "\(one) and \(other) are one file; name each copy once")
        case .differentCopies(let one, let other, let difference):
            self.init(
                .otherDisc,
                """
                \(one) and \(other) are copies of different discs (\(difference.line)); merge \
                copies of one disc
                """)
        case .mergeInterrupted:
            self.init(.interrupted, "interrupted; nothing of the merge was kept")
        case .nothingToMerge:
            self.init(.usage, "there is nothing to merge: no copy has any sector")
        case .mergedImageExists(let path):
            self.init(
                .outputFailed, "\(path) exists; give the merged image another name with -o")
        case .notADAT(let path):
            self.init(.usage, "\(path) is not a DAT file in Logiqx XML")
        case .notListed(let image, let list):
            self.init(.usage, "\(list) has no checksum of \(image)")
        }
    }
}

extension DiscCheck.Difference {
    fileprivate var line: String {
        switch self {
        case .seen(.sectorCount(let known, let found)):
            "it had \(Format.grouped(known)) sectors, this one has \(Format.grouped(found))"
        case .seen(.tracks): "its table of contents was another one"
        case .seen(.sector(let lba)): "LBA \(lba) reads differently"
        case .shorter(let image, let disc):
            "the image has \(Format.grouped(image)) sectors, the disc only \(Format.grouped(disc))"
        }
    }
}

extension RunError.ImageChange {
    fileprivate var line: String {
        switch self {
        case .verified(let sectors):
            "the last verification found a difference in \(Format.count(sectors, "sector"))"
        case .notFirstPass: "it does not hold what was read from the disc"
        case .sector(let lba): "LBA \(lba) of it is not what the disc gives"
        }
    }
}

extension RunError.CopyDifference {
    fileprivate var line: String {
        switch self {
        case .records(.sectorCount(let one, let other)):
            "one disc had \(Format.grouped(one)) sectors, the other \(Format.grouped(other))"
        case .records(.tracks): "their tables of contents differ"
        case .records(.sector(let lba)): "their records differ in LBA \(lba)"
        case .sectors(let differing, let compared):
            "\(differing) of \(Format.count(compared, "compared sector")) differ"
        }
    }
}
