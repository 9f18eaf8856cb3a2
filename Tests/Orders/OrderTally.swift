import Testing

/// What came of many trials.
struct OrderTally {
    private var trials = 0
    private var failures = 0
    /// The first trial of each kind of failure, and how many there are: kinds differ in words.
    private var kinds: [String: (first: String, count: Int)] = [:]

    @discardableResult
    mutating func run(_ trial: OrderTrial) -> OrderTrial.Outcome {
        let outcome = trial.run()
        trials += 1
        if let problem = outcome.problem { note(problem, of: trial) }
        return outcome
    }

    private mutating func note(_ problem: String, of trial: OrderTrial) {
        failures += 1
        let kind = problem.filter { !$0.isNumber && $0 != "-" }
        let first = kinds[kind]?.first ?? "ORDERS=\(trial.name) \(problem)"
        kinds[kind] = (first, (kinds[kind]?.count ?? 0) + 1)
    }

    /// Fails with the first trial of each kind that went wrong, if any did.
    func report(_ setting: OrderSetting, _ note: String) {
        guard failures > 0 else { return }
        let lines = kinds.values.sorted { $0.count > $1.count }.prefix(12).map {
            "\($0.count) times: \($0.first)"
        }
        Issue.record(
            """
            \(failures) of \(trials) orders of \(setting.name) end badly (\(note)):
            \(lines.joined(separator: "\n"))
            """)
    }
}

extension OrderTrial {
    /// The name by which the trial can be run alone.
    var name: String {
        "\(setting.name):\(events.map(\.description).joined(separator: ","))"
    }

    /// The trial of a name such as `blocks:gone@12,back@20`.
    init?(named name: String) {
        let parts = name.split(separator: ":")
        guard parts.count == 2,
            let setting = EventOrderTests.settings.first(where: { $0.name == parts[0] })
        else { return nil }
        let events = parts[1].split(separator: ",").compactMap { word -> PlacedEvent? in
            let halves = word.split(separator: "@")
            guard halves.count == 2, let event = OrderEvent(rawValue: String(halves[0])),
                let step = Int(halves[1])
            else { return nil }
            return PlacedEvent(event, at: step)
        }
        self.init(setting: setting, events: events)
    }
}
