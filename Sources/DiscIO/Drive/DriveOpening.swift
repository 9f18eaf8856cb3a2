import RescueCore

/// The first words with a drive.
extension DriveLink {
    /// Asks the device who it is.
    ///
    /// - Throws: `notAnOpticalDrive`, or that it does not answer.
    mutating func identify(_ path: String) throws(DriveError) -> DriveIdentity {
        let answer: [UInt8]
        do {
            answer = try perform(.inquiry)
        } catch {
            switch error.kind {
            case .deviceGone: throw .gone(path)
            case .commandRejected: throw .notAnOpticalDrive(path)
            default: throw .notReady(path, error.sense)
            }
        }
        guard let inquiry = InquiryData(answer), inquiry.isOpticalDrive else {
            throw .notAnOpticalDrive(path)
        }
        return inquiry.identity
    }

    /// Asks until the disc can be read.
    ///
    /// - Throws: Why it cannot.
    mutating func waitUntilReady(_ path: String, _ pause: (Duration) -> Void) throws(DriveError) {
        var wait = ReadinessWait()
        while true {
            switch wait.step(after: run(.testUnitReady)) {
            case .ready: return
            case .askAgain(let delay): pause(delay)
            case .startUnit: _ = run(.startUnit)
            case .giveUp(let reason): throw reason.error(path)
            }
        }
    }
}

extension ReadinessWait.Reason {
    fileprivate func error(_ path: String) -> DriveError {
        switch self {
        case .noDisc: .noDisc(path)
        case .notReady(let sense): .notReady(path, sense)
        case .unusableDisc(let sense): .unusableDisc(path, sense)
        case .gone: .gone(path)
        case .failed(let errno): .system(path, errno: errno)
        }
    }
}
