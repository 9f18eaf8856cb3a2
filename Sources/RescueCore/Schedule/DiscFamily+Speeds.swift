extension DiscProfile.Family {
    /// The speeds at which unreadable blocks are tried again, one after the other; nil: full speed.
    public var retrySpeeds: [Double?] {
        switch self {
        case .cd: [8, nil, 4, 16]
        case .dvd: [4, nil, 2, 8]
        case .bd: [2, nil, 1, 4]
        }
    }
}
