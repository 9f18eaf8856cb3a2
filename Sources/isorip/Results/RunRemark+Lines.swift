import DiscIO
import RescueCore

extension RunRemark {
    /// The remark for a person, a line each.
    var lines: [String] {
        switch self {
        case .speedRefused:
            ["the speed cannot be set (write access to the drive is needed)"]
        case .trayStuck(let fault): ["the tray cannot be opened: \(fault)"]
        case .protected(let protection):
            [
                "the disc declares \(protection.rawValue) protection: \(protection.consequence)"
            ]
        case .videoCD:
            [
                """
                this is a Video CD: its films are sectors of 2,324 bytes, which no ISO image can \
                hold; the image will have the rest
                """
            ]
        case .mayHaveFormTwo:
            [
                """
                the volume declares CD-ROM XA: if it has sectors of Form 2 (2,324 bytes), no ISO \
                image can hold them
                """
            ]
        case .extent(let extent): extent.lines
        case .completeAlready(let image, let isCompared):
            [
                "\(image) is a complete image of this disc already; "
                    + (isCompared ? "nothing to do" : "no pass compared it with the disc")
            ]
        case .misread(let lba):
            ["LBA \(lba) reads differently now, and all else is the same: it is read again"]
        case .rereading(let ranges): [Self.rereading(ranges)]
        case .kept(let sectors):
            [
                "\(Format.count(sectors, "sector")) could not be read again: the image keeps what it had"
            ]
        case .checksumFileKept(let path):
            ["\(path) is not of this image: it is kept; the sums are in the record"]
        case .verificationNotRecorded(let error):
            ["this verification is not in the record: \(error.reason.label)"]
        case .unmatched(let path, let image, let reason): ["\(path): \(reason.line(image))"]
        case .noSecondPass:
            ["interrupted before the second pass; run the same command again to make it"]
        case .shorterCopy(let path, let sectors, let merged):
            [
                """
                \(path) has \(Format.grouped(sectors)) sectors, the merged image gets \
                \(Format.grouped(merged))
                """
            ]
        }
    }

    private static func rereading(_ ranges: [SectorRange]) -> String {
        let count = Format.count(ranges.sectorCount, "sector")
        return ranges.isEmpty
            ? "no comparison with the disc found anything to read again"
            : "\(count) that differed in the last verification are read again"
    }
}

extension RunRemark.Unmatched {
    fileprivate func line(_ image: String) -> String {
        switch self {
        case .perhapsDamaged:
            "no such file in the directories that can be read; it may be in a damaged one"
        case .noSuchFile:
            "no such file on this disc; isorip ls \(image.asArgument) lists what there is"
        case .unreadable: "what tells where the files of this disc lie cannot be read"
        case .noFilesystem: "this disc has no filesystem that is known here"
        }
    }
}

extension DiscDescription.Protection {
    /// What it means for an image.
    fileprivate var consequence: String {
        switch self {
        case .css: "the image will be exact, but players need the disc's keys to play it"
        case .cprm, .aacs, .unknown: "parts of the image may not be usable without the disc"
        }
    }
}
